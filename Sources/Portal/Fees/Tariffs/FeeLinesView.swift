import Database
import Domain
import Ground
import Web
import Work

/// The fee of one job as dealer and finance alike read it: each line with its reason, and the sum.
struct FeeLinesView: Sendable {
    struct Line: Sendable {
        let component: String
        /// What the rule is called.
        let title: String?
        let rule: String
        let href: String?
        let amount: String
        let isNegative: Bool
        /// Paid by the customer to the dealer: shown, not payable.
        let byCustomer: Bool
        /// nil where it would only repeat the amount.
        let arithmetic: String?
        let notes: [String]
    }

    let lines: [Line]
    let payable: String
    let isNegative: Bool
    let unit: String
    /// Why something that one might expect is not there.
    let remark: String?
    let tariff: String

    /// On a job's page. A fee exists once the job is done; a technician is paid by his dealer, not by the company.
    static func card(
        _ job: JobRow, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        guard job.state.isEnded, context.seesFees else { return nil }
        return try load(job.id, context, tx).map { PageCard("fees/_job_card", at: .main, $0) }
    }

    /// nil where the job has no calculation.
    static func load(_ job: ID<Job>, _ context: CompanyContext, _ tx: Transaction) throws -> FeeLinesView? {
        guard let header = try CalculationStore.header(of: job, tx) else { return nil }
        let rows = try CalculationStore.lines(of: header("id"), tx)
        let grounds = try LineGrounds.read(header("id"), in: context.company, tx)
        return try FeeLinesView(header, rows, grounds: grounds, context)
    }

    /// - Parameter grounds: why each line applies; nil where that is not asked.
    init(_ header: Row, _ rows: [Row], grounds: LineGrounds? = nil, _ context: CompanyContext) throws {
        let tariffID: ID<TariffVersion>? = try header.optional("tariff_id")
        let name: String? = try header.optional("tariff")
        let version: Int? = try header.optional("version")
        let lines = try rows.map(FrozenLine.init)
        self.init(
            lines: lines.map { Line($0, of: tariffID, grounds: grounds, context) }, payable: try header("payable"),
            remark: grounds?.remark(components: Set(lines.map(\.component)), context.reader),
            tariff: name.map { ($0, version ?? 0) }, context.reader)
    }

    /// - Parameters:
    ///   - payable: in minor units.
    ///   - tariff: its name and version; nil for one on a salary, whose jobs no tariff prices.
    init(
        lines: [Line], payable: Int64, remark: String? = nil, tariff: (name: String, version: Int)?, _ reader: Reader
    ) {
        self.lines = lines
        self.payable = reader.amount(Money(payable))
        isNegative = payable < 0
        self.remark = remark
        unit = reader.unitName
        self.tariff =
            tariff.map { reader.words("fees.by_tariff", $0.name, reader.number($0.version)) }
            ?? reader.words("fees.salaried")
    }
}

/// A fee line as it is kept: what it gave and why, without its calculation.
package struct FrozenLine: Codable, Sendable {
    package let component: FeeComponent
    package let rule: String
    /// In minor units.
    package let amount: Int64
    let payer: FeePayer
    package let reason: FeeReason

    package init(_ line: FeeLine) {
        component = line.component
        rule = line.rule
        amount = line.amount
        payer = line.payer
        reason = line.reason
    }

    package init(_ row: Row) throws {
        component = try row("component")
        rule = try row("rule_code")
        amount = try row("amount")
        payer = try row("payer")
        reason = try FeeReason(frozen: row("reason"))
    }
}

extension FeeLinesView.Line {
    init(
        _ line: FrozenLine, of tariff: ID<TariffVersion>?, grounds: LineGrounds? = nil, _ context: CompanyContext
    ) {
        let reader = context.reader
        component = reader.words("fees.component.\(line.component.rawValue)")
        rule = line.rule
        href = context.ruleAddress(line.rule, of: tariff)
        amount = reader.amount(Money(line.amount))
        isNegative = line.amount < 0
        byCustomer = line.payer == .customer
        title = grounds?.title(line.rule)
        let why = grounds?.why(line.rule, reader) ?? []
        arithmetic = reader.arithmetic(line.reason, beside: why)
        notes = why + reader.notes(line.reason, for: context.actor)
    }
}

extension Reader {
    /// `(۳۷٫۵ × ۲ − ۲۰) کیلومتر × ۵٬۰۰۰ = ۲۷۵٬۰۰۰`
    func arithmetic(_ reason: FeeReason) -> String {
        guard language == .fa else {
            return reason.arithmetic(number: decimal, money: decimalAmount, word: { words($0) })
        }
        let text = reason.arithmetic(
            number: decimal, money: decimalAmount, word: { words($0) }, sum: \.isolatedLeftToRight)
        // Persian is read from the right: what follows stands to the left.
        return text.replacing("→", with: "←").replacing("%", with: "٪")
    }

    /// nil where it is nothing but the amount, and other words say why that applies.
    func arithmetic(_ reason: FeeReason, beside why: [String]) -> String? {
        let text = arithmetic(reason)
        return !why.isEmpty && text == amount(Money(reason.amount)) ? nil : text
    }

    /// As `notes`; which rules lost is for those who write tariffs.
    func notes(_ reason: FeeReason, for actor: Actor) -> [String] {
        actor.dealer == nil ? notes(reason) : [reason.sameTripAs.map { words("fees.trip", $0) }].compactMap(\.self)
    }

    /// The job that shares the trip, and the rules that matched and lost.
    package func notes(_ reason: FeeReason) -> [String] {
        let trip = reason.sameTripAs.map { words("fees.trip", $0) }
        return [trip].compactMap(\.self) + reason.losers.map { words("fees.loser.\($0.cause.rawValue)", $0.rule) }
    }
}
