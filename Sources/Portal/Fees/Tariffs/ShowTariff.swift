import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The page of one version of a tariff: its rules in plain words, what it would cost, and what stands against a draft.
struct ShowTariff: Sendable {
    let context: CompanyContext
    let id: ID<TariffVersion>
    /// The form of a run that was refused, and why.
    var whatIf: WhatIfForm?
    var whatIfComplaint: Complaint?
    /// The form of a raise that was refused.
    var raise: RaiseForm?
    /// Which of the rules are shown.
    var filter = RuleFilter(Asked(query: ""))

    private static let shownRuns = 5
    private static let shownEvents = 20

    private var reader: Reader { context.reader }

    private struct Found: Sendable {
        let row: TariffRow
        let rules: [TariffRuleStore.Stored]
        let hasOthers: Bool
        let names: RuleNames
        let known: [MatchColumn: Set<String>]
        /// Whether this person made it or changed something in it.
        let hasWorked: Bool
        /// Whether one person is enough.
        let easing: Easing?
        let runs: [WhatIfRow]
        let events: [TariffEventStore.Event]
    }

    func run(status: HTTPResponse.Status = .ok, warning: Complaint? = nil) async throws -> Response {
        let (company, id, person) = (context.company, id, context.actor.person)
        let found = try await company.read { tx -> Found? in
            guard let row = try TariffStore.find(id, tx) else { return nil }
            return Found(
                row: row, rules: try TariffRuleStore.all(of: id, tx), hasOthers: try TariffStore.list(tx).count > 1,
                names: try RuleNames(company.names.names(tx), tx),
                known: row.state == .draft ? try KnownCodeList.all(tx) : [:],
                hasWorked: try TariffEventStore.hasWorked(person, on: id, tx), easing: try Easing.now(tx),
                runs: try WhatIfList.latest(of: id, limit: Self.shownRuns, tx),
                events: try TariffEventStore.latest(of: id, limit: Self.shownEvents, tx))
        }
        guard let found else { throw Refusal.hidden }
        return try context.show(page(found), status: status, warning: warning)
    }

    private func page(_ found: Found) -> TariffPage {
        let row = found.row
        let review = row.state == .draft ? TariffReview(found.rules.map(\.cells), known: found.known) : nil
        let mayActivate = row.state == .draft && context.may(TariffRoutes.activation)
        let isOwn = row.madeBy == context.actor.person || found.hasWorked
        let isReady = review.map { $0.faults.isEmpty } ?? false
        let rules = found.rules.enumerated().map { (place: $0 + 1, rule: rule($1, found)) }
        let shown = rules.filter { filter.holds($0.rule.wording) }.map { $0.rule.at(reader.number($0.place)) }
        return TariffPage(
            titleValues: [row.name], name: row.name, badge: row.badge(reader),
            list: context.paths(TariffRoutes.list), facts: facts(row),
            unit: reader.unitName,
            rules: shown, hasRules: !found.rules.isEmpty, isDraft: row.state == .draft,
            typed: filter.typed, component: filter.pick(reader),
            shownCount: reader.words(
                "tariffs.rules.shown", reader.number(shown.count), reader.number(found.rules.count)),
            raise: row.state == .draft && context.may(DraftRoutes.raise) && !found.rules.isEmpty
                ? RaiseCard(raise, at: context.paths(DraftRoutes.raise, row.id), reader) : nil,
            deeds: deeds(found), revision: String(row.revision), review: review.map(self.review),
            activation: mayActivate && (!isOwn || found.easing != nil) && isReady
                ? TariffPage.Activation(
                    action: context.paths(TariffRoutes.activation, row.id), revision: String(row.revision),
                    mustSee: !(review?.doubts.isEmpty ?? true)) : nil,
            mustBeAnother: mayActivate && isOwn && found.easing == nil,
            eased: mayActivate && isOwn ? found.easing.map { reader.eased($0) } : nil,
            whatIf: WhatIfCard(
                found.runs, whatIf ?? WhatIfForm(context), of: row.id, complaint: whatIfComplaint, context),
            events: found.events.map(event), hasEvents: !found.events.isEmpty)
    }

    private func rule(_ stored: TariffRuleStore.Stored, _ found: Found) -> TariffPage.Rule {
        let isEditable = found.row.state == .draft && context.may(RuleRoutes.change)
        let paths = context.paths
        return TariffPage.Rule(
            wording: RuleWording(stored.cells, found.names, for: reader),
            form: isEditable ? paths(RuleRoutes.one, found.row.id, stored.id) : nil,
            move: isEditable ? paths(RuleRoutes.move, found.row.id, stored.id) : nil)
    }

    private func deeds(_ found: Found) -> TariffPage.Deeds {
        let (row, paths) = (found.row, context.paths)
        let isEditable = row.state == .draft && context.may(DraftRoutes.change)
        return TariffPage.Deeds(
            change: isEditable ? paths(DraftRoutes.changeForm, row.id) : nil,
            newRule: isEditable ? paths(RuleRoutes.form, row.id) : nil,
            removal: isEditable ? paths(DraftRoutes.removal, row.id) : nil,
            copy: context.may(DraftRoutes.addition) ? paths(DraftRoutes.form) + "?from=\(row.id)" : nil,
            file: paths(DraftRoutes.export, row.id),
            difference: found.hasOthers ? paths(TariffRoutes.difference, row.id) : nil)
    }

    private func facts(_ row: TariffRow) -> [Fact] {
        let words = reader.words
        return [
            Fact(label: words("tariffs.audience"), value: words("tariffs.audience.\(row.audience)")),
            Fact(label: words("tariffs.version"), value: reader.number(row.version)),
            Fact(label: words("tariffs.days"), value: row.days(reader)),
            Fact(label: words("tariffs.made_by"), value: row.madeByName ?? "–"),
        ]
    }

    private func review(_ review: TariffReview) -> TariffPage.Review {
        TariffPage.Review(
            faults: review.faults.map(finding), hasFaults: !review.faults.isEmpty,
            doubts: review.doubts.map(finding), hasDoubts: !review.doubts.isEmpty,
            isClean: review.faults.isEmpty && review.doubts.isEmpty)
    }

    private func finding(_ finding: TariffReview.Finding) -> TariffPage.Finding {
        TariffPage.Finding(
            rule: finding.rule, href: "#rule-\(Paths.part(finding.rule))",
            column: finding.column.map { reader.words("fees.column.\($0.rawValue)") },
            text: reader.complaint(finding.complaint))
    }

    private func event(_ event: TariffEventStore.Event) -> TimelineItem {
        let detail = event.detail
        let day = detail["day"].flatMap(CalendarDay.init(iso:)).map(reader.day)
        let text = [
            detail["rule"].map(\.isolatedLeftToRight), detail["by"]?.isolated, day, doubts(detail),
            detail["change"]?.isolatedLeftToRight,
            detail["eased"].map { reader.words("tariffs.event.eased", $0.isolated) },
        ]
        .compactMap(\.self).joined(separator: reader.words("list.comma"))
        return TimelineItem(
            kind: event.kind == .activated ? "done" : event.kind == .thrownAway ? "error" : "info",
            title: reader.words("tariffs.event.\(event.kind.rawValue)"), text: text.isEmpty ? nil : text,
            who: event.who ?? reader.words("imports.operator"), when: reader.dateTime(event.at),
            instant: event.at.machineText)
    }

    private func doubts(_ detail: [String: String]) -> String? {
        detail["doubts"].flatMap(Int.init).map { reader.words("tariffs.event.doubts", reader.number($0)) }
    }
}
