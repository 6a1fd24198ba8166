import Testing

@testable import Domain

@Suite("Estimates: what a job will cost, and who says yes to it")
struct EstimateTests {
    private static let day = CalendarDay(iso: "2026-11-23")!

    @Test("a total is the sum of its lines, to the last rial")
    func total() {
        let lines = [
            EstimateLine(.labour, "", price: 2_500_000), EstimateLine(.part, "کمپرسور", quantity: 3, price: 1_000_001),
            EstimateLine(.travel, "", price: 0),
        ]
        #expect(EstimateLine.total(lines) == 5_500_003)
        let most = Array(
            repeating: EstimateLine(.part, "", quantity: 999, price: EstimateLine.prices.upperBound),
            count: EstimateLine.most)
        #expect(EstimateLine.total(most) == 29_970_000_000_000_000)
    }

    @Test("yes is said to what is open and valid, no to what is open", arguments: EstimateState.allCases)
    func answers(state: EstimateState) throws {
        let (yes, no) = (try EstimateAnswer("approve", text: ""), try EstimateAnswer("refuse", text: "گران است"))
        for (last, isInTime) in [(Self.day, true), (Self.day.adding(days: -1), false)] {
            let approved = try? MayAnswerEstimate(yes, to: state, until: last, today: Self.day)
            #expect((approved != nil) == (state == .open && isInTime))
            let refused = try? MayAnswerEstimate(no, to: state, until: last, today: Self.day)
            #expect((refused != nil) == (state == .open))
        }
    }

    @Test("an answer is one of two words", arguments: ["", "yes", "Approve", "approve "])
    func words(word: String) {
        #expect(throws: Complaint("form.choose")) { try EstimateAnswer(word, text: "") }
    }

    @Test("the office estimates what is open, a dealer what he has accepted", arguments: JobState.allCases)
    func may(state: JobState) throws {
        let office = try Actor(person: ID(1), name: "", roles: Roles([.reception]), dealer: nil)
        let dealer = try Actor(person: ID(2), name: "", roles: Roles([.dealerManager]), dealer: ID(1))
        #expect(((try? MayEstimate(office, state)) != nil) == !state.isEnded)
        #expect(((try? MayEstimate(dealer, state)) != nil) == [.accepted, .scheduled, .underWay].contains(state))
    }
}
