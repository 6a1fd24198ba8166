import Base
import Database
import Domain
import Ground
import Web
import Work

/// Makes an invoice of a draft: it gets its number, is owed from then on, and never changes.
package struct IssueInvoice: Sendable {
    let draft: ID<InvoiceDraft>
    let version: Int
    /// What the lists make of the job now.
    let usual: [BillLine]

    package init(draft: ID<InvoiceDraft>, version: Int, usual: [BillLine]) {
        (self.draft, self.version, self.usual) = (draft, version, usual)
    }

    /// - Returns: its number.
    /// - Throws: `Refusal.hidden`, `Refusal.stale`; a complaint of `MayIssueInvoice`, of `Buyer` or of `MayBill`.
    package func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws -> String {
        let draft = try DraftStore.find(draft, tx)
        guard draft.isOpen, draft.version == version else { throw Refusal.stale(Complaint("error.stale")) }
        let (facts, today) = (draft.facts, company.clock.day(of: tx.now))
        try MayBill.check(JobStore.known(draft.job, tx), tx)
        let limit = try company.prices(on: today, tx)?.discount(of: actor.roles) ?? 0
        let permit = try MayIssueInvoice(
            facts.lines, usual: usual, discount: facts.discount, because: facts.discountReason, limit: limit,
            rate: PriceStore.rate(on: today, tx))
        let new = BillStore.New(
            kind: .invoice, refers: nil, job: draft.job, due: max(facts.due, today), seller: try Seller(company, tx),
            buyer: TypedBuyer(try facts.buyer.checked()), discount: facts.discount,
            discountReason: facts.discountReason,
            note: facts.note, lines: permit.figures.lines.map { ($0, nil) })
        let (id, number) = try BillStore.add(new, by: actor.person, in: company, tx)
        try BillStore.bill(draft.job, by: id, tx)
        try BillStore.end(draft.id, at: version, as: id, tx)
        try ReceivableStore.open(id, of: draft.customer, due: new.due, total: permit.figures.total, tx)
        let detail = ["amount": String(permit.figures.total), "job": draft.number, "number": number]
        try EventStore.add(
            Event("bill_issued", of: .bill(id), in: DraftStore.room, detail: detail), by: actor.person, tx)
        // The dealer reads it too: what the company bills is between it and its customer.
        try JobEventStore.add(draft.job, kind: "billed", by: actor.person, tx)
        try DealerCashStore.take(of: draft.job, draft.customer, by: actor.person, in: company, tx)
        try ReceivableStore.closeIfPaid(id, by: actor, tx)
        return number
    }
}

/// Takes an invoice back, whole or some of its lines: by two people.
package struct CreditInvoice: Codable, Sendable {
    static let proposal = "credit_note"

    let number: String
    /// By their places on the invoice.
    let lines: [Int]
    let reason: String

    package init(_ number: String, lines: Set<Int>, because reason: String) {
        (self.number, self.lines, self.reason) = (number, lines.sorted(), reason)
    }

    /// Waits for a second person. - Throws: `Refusal.hidden`; a complaint of `MayCredit`.
    package func propose(by person: ID<Person>, _ tx: Transaction) throws {
        let bill = try BillList.find(number, tx)
        _ = try permit(bill, tx)
        try ProposalStore.add(Self.proposal, about: number, self, by: person, tx)
    }

    private func permit(_ bill: BillRow, _ tx: Transaction) throws -> MayCredit {
        let known = try BillList.lines(of: bill.id, tx).map { (place: $0.position, isCredited: $0.isCredited) }
        return try MayCredit(Set(lines), of: bill.kind, known: known, because: reason)
    }

    /// What was owed for it is owed no more; what was paid for it is the customer's credit.
    package func run(by person: ID<Person>, in company: OpenCompany, _ tx: Transaction) throws {
        let bill = try BillList.find(number, tx)
        let permit = try permit(bill, tx)
        let all = try BillList.lines(of: bill.id, tx)
        let taken = all.filter { permit.lines.contains($0.position) }
        let new = BillStore.New(
            kind: .credit, refers: bill.id, job: bill.job, due: company.clock.day(of: tx.now), seller: bill.seller,
            buyer: bill.buyer, discount: bill.discountRate, discountReason: bill.discountReason,
            note: reason, lines: taken.map { ($0.figures, $0.id) })
        let (id, number) = try BillStore.add(new, by: person, in: company, tx)
        let total = taken.reduce(0) { $0 + $1.figures.total }
        let detail = ["amount": String(total), "number": number, "invoice": bill.number, "reason": reason]
        for subject in [EventSubject.bill(id), .bill(bill.id)] {
            try EventStore.add(Event("bill_credited", of: subject, in: DraftStore.room, detail: detail), by: person, tx)
        }
        if total > 0 {
            try ReceiptStore.addCredit(id, number, of: bill.id, total: total, by: person, in: company, tx)
        }
        let isWhole = all.allSatisfy { $0.isCredited || permit.lines.contains($0.position) }
        // What is left of it may be paid by now.
        if isWhole { try BillStore.unbill(bill.id, tx) } else { try ReceivableStore.closeIfPaid(bill.id, by: nil, tx) }
    }

    static let kind = ProposalKind(proposal, of: Self.self) { credit, context, tx in
        let (words, currency) = (context.words, context.company.currency)
        guard let bill = try? BillList.find(credit.number, tx) else { return [] }
        let taken = try BillList.lines(of: bill.id, tx).filter { credit.lines.contains($0.position) }
        return [
            Fact(
                label: words("bills.one"), value: bill.number, href: context.pathIfAllowed(BillRoutes.one, bill.number),
                isLtr: true),
            Fact(label: words("bills.buyer"), value: bill.buyer.name),
            Fact(
                label: words("bills.credit.amount"),
                value: context.reader.money(Money(taken.reduce(0) { $0 + $1.figures.total }, currency))),
            Fact(label: words("bills.credit.reason"), value: credit.reason),
        ]
            + taken.map {
                Fact(label: $0.line.text, value: context.reader.money(Money($0.figures.total, currency)))
            }
    } apply: { credit, maker, company, tx in
        try Feature.checkBooks(tx)
        try credit.run(by: maker, in: company, tx)
    }
}
