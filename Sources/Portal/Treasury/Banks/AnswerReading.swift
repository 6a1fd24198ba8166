import Database
import Domain
import Web

/// An answer's file held against the orders as they stand now.
package struct AnswerReading: Sendable {
    package let payout: PayoutRow
    package let row: AnswerRow
    /// As the format says it now: what a bank answers may be learnt after its files were made.
    package let layout: AnswerLayout
    package let orders: [BankAnswer.Order]
    package let rows: [PayableList.Row]

    package init(_ id: ID<BankAnswer>, of number: String, _ currency: Currency, _ tx: Transaction) throws {
        payout = try PayoutStore.find(number, currency, tx)
        row = try BankAnswerStore.find(id, of: payout.id, tx)
        layout = try BankFormatStore.current(of: BankFileStore.version(of: row.batch, tx), tx).format.answer
        orders = try BankAnswerStore.orders(of: row.batch, tx)
        rows = try PayableList.rows(of: payout.id, tx)
    }

    /// Work for a thread of its own. - Throws: `banks.answer.reference` while its column is not known.
    package func answer(_ table: Table, plan: AnswerPlan, _ clock: CompanyClock, now: Instant) throws(Complaint)
        -> BankAnswer
    {
        let days = payout.paymentDays(clock, now: now)
        return try BankAnswer(
            table, places: plan.places, layout: layout, orders: orders,
            otherwise: CalendarDay(iso: plan.day) ?? days.upperBound, days: days)
    }
}

extension BankAnswer {
    /// Of all that taking it would do: so that nobody takes another thing than he saw.
    package var mark: String {
        Secrets.hash(
            lines.map { line in
                [
                    String(line.number), line.reference, line.finding.key, line.amount, line.day?.isoText ?? "",
                    line.tracking, line.text,
                ].joined(separator: "\t")
            }.joined(separator: "\n"))
    }

    package func count(_ finding: Finding) -> Int { lines.count { $0.finding == finding } }

    /// What a person must look at: neither settled by this answer nor known before.
    var rest: [Line] {
        lines.filter { line in
            switch line.finding {
            case .paid, .returned, .settled, .twice: false
            case .amountDiffers, .unknownReference, .contradicts, .undecided, .unreadable: true
            }
        }
    }
}
