import Base
import Database
import Domain
import Ground
import Web

/// What the bank did with rows of a payout: each is paid, or given back with the bank's words. A row that is paid stands in
/// its dealer's account with its deductions; one that is given back frees what it had gathered for the next payout.
/// Once no row waits, the payout is closed. A paid row with value added tax gets its invoice.
struct SettleRows: Sendable {
    enum Outcome: Hashable, Sendable {
        case paid(on: CalendarDay, reference: String)
        /// Also of a row that was paid before: banks give money back days later.
        case returned(on: CalendarDay, text: String)
    }

    let number: String
    let rows: [(item: ID<PayoutItem>, outcome: Outcome)]

    /// A row that stands as the bank says is left as it is, so that the same answer can be read twice.
    /// - Returns: how many rows changed.
    /// - Throws: `Refusal.stale` where the bank has not got the payout, or a row was settled otherwise before;
    ///   `Refusal.hidden` for a row of another payout.
    @discardableResult
    func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws -> Int {
        let deed = Deed(actor: actor, company: company, tx: tx)
        let payout = try PayoutStore.find(number, company.currency, tx)
        guard payout.state.isWithBank else { throw Refusal.stale(Complaint("payouts.settle.early")) }
        let known = Dictionary(uniqueKeysWithValues: try PayoutList.items(of: payout.id, tx).map { ($0.id, $0) })
        var (paid, returned) = ([String](), [String]())
        for row in rows {
            guard let item = known[row.item] else { throw Refusal.hidden }
            switch row.outcome {
            case .paid(let day, let reference):
                guard try pay(item, payout, on: day, reference, deed) else { continue }
                let year = company.clock.books.year(of: day)
                try InvoiceStore.add(for: item.id, on: day, year: year, tx)
                paid.append(reference)
            case .returned(let day, let text):
                guard try giveBack(item, payout, on: day, text, deed) else { continue }
                returned.append(text)
            }
        }
        guard !paid.isEmpty || !returned.isEmpty else { return 0 }
        try writeDown("rows_paid", paid, payout, deed)
        try writeDown("rows_returned", returned, payout, deed)
        try closeIfSettled(payout, deed)
        return paid.count + returned.count
    }

    private func pay(
        _ item: PayoutList.Item, _ payout: PayoutRow, on day: CalendarDay, _ reference: String, _ deed: Deed
    ) throws -> Bool {
        let tx = deed.tx
        if item.state == .paid, item.paidOn == day, item.bankReference == reference { return false }
        guard item.state == .waiting else { throw Refusal.stale(Complaint("payouts.row.settled", item.reference)) }
        try PayoutItemStore.pay(item.id, on: day, reference: reference, tx)
        let note = "\(payout.number) \(reference)"
        for line in try PayoutList.deductions(of: item.id, tx) {
            try post(line.kind.ledgerKind, line.amount, item, on: day, note, deed)
        }
        try post(.payment, -item.amount, item, on: day, note, deed)
        try OutboxStore.add(
            Notice("payout_paid", about: .account(item.dealer), payout.number, on: "\(item.id)"),
            to: .dealer(item.dealer, [.dealerManager]),
            but: deed.actor.person, tx)
        return true
    }

    private func giveBack(
        _ item: PayoutList.Item, _ payout: PayoutRow, on day: CalendarDay, _ text: String, _ deed: Deed
    ) throws -> Bool {
        let tx = deed.tx
        guard item.state != .returned else { return false }
        guard try !BankFileStore.isPaidInPart(item.id, tx) else {
            throw Refusal.stale(Complaint("banks.settle.part", item.reference))
        }
        try PayoutItemStore.giveBack(item.id, from: item.state, text: text, tx)
        if item.state == .paid {
            let note = "\(payout.number) \(text)"
            for line in try PayoutList.deductions(of: item.id, tx) {
                try post(line.kind.ledgerKind, -line.amount, item, on: day, note, deed)
            }
            try InvoiceStore.cancel(for: item.id, on: day, tx)
            try post(.paymentReturn, item.amount, item, on: day, note, deed)
        }
        _ = try PayoutItemStore.free(.item(item.id), tx)
        return true
    }

    private func post(
        _ kind: LedgerKind, _ amount: Int64, _ item: PayoutList.Item, on day: CalendarDay, _ note: String, _ deed: Deed
    ) throws {
        var row = Posting(
            kind: kind, dealer: item.dealer, amount: Money(amount, deed.company.currency), day: day)
        (row.item, row.madeBy, row.note) = (item.id, deed.actor.person, note)
        try LedgerStore.post(row, deed.tx)
    }

    /// - Parameter said: of each row, the bank's reference or words.
    private func writeDown(_ kind: String, _ said: [String], _ payout: PayoutRow, _ deed: Deed) throws {
        guard let first = said.first else { return }
        let isOne = said.allSatisfy { $0 == first }
        try PayoutStore.addEvent(
            payout.id, kind, by: deed.actor.person, detail: "\(said.count) \(isOne ? first : "…")", deed.tx)
    }

    private func closeIfSettled(_ payout: PayoutRow, _ deed: Deed) throws {
        let (tx, person) = (deed.tx, deed.actor.person)
        let items = try PayoutList.items(of: payout.id, tx)
        guard payout.state == .sent, items.allSatisfy({ $0.state != .waiting }) else {
            return try PayoutStore.touch(payout, tx)
        }
        let references = Set(items.compactMap(\.bankReference))
        let day = items.compactMap(\.paidOn).max() ?? deed.company.clock.day(of: tx.now)
        try PayoutStore.move(
            payout,
            .closed(by: person, paidOn: day, reference: references.count == 1 ? references.first : nil), tx)
        try PayoutStore.addEvent(payout.id, "closed", by: person, tx)
    }
}
