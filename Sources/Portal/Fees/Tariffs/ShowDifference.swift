import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What a version of a tariff says otherwise than another.
struct TariffDifferencePage: Page {
    struct Cell: Sendable {
        let column: String
        let old: String
        let new: String
        /// Of amounts: how much more, and how much of the old one that is.
        var change: String?
        var percent: String?
    }

    struct Changed: Sendable {
        let code: String
        let component: String
        let cells: [Cell]
    }

    static let template = "fees/difference"
    let titleKey = "tariffs.difference"
    let list: String
    let tariff: String
    let name: String
    let action: String
    let version: Field
    /// Of the version compared with, and of this one.
    let oldTitle: String
    let newTitle: String
    let heads: [Cell]
    let hasHeads: Bool
    let unit: String
    let added: [RuleWording]
    let hasAdded: Bool
    let removed: [RuleWording]
    let hasRemoved: Bool
    let changed: [Changed]
    let hasChanged: Bool
    let summary: String
    let isSame: Bool
}

struct ShowDifference: Sendable {
    let context: CompanyContext
    let id: ID<TariffVersion>
    /// The version to compare with; nil for the one that it most likely follows.
    let other: ID<TariffVersion>?

    private var reader: Reader { context.reader }

    init(_ request: Request, _ id: ID<TariffVersion>, _ context: CompanyContext) {
        self.context = context
        self.id = id
        other = request.asked.id("with")
    }

    func run() async throws -> Response {
        let (company, id, asked) = (context.company, id, other)
        let found = try await company.read { tx in
            let versions = try TariffStore.list(tx)
            guard let new = versions.first(where: { $0.id == id }),
                let old = versions.first(where: { $0.id == asked }) ?? Self.earlier(than: new, versions)
            else { throw Refusal.hidden }
            return (
                old, new, versions, try TariffRuleStore.cells(of: old.id, tx),
                try TariffRuleStore.cells(of: new.id, tx),
                try RuleNames(company.names.names(tx), tx)
            )
        }
        let (old, new, versions, before, after, names) = found
        return try context.show(page(old, new, versions, TariffDifference(from: before, to: after), names))
    }

    /// The latest active version of the same audience, else the version before, else itself.
    private static func earlier(than row: TariffRow, _ versions: [TariffRow]) -> TariffRow? {
        let others = versions.filter { $0.audience == row.audience && $0.id != row.id }
        return others.first { $0.state == .active } ?? others.first { $0.version < row.version } ?? row
    }

    private func page(
        _ old: TariffRow, _ new: TariffRow, _ versions: [TariffRow], _ difference: TariffDifference, _ names: RuleNames
    ) -> TariffDifferencePage {
        let heads = heads(old, new)
        let wording = { (cells: RuleCells) in RuleWording(cells, names, for: reader) }
        return TariffDifferencePage(
            list: context.paths(TariffRoutes.list), tariff: context.paths(TariffRoutes.one, new.id),
            name: new.title(reader), action: context.paths(TariffRoutes.difference, new.id),
            version: choice(old, new, versions),
            oldTitle: old.title(reader), newTitle: new.title(reader), heads: heads, hasHeads: !heads.isEmpty,
            unit: reader.unitName,
            added: difference.added.map(wording), hasAdded: !difference.added.isEmpty,
            removed: difference.removed.map(wording), hasRemoved: !difference.removed.isEmpty,
            changed: difference.changed.map { changed($0, names) }, hasChanged: !difference.changed.isEmpty,
            summary: reader.words(
                "tariffs.difference.summary", reader.number(difference.added.count),
                reader.number(difference.removed.count), reader.number(difference.changed.count),
                reader.number(difference.unchanged)),
            isSame: difference.isEmpty && heads.isEmpty)
    }

    private func choice(_ old: TariffRow, _ new: TariffRow, _ versions: [TariffRow]) -> Field {
        Field(name: "with", label: reader.words("tariffs.difference.with")).with {
            $0.options = versions.filter { $0.id != new.id }.map {
                Field.Option(value: $0.id.description, label: $0.title(reader), selected: $0.id == old.id)
            }
        }
    }

    private func heads(_ old: TariffRow, _ new: TariffRow) -> [TariffDifferencePage.Cell] {
        let words = reader.words
        return [
            (words("tariffs.name"), old.name, new.name), (words("tariffs.days"), old.days(reader), new.days(reader)),
            (
                words("tariffs.audience"), words("tariffs.audience.\(old.audience)"),
                words("tariffs.audience.\(new.audience)")
            ),
        ].filter { $0.1 != $0.2 }.map { TariffDifferencePage.Cell(column: $0.0, old: $0.1, new: $0.2) }
    }

    private func changed(_ change: TariffDifference.Change, _ names: RuleNames) -> TariffDifferencePage.Changed {
        TariffDifferencePage.Changed(
            code: change.new[.code], component: reader.words("fees.component.\(change.new[.component])"),
            cells: change.columns.map { column in
                let more = more(column, change)
                return TariffDifferencePage.Cell(
                    column: reader.words("fees.column.\(column.rawValue)"),
                    old: RuleWording.cell(column, of: change.old, names, reader),
                    new: RuleWording.cell(column, of: change.new, names, reader), change: more.change,
                    percent: more.percent)
            })
    }

    private func more(_ column: RuleColumn, _ change: TariffDifference.Change) -> (change: String?, percent: String?) {
        let isMoney = [RuleColumn.amount, .min, .max].contains(column)
        guard isMoney, change.old[.method] == change.new[.method], let old = Int64(change.old[column]),
            let new = Int64(change.new[column])
        else { return (nil, nil) }
        let isPercentage = column == .amount && change.new[.method] == FeeMethod.Name.percent.rawValue
        return (
            isPercentage ? reader.number(new - old) : reader.amount(Money(new - old)),
            isPercentage ? nil : reader.percent(new - old, of: old)
        )
    }
}
