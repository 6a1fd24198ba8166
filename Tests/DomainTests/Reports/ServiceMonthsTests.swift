import Testing

@testable import Domain

@Suite("Machines and their repairs by months in service")
struct ServiceMonthsTests {
    /// So many machines in service for so many days, and their repairs after so many days.
    private func months(_ units: Int, for days: Int, failing: [Int] = []) -> ServiceMonths {
        var months = ServiceMonths()
        for _ in 0..<units { months.addUnit(inServiceFor: days) }
        for after in failing { months.addFailure(after: after, inServiceFor: days) }
        return months
    }

    @Test("expect as many repairs as the others have at the same age")
    func expected() {
        let own = months(100, for: 65, failing: [10, 40, 41])
        let others = months(
            1_000, for: 800, failing: Array(repeating: 5, count: 20) + Array(repeating: 35, count: 10) + [700])
        var whole = own
        whole += others
        #expect(whole.units == 1_100 && own.found == 3 && whole.found == 34)
        #expect(own.expected(among: whole) == 3_000, "a hundredth of 20 and of 10 a month for each hundred machines")
    }

    @Test("count a month that its machine is still in neither as gone through nor its repairs")
    func unfinished() {
        #expect(months(1, for: 29, failing: [3]).found == 0)
        #expect(months(1, for: 59, failing: [3, 31]).found == 1)
        #expect(months(1, for: 9_000, failing: [719, 720, -1]).found == 1)
    }

    @Test("expect nothing where there is nobody to compare them with")
    func alone() {
        let own = months(5, for: 100, failing: [3])
        #expect(own.expected(among: own) == nil)
        var whole = own
        whole += months(9, for: 10)
        #expect(own.expected(among: whole) == nil)
    }
}
