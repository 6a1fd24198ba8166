import Domain
import Web

/// A rule of a tariff in plain words: for which jobs, how much, within which limits.
struct RuleWording: Sendable {
    let cells: RuleCells
    let code: String
    let component: String
    let conditions: [String]
    let amount: String
    let limits: [String]
    let note: String?

    init(_ cells: RuleCells, _ names: RuleNames, for reader: Reader) {
        self.cells = cells
        code = cells[.code]
        component = reader.words("fees.component.\(cells[.component])")
        conditions = Self.conditions(cells, names, reader)
        amount = Self.amount(cells, reader)
        limits = Self.limits(cells, reader)
        note = cells[.note].isEmpty ? nil : cells[.note]
    }

    private static let matching = MatchColumn.allCases.map { RuleColumn(rawValue: $0.rawValue)! }

    /// One cell in plain words.
    static func cell(_ column: RuleColumn, of cells: RuleCells, _ names: RuleNames, _ reader: Reader) -> String {
        guard !cells[column].isEmpty else {
            return reader.words(matching.contains(column) ? "tariffs.any" : "tariffs.nothing")
        }
        switch column {
        case _ where matching.contains(column): return values(column, of: cells, names, reader)
        case .component, .metric, .method, .per, .base, .scope, .payer:
            return value(cells[column], of: column, reader)
        case .bands: return bands(cells[.bands], reader)
        case .amount where cells[.method] == FeeMethod.Name.percent.rawValue:
            return reader.words("whatif.percent", reader.decimal(cells[.amount]))
        case .amount, .min, .max: return reader.decimalAmount(cells[column])
        case .priority, .from, .to, .free: return reader.decimal(cells[column])
        default: return cells[column]
        }
    }

    private static func values(
        _ column: RuleColumn, of cells: RuleCells, _ names: RuleNames, _ reader: Reader
    ) -> String {
        cells.values(of: column).map { names.name($0, of: column, reader) ?? value($0, of: column, reader) }
            .joined(separator: reader.words("list.comma"))
    }

    /// What of a job the rule asks for, without its range and its dealer, whose it is anyway.
    static func ground(_ cells: RuleCells, _ facts: FeeFacts, _ names: RuleNames, _ reader: Reader) -> [String] {
        MatchColumn.allCases.compactMap { match in
            let column = RuleColumn(rawValue: match.rawValue)!
            guard match != .dealer, !cells[column].isEmpty else { return nil }
            let code = match.value(in: facts)
            if match == .warranty, !cells.values(of: column).contains(code) {
                return reader.words("fees.ground.unknown_warranty")
            }
            let text = names.name(code, of: column, reader) ?? value(code, of: column, reader)
            return match == .dealerGrade ? "\(reader.words("fees.column.\(match.rawValue)")) \(text)" : text
        }
    }

    private static func conditions(_ cells: RuleCells, _ names: RuleNames, _ reader: Reader) -> [String] {
        var all = matching.filter { !cells[$0].isEmpty }.map { column in
            "\(reader.words("fees.column.\(column.rawValue)")): \(values(column, of: cells, names, reader))"
        }
        if !cells[.metric].isEmpty { all.append(range(cells, reader)) }
        return all
    }

    static func range(_ cells: RuleCells, _ reader: Reader) -> String {
        let metric = reader.words("fees.metric.\(cells[.metric])")
        let (from, to) = (reader.decimal(cells[.from]), reader.decimal(cells[.to]))
        switch (from.isEmpty, to.isEmpty) {
        case (false, false): return reader.words("fees.range", metric, from, to)
        case (false, true): return reader.words("fees.range.from", metric, from)
        case (true, false): return reader.words("fees.range.below", metric, to)
        case (true, true): return reader.words("fees.range.known", metric)
        }
    }

    /// A value of our own vocabulary in words; any other as it is.
    private static func value(_ value: String, of column: RuleColumn, _ reader: Reader) -> String {
        let key = "fees.\(column.rawValue).\(value)"
        return reader.words.has(key) ? reader.words(key) : value
    }

    private static func amount(_ cells: RuleCells, _ reader: Reader) -> String {
        let isPercent = cells[.method] == FeeMethod.Name.percent.rawValue
        let amount = isPercent ? reader.decimal(cells[.amount]) : reader.decimalAmount(cells[.amount])
        let per = value(cells[.per], of: .per, reader)
        switch FeeMethod.Name(rawValue: cells[.method]) {
        case .fixed: return amount
        case .perUnit where cells[.free].isEmpty: return reader.words("fees.rule.per_unit", amount, per)
        case .perUnit: return reader.words("fees.rule.per_unit_free", amount, per, reader.decimal(cells[.free]))
        case .percent: return reader.words("fees.rule.percent", amount, value(cells[.base], of: .base, reader))
        case .bandMarginal: return reader.words("fees.rule.band_marginal", per, bands(cells[.bands], reader))
        case .bandWhole: return reader.words("fees.rule.band_whole", per, bands(cells[.bands], reader))
        case nil: return amount
        }
    }

    /// `0-20:0;20-:5000` as `0–20: 0, 20 or more: 5,000`.
    private static func bands(_ text: String, _ reader: Reader) -> String {
        text.split(separator: ";").map { band in
            let parts = band.split(separator: ":", maxSplits: 1)
            let ends = parts[0].split(separator: "-").map { reader.decimal(String($0)) }
            let span = ends.count == 1 ? reader.words("fees.rule.band_open", ends[0]) : ends.joined(separator: "–")
            return span + ": " + reader.decimalAmount(String(parts.last ?? ""))
        }
        .joined(separator: reader.words("list.comma"))
    }

    private static func limits(_ cells: RuleCells, _ reader: Reader) -> [String] {
        var all: [String] = []
        if !cells[.min].isEmpty { all.append(reader.words("fees.rule.least", reader.decimalAmount(cells[.min]))) }
        if !cells[.max].isEmpty { all.append(reader.words("fees.rule.most", reader.decimalAmount(cells[.max]))) }
        if cells[.scope] == FeeScope.householdDay.rawValue { all.append(reader.words("fees.rule.household_day")) }
        if cells[.payer] == FeePayer.customer.rawValue { all.append(reader.words("fees.by_customer")) }
        if !cells[.priority].isEmpty { all.append(reader.words("fees.rule.priority", reader.digits(cells[.priority]))) }
        return all
    }
}

extension Reader {
    /// As `decimal`, of an amount of minor units, in the reader's unit.
    package func decimalAmount(_ text: String) -> String { decimal(unit.text(text)) }

    /// ASCII digits with an optional decimal point as this reader is used to them.
    package func decimal(_ text: String) -> String {
        let grouped = FeeReason.grouped(text)
        guard language == .fa else { return grouped }
        return Digits.persian(grouped.replacing(",", with: "٬").replacing(".", with: "٫"))
    }
}
