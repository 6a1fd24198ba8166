import Testing

@testable import Domain

@Suite("A dealer's statement")
struct AccountStatementTests {
    @Test("closes with what it opened with, its fees, payments and adjustments")
    func sums() throws {
        let statement = try AccountStatement(
            opening: Money(100),
            entries: [(.fee, Money(500)), (.fee, Money(-40)), (.payment, Money(-300)), (.adjustment, Money(7))])
        #expect(statement.fees == Money(460))
        #expect(statement.payments == Money(-300))
        #expect(statement.closing == Money(267))
    }

    @Test("opens each month with what the one before closed with, whatever the history")
    func chain() throws {
        var dice = Dice(seed: 1405)
        for _ in 1...200 {
            let days = (0..<dice.roll(0...60)).map { _ in
                (
                    day: CalendarDay(iso: "2026-03-21")!.adding(days: dice.roll(0...400)),
                    kind: dice.pick(LedgerKind.allCases), amount: Money(dice.roll(-900_000...900_000))
                )
            }
            for calendar in CalendarSystem.allCases {
                let months = try AccountStatement.months(of: days, in: calendar, .irr)
                for (earlier, later) in zip(months, months.dropFirst()) {
                    #expect(earlier.statement.closing == later.statement.opening)
                    #expect(earlier.period < later.period)
                }
                let sum = try Money.sum(days.map(\.amount))
                #expect(months.last?.statement.closing ?? .zero == sum)
            }
        }
    }

    @Test("refuses a sum beyond what can be recorded")
    func overflow() {
        #expect(throws: Complaint("kernel.money.overflow")) {
            try AccountStatement(opening: Money(.max), entries: [(.fee, Money(1))])
        }
    }
}
