import Base
import Domain
import Ground
import Web

/// For whoever goes to the customer: all he needs to know, and lines to write on.
struct OrderPage: Page {
    static let template = "papers/order"
    /// Lines for parts that are fitted.
    private static let lines = 4
    let titleKey = "papers.order_title"
    let titleValues: [String]
    let back: String
    let parts: [PaperPart]
    let fault: String?
    let code: PaperCode?
    let rows: [String]
    let unit: String
    let paid: [String]

    init(_ load: PaperLoad, _ context: CompanyContext) throws {
        let (reader, number) = (context.reader, load.sheet.job.number)
        titleValues = [number.isolatedLeftToRight]
        back = context.paths(JobRoutes.one, number)
        parts = try load.parts(context) + load.more
        fault = try load.fault
        code = PaperCode.job(number, context)
        rows = (1...Self.lines).map { reader.number($0) }
        unit = reader.unitName
        paid = ["labour", "parts", "travel", "total"].map { reader.words("papers.paid.\($0)") }
    }
}

/// What became of a job, visit by visit, and what its customer paid.
struct ReportPage: Page {
    struct Paid: Sendable {
        let name: String
        let amount: Amount
    }

    static let template = "papers/report"
    let titleKey = "papers.report_title"
    let titleValues: [String]
    let back: String
    let parts: [PaperPart]
    let fault: String?
    let visits: [VisitsView.Item]
    let none: Bool
    let paid: [Paid]
    let hasPaid: Bool
    let unit: String
    let total: Amount
    let inWords: String
    let code: PaperCode?

    init(_ load: PaperLoad, _ context: CompanyContext) throws {
        let (reader, currency, number) = (context.reader, context.company.currency, load.sheet.job.number)
        titleValues = [number.isolatedLeftToRight]
        back = context.paths(JobRoutes.one, number)
        parts = try load.parts(context)
        fault = try load.fault
        visits = VisitsView(load.visits, context)?.visits ?? []
        none = visits.isEmpty
        let sums = try Self.sums(load.visits.visits, currency)
        paid = sums.filter { $0.amount.minor > 0 }.map {
            Paid(name: reader.words("papers.paid.\($0.name)"), amount: Amount($0.amount, reader))
        }
        hasPaid = !paid.isEmpty
        unit = reader.unitName
        let sum = try Money.sum(sums.map { $0.amount }, currency)
        (total, inWords) = (Amount(sum, reader), reader.inWords(sum))
        code = PaperCode.job(number, context)
    }

    /// What the customer paid on all visits, by what for.
    private static func sums(
        _ visits: [VisitRow], _ currency: Currency
    ) throws -> [(name: String, amount: Money)] {
        let kinds: [(String, (VisitRow) -> Int64)] = [
            ("labour", { $0.customerLabour }), ("parts", { $0.customerParts }), ("travel", { $0.customerTravel }),
        ]
        return try kinds.map { name, amount in
            (name: name, amount: try Money.sum(visits.map { Money(amount($0), currency) }, currency))
        }
    }
}
