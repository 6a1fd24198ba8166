import Database
import Domain
import Mustache
import Web

/// The fee of one job as dealer and finance alike read it: each line with its reason, and the sum.
struct FeeLinesView: Sendable {
    struct Line: Sendable {
        let component: String
        let rule: String
        let href: String?
        let amount: String
        let isNegative: Bool
        /// Paid by the customer to the dealer: shown, not payable.
        let byCustomer: Bool
        let arithmetic: String
        let notes: [String]
    }

    let lines: [Line]
    let payable: String
    let isNegative: Bool
    let unit: String
    let tariff: String

    /// nil where the job has no calculation.
    static func load(_ job: ID<Job>, _ context: CompanyContext, _ tx: Transaction) throws -> FeeLinesView? {
        guard let header = try CalculationStore.header(of: job, tx) else { return nil }
        let rows = try CalculationStore.lines(of: header("id"), tx)
        return try FeeLinesView(header, rows, context)
    }

    private init(_ header: Row, _ rows: [Row], _ context: CompanyContext) throws {
        let reader = context.reader
        let currency: String = try header("currency")
        let payable: Int64 = try header("payable")
        let tariffID: ID<TariffVersion>? = try header.optional("tariff_id")
        lines = try rows.map { try Line($0, of: tariffID, context) }
        self.payable = reader.number(payable)
        isNegative = payable < 0
        unit = reader.words("money.unit.\(currency)")
        let name: String? = try header.optional("tariff")
        let version: Int? = try header.optional("version")
        tariff = reader.words("fees.by_tariff", name ?? "", reader.number(version ?? 0))
    }
}

extension FeeLinesView.Line {
    init(_ row: Row, of tariff: ID<TariffVersion>?, _ context: CompanyContext) throws {
        let reader = context.reader
        let component: FeeComponent = try row("component")
        let payer: FeePayer = try row("payer")
        let amount: Int64 = try row("amount")
        let reason = try FeeReason(frozen: row("reason"))
        self.component = reader.words("fees.component.\(component.rawValue)")
        rule = try row("rule_code")
        href = context.ruleAddress(rule, of: tariff)
        self.amount = reader.number(amount)
        isNegative = amount < 0
        byCustomer = payer == .customer
        arithmetic = reader.arithmetic(reason)
        notes = reader.notes(reason)
    }
}

extension Reader {
    /// `(۳۷٫۵ × ۲ − ۲۰) کیلومتر × ۵٬۰۰۰ = ۲۷۵٬۰۰۰`
    func arithmetic(_ reason: FeeReason) -> String {
        guard language == .fa else { return reason.arithmetic(number: decimal, word: { words($0) }) }
        let text = reason.arithmetic(number: decimal, word: { words($0) }, sum: \.isolatedLeftToRight)
        // Persian is read from the right: what follows stands to the left.
        return text.replacing("→", with: "←").replacing("%", with: "٪")
    }

    /// The job that shares the trip, and the rules that matched and lost.
    func notes(_ reason: FeeReason) -> [String] {
        let trip = reason.sameTripAs.map { words("fees.trip", $0) }
        return [trip].compactMap(\.self) + reason.losers.map { words("fees.loser.\($0.cause.rawValue)", $0.rule) }
    }
}
