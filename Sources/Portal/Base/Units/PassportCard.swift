import Database
import Domain
import Ground
import Web

/// A part of a machine's life, on its page: a table of three columns, the newest first.
package struct PassportCard: Sendable {
    /// The list of jobs, the history and each job's page have the rest.
    package static let most = 10

    package struct Row: Sendable {
        let lead: String
        /// nil for what has no page, or whose page is not for everybody.
        let href: String?
        let text: String
        let when: String

        package init(_ lead: String, href: String? = nil, _ text: String, when: String) {
            (self.lead, self.href, self.text, self.when) = (lead, href, text, when)
        }
    }

    let title: String
    let heads: [String]
    let rows: [Row]
    /// Where those before them are.
    let more: String?

    /// - Parameters:
    ///   - name: `units.passport.<name>` is its title, and the same with `.lead`, `.text` and `.when` its heads.
    ///   - more: where all of them are, for one of whom only the last are shown.
    /// - Returns: nil where there is nothing to show.
    package static func card(_ name: String, _ rows: [Row], more: String? = nil, _ words: Words) -> PageCard? {
        guard !rows.isEmpty else { return nil }
        let heads = ["lead", "text", "when"].map { words("units.passport.\(name).\($0)") }
        return PageCard(
            "units/_passport", at: .main,
            PassportCard(
                title: words("units.passport.\(name)"), heads: heads, rows: rows,
                more: rows.count < most ? nil : more))
    }
}

/// Whose a machine was, as far as the portal has seen it go from one to another.
enum UnitOwners {
    static func card(
        _ unit: UnitSheet, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        let (reader, words) = (context.reader, context.words)
        let changes = try EventStore.changes(of: "owner", on: .unit(unit.id), limit: PassportCard.most, tx)
        guard let last = changes.first else { return nil }
        func day(_ instant: Instant) -> String { reader.wholeDay(of: instant) }
        let now = PassportCard.Row(
            unit.ownerName, href: context.paths(CustomerRoutes.one, unit.owner), words("units.passport.owners.now"),
            when: words("units.passport.owners.since", day(last.at)))
        let earlier = changes.enumerated().map { index, change in
            let from = index + 1 < changes.count ? changes[index + 1].at : nil
            return PassportCard.Row(
                change.before.isEmpty ? words("units.passport.owners.unknown") : change.before,
                words("units.passport.owners.earlier"),
                when: from.map { words("units.passport.owners.between", day($0), day(change.at)) }
                    ?? words("units.passport.owners.until", day(change.at)))
        }
        return PassportCard.card("owners", [now] + earlier, words)
    }
}
