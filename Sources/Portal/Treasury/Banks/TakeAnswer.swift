import Database
import Domain
import Ground
import Web

/// What a bank's answer says becomes so: its orders are paid or returned, and each row of the payout whose orders are
/// all paid, or all returned, with them. Taken again it changes nothing.
package struct TakeAnswer: Sendable {
    package let number: String
    package let id: ID<BankAnswer>
    package let plan: AnswerPlan
    package let table: Table
    /// Of what the person saw.
    package let mark: String

    package init(number: String, id: ID<BankAnswer>, plan: AnswerPlan, table: Table, mark: String) {
        self.number = number
        self.id = id
        self.plan = plan
        self.table = table
        self.mark = mark
    }

    /// - Throws: `Refusal.stale` where the orders have changed since, the files were put aside, or the bank has not got
    ///   the payout.
    package func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let reading = try AnswerReading(id, of: number, company.currency, tx)
        guard !reading.row.isTaken else { return }
        guard try BankFileStore.current(of: reading.payout.id, tx)?.id == reading.row.batch else {
            throw Refusal.stale(Complaint("banks.answer.aside"))
        }
        let answer = try reading.answer(table, plan: plan, company.clock, now: tx.now)
        guard answer.mark == mark else { throw Refusal.stale(Complaint("error.stale")) }
        try BankAnswerStore.setPlan(id, plan, tx)
        let (paid, returned) = (answer.count(.paid), answer.count(.returned))
        guard try BankAnswerStore.take(id, paid: paid, returned: returned, by: actor.person, tx) else { return }
        for line in answer.lines where line.finding == .paid || line.finding == .returned {
            try BankAnswerStore.settle(line, in: reading.row.batch, tx)
        }
        try PayoutStore.addEvent(
            reading.payout.id, "answer", by: actor.person, detail: "\(paid) \(returned) \(reading.row.fileName)", tx)
        try OutboxStore.add(
            Notice("bank_answered", about: .payout(reading.payout.id), number, "\(paid)", "\(returned)", on: "\(id)"),
            to: .office(.finance), but: actor.person, tx)
        let outcomes = RowOutcome.all(of: answer, orders: reading.orders).map(Self.settling)
        try SettleRows(number: number, rows: outcomes).run(by: actor, in: company, tx)
    }

    private static func settling(_ row: RowOutcome) -> (item: ID<PayoutItem>, outcome: SettleRows.Outcome) {
        switch row.what {
        case .paid(let day, let tracking): (ID(row.row), .paid(on: day, reference: tracking))
        case .returned(let day, let text): (ID(row.row), .returned(on: day, text: text))
        }
    }
}
