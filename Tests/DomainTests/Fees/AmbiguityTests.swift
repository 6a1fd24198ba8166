import Domain
import Testing

@Suite("An ambiguous tariff cannot be activated")
struct AmbiguityTests {
    private func example(_ one: [String: String], _ other: [String: String]) -> [String] {
        guard case .failure(let refusals) = Trial(rules: [one, other], jobs: []).run() else { return [] }
        return refusals.rows.flatMap(\.complaint.values)
    }

    @Test("Two rules that one job could match are named, with such a job")
    func namesBoth() {
        #expect(
            Trial(rules: [["service_type": "repair"], ["product_group": "ac"]]).refusals()
                == ["3:priority:fees.ambiguous"])
        #expect(
            example(["service_type": "install|repair"], ["product_group": "ac|tv"])
                == ["R1", "R2", "service_type=install, product_group=ac"])
        #expect(
            example(["service_type": "install|repair"], ["service_type": "periodic|repair"])
                == ["R1", "R2", "service_type=repair"])
        #expect(example(["metric": "km", "from": "20"], ["metric": "km", "to": "30"]) == ["R1", "R2", "km=20"])
        #expect(
            example(["metric": "km", "from": "20"], ["metric": "score", "from": "4.5"])
                == ["R1", "R2", "km=20, score=4.5"])
        #expect(example([:], [:]) == ["R1", "R2", ""])
    }

    @Test("Rules that differ in priority, specificity, component or in any value are told apart")
    func toldApart() {
        #expect(example(["priority": "1"], [:]) == [])
        #expect(example(["priority": "0"], [:]) == ["R1", "R2", ""])
        #expect(example(["zone": "in_city"], [:]) == [])
        #expect(example(["zone": "in_city"], ["zone": "out_of_city"]) == [])
        #expect(example(["component": "visit"], [:]) == [])
        #expect(example(["component": "bonus"], ["component": "bonus"]) == [])
        #expect(example(["component": "penalty"], ["component": "penalty"]) == [])
    }

    @Test("Ranges that share no possible fact are told apart, down to the tenth that facts have")
    func rangesApart() {
        #expect(example(["metric": "km", "to": "20"], ["metric": "km", "from": "20"]) == [])
        #expect(example(["metric": "km", "to": "20.05"], ["metric": "km", "from": "20.01"]) == [])
        #expect(
            example(["metric": "km", "to": "20.15"], ["metric": "km", "from": "20.01"]) == ["R1", "R2", "km=20.1"])
        #expect(example(["metric": "visits", "to": "1"], ["metric": "km"]) == [])
        #expect(example(["metric": "score", "from": "5.1"], ["metric": "km"]) == [])
    }

    @Test("A tie that was never checked stops the job instead of choosing for it")
    func uncheckedTie() throws {
        let rules = try ["A", "B"].map { code in
            var cells = RuleCells()
            for (column, text) in [(RuleColumn.code, code), (.component, "visit"), (.method, "fixed"), (.amount, "5")] {
                cells[column] = text
            }
            return try TariffParsing.rule(of: cells)
        }
        let facts = try Trial(rules: []).run().get().calculations[0].facts
        #expect(throws: Complaint("fees.ambiguous.job", "A", "B", "J1")) {
            try Tariff(rules: rules).calculation(of: facts)
        }
    }
}
