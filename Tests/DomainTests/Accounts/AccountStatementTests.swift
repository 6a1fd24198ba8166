import Testing

@testable import Domain

@Suite("A dealer's statement")
struct AccountStatementTests {
    @Test("closes with what it opened with and its rows, and sums them by kind and group")
    func sums() throws {
        let statement = try AccountStatement(
            opening: Money(100),
            entries: [
                (.fee, Money(500)), (.penalty, Money(-40)), (.payment, Money(-300)), (.fee, Money(7)),
                (.withholding, Money(-9)), (.cashCollected, Money(-20)),
            ])
        #expect(statement.sum(.fee) == Money(507))
        #expect(statement.sum(.vat) == .zero)
        #expect(try statement.sum(of: .work) == Money(467))
        #expect(try statement.sum(of: .other) == Money(-20))
        #expect(statement.kinds == [.fee, .penalty, .withholding, .cashCollected, .payment])
        #expect(statement.closing == Money(238))
    }

    @Test("closes with its groups' sums, whatever the rows")
    func groups() throws {
        var dice = Dice(seed: 7)
        for _ in 1...200 {
            let entries = (0..<dice.roll(0...40)).map { _ in
                (kind: dice.pick(LedgerKind.allCases), amount: Money(dice.roll(-900_000...900_000)))
            }
            let statement = try AccountStatement(opening: Money(dice.roll(-500...500)), entries: entries)
            let groups = try Money.sum(LedgerKind.Group.allCases.map { try statement.sum(of: $0) })
            #expect(try statement.opening.adding(groups) == statement.closing)
        }
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
                let opening = Money(dice.roll(-500...500))
                let months = try AccountStatement.months(of: days, in: calendar, from: opening)
                #expect(months.first?.statement.opening ?? opening == opening)
                for (earlier, later) in zip(months, months.dropFirst()) {
                    #expect(earlier.statement.closing == later.statement.opening)
                    #expect(earlier.period < later.period)
                }
                let sum = try Money.sum(days.map(\.amount))
                #expect(try months.last?.statement.closing ?? opening == opening.adding(sum))
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
