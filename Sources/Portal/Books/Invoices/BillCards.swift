import Base
import Database
import Domain
import Ground
import Web
import Work

/// On a job's page: by what it was billed, or where that is done (`books/_job`).
struct JobBillCard: Sendable {
    let bills: [BillListLine]
    let hasBills: Bool
    let unit: String
    /// The bill that is being written.
    let draft: String?
    /// Where one is made.
    let making: String?

    static func card(
        _ job: JobRow, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        guard context.may(BillRoutes.list) else { return nil }
        let bills = try BillList.of(job.id, tx)
        let draft = try DraftStore.open(of: job.id, tx)
        let mayMake = context.may(DraftRoutes.making) && draft == nil && (try? MayBill.check(job, tx)) != nil
        guard mayMake || draft != nil || !bills.isEmpty else { return nil }
        return PageCard(
            "books/_job", at: .main,
            JobBillCard(
                bills: bills.map { BillListLine($0, context) }, hasBills: !bills.isEmpty,
                unit: context.reader.unitName,
                draft: draft.flatMap { context.pathIfAllowed(DraftRoutes.one, $0) },
                making: mayMake ? context.paths(DraftRoutes.making, job.number) : nil))
    }
}

/// On a customer's page: what he owes, what of his money the company has, and his last bills (`books/_customer`).
struct CustomerBillsCard: Sendable {
    let bills: [BillListLine]
    let hasBills: Bool
    let unit: String
    let facts: [Fact]
    let all: String
    let pay: String?

    static func card(
        _ customer: CustomerSheet, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        guard context.may(BillRoutes.list) else { return nil }
        let bills = try BillList.of(customer.id, tx)
        let standing = try ReceivableList.standing(of: customer.id, today: context.today, tx)
        guard !bills.isEmpty || standing.credit > 0 else { return nil }
        let wording = BillWording(context)
        let facts: [(String, Int64)] = [
            ("owed", standing.owed), ("late", standing.late), ("free", standing.credit),
        ]
        return PageCard(
            "books/_customer", at: .main,
            CustomerBillsCard(
                bills: bills.map { BillListLine($0, context) }, hasBills: !bills.isEmpty,
                unit: context.reader.unitName,
                facts: facts.map {
                    Fact(label: context.words("receivables.\($0.0)"), value: wording.money($0.1))
                },
                all: Address.of(context.paths(BillRoutes.list), [("customer", customer.id.description)]),
                pay: context.may(ReceiptRoutes.adding)
                    ? Address.of(context.paths(ReceiptRoutes.form), [("customer", customer.id.description)]) : nil))
    }
}

/// A machine leaves the workshop with its bill: settled, on credit by a manager's word, or nothing owed.
enum BillGate {
    static func gate(_ step: BenchStep, _ tx: Transaction) throws -> Complaint? {
        guard step.to == .handedOver, Feature.books.isOn(try SettingStore.all(tx)) else { return nil }
        guard let invoice = try BillStore.standing(of: step.job, tx) else { return Complaint("bills.gate.missing") }
        let bill = try BillList.find(invoice, tx)
        // Who may give credit, the workshop knows.
        guard bill.open > 0, let said = step.bill, said != .credit else { return nil }
        return Complaint("bills.gate.unpaid", bill.number)
    }
}
