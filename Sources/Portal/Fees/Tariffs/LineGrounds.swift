import Database
import Domain
import Ground
import Web

/// Why the lines of a calculation apply to its job, in words: what their rules are called, which jobs they are for, and what
/// of this job was measured against them. An active tariff never changes, so neither does this.
struct LineGrounds: Sendable {
    private let rules: [String: RuleCells]
    private let names: RuleNames
    private let facts: FeeFacts
    private let span: (from: Instant, to: Instant)?

    /// - Returns: nil where no tariff made the calculation.
    static func read(
        _ calculation: ID<FrozenCalculation>, in company: OpenCompany, _ tx: Transaction
    ) throws -> LineGrounds? {
        let row = try CalculationStore.basis(of: calculation, tx)
        guard let tariff: ID<TariffVersion> = try row.optional("tariff_id"),
            let facts = try? FeeFacts(frozen: row("facts"))
        else { return nil }
        let rules = try company.tariffs.tariff(tariff, tx).rules
        let (from, to): (Instant?, Instant?) = (try row.optional("accepted_at"), try row.optional("completed_at"))
        return LineGrounds(
            rules: Dictionary(rules.map { ($0.code, $0.cells) }) { first, _ in first },
            names: try RuleNames(company.names.names(tx), withDealers: false, tx), facts: facts,
            span: from.flatMap { from in to.map { (from, $0) } })
    }

    /// What the rule is called, where the tariff says so.
    func title(_ rule: String) -> String? {
        guard let note = rules[rule]?[.note], !note.isEmpty else { return nil }
        return note
    }

    /// For which jobs the rule is, and what was measured of this one.
    func why(_ rule: String, _ reader: Reader) -> [String] {
        guard let cells = rules[rule] else { return [] }
        let conditions = RuleWording.ground(cells, facts, names, reader).joined(separator: reader.words("list.comma"))
        return [conditions].filter { !$0.isEmpty } + measured(cells, reader)
    }

    private func measured(_ cells: RuleCells, _ reader: Reader) -> [String] {
        guard let metric = FeeMetric(rawValue: cells[.metric]), let measured = metric.measured(in: facts) else {
            return []
        }
        let text = reader.words("fees.ground.measured", RuleWording.range(cells, reader), reader.decimal(measured))
        guard metric == .hours, let span else { return [text] }
        return [text, reader.words("fees.ground.span", reader.wholeMoment(span.from), reader.wholeMoment(span.to))]
    }

    /// Why nothing is paid for the way, where that is so.
    func remark(components: Set<FeeComponent>, _ reader: Reader) -> String? {
        guard facts.tenthsOfKm > 0, !components.contains(.travel) else { return nil }
        let key = facts.zone == .inCity ? "fees.remark.in_city" : "fees.remark.no_travel"
        return reader.words(key, reader.tenths(facts.tenthsOfKm))
    }
}
