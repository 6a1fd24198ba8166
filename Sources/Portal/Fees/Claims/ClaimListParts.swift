import Domain
import Ground
import Web

/// What stands around the rows of the list: views, states, files, filters, and what concerns all of it.
extension ShowClaims {
    var list: String { context.paths(ClaimRoutes.list) }

    /// - Parameter appeals: how many are open; nil where it was not counted.
    func views(appeals: Int? = nil) -> [Tab] {
        let views = [ClaimFilter.View.list, .summary, .unpriced].map { view in
            Tab(
                href: filter.with { $0.view = view }.address(list),
                label: reader.words("claims.view.\(view.rawValue)"), isCurrent: view == filter.view)
        }
        let count = appeals.flatMap { $0 > 0 ? reader.number($0) : nil }
        let appeals = Tab(
            href: context.paths(AppealRoutes.list), label: reader.words("claims.view.appeals"), count: count)
        return views + [appeals]
    }

    func tiles(_ loaded: Loaded) -> [Tab] {
        // On a dealer's phone a state that holds nothing would only push the claims down.
        let shown = ClaimState.allCases.filter { isOffice || loaded.counts[$0] ?? 0 > 0 || filter.state == $0 }
        let states = shown.map { state in
            Tab(
                href: filter.with(state: state).address(list),
                label: reader.words("claims.state.\(state.rawValue)"),
                count: reader.bounded(loaded.counts[state] ?? 0), isCurrent: filter.state == state)
        }
        let now = context.portal.now()
        let lately = Tab(
            href: filter.lately(now: now).address(list),
            label: reader.words("claims.state.lately"), count: reader.bounded(loaded.lately),
            isCurrent: filter.group == .lately)
        let all = Tab(
            href: filter.with(state: nil).address(list),
            label: reader.words("claims.state.all"), count: reader.bounded(loaded.counts.values.reduce(0, +)),
            isCurrent: filter.stateText == "all")
        return states + appealed(loaded.appealed) + [lately, all]
    }

    /// A dealer's own open appeals; the office has its list of them.
    private func appealed(_ count: Int) -> [Tab] {
        guard count > 0 || !isOffice && filter.group == .appealed else { return [] }
        return [
            Tab(
                href: filter.appealed().address(list), label: reader.words("claims.state.appealed"),
                count: reader.bounded(count), isCurrent: filter.group == .appealed)
        ]
    }

    func files() -> [Tab] {
        ["xlsx", "csv"].map { format in
            Tab(
                href: filter.file(context.paths(ClaimRoutes.export), as: format),
                label: reader.words("claims.file.\(format)"))
        }
    }

    func periodPick(_ periods: [Period]) -> Pick {
        Pick(
            "period", reader.words("claims.period"), blank: reader.words("claims.period.all"),
            periods.map { ($0.text, reader.month($0)) }, chosen: filter.period?.text)
    }

    func dealerPick(_ dealers: [(code: String, name: String)]) -> Pick {
        Pick(
            "dealer", reader.words("claims.dealer"), blank: reader.words("claims.dealer.all"),
            dealers.map { ($0.code, "\($0.name) (\($0.code))") }, chosen: filter.dealer)
    }

    func findingPick() -> Pick {
        Pick(
            "finding", reader.words("claims.finding"), blank: reader.words("claims.finding.all"),
            ClaimRuleCode.allCases.map { ($0.rawValue, reader.words("claim_rules.code.\($0.rawValue)")) },
            chosen: filter.finding?.rawValue)
    }

    var rules: String? { context.may(ClaimRuleRoutes.list) ? context.paths(ClaimRuleRoutes.list) : nil }

    /// nil where nothing was decided yet.
    func share(_ share: ClaimList.Share) -> String? {
        guard share.decided > 0 else { return nil }
        return reader.words(
            "claims.share", reader.number(share.automatic), reader.number(share.decided),
            reader.money(Money(share.automaticAmount, context.company.currency)))
    }

    func sending(_ drafts: ClaimList.Total) -> Sending? {
        guard drafts.count > 0, context.may(ClaimRoutes.sending) else { return nil }
        let text =
            drafts.claimed.map { claimed in
                reader.words(
                    drafts.count == 1 ? "claims.send.text.one" : "claims.send.text.many", reader.number(drafts.count),
                    reader.money(Money(claimed, context.company.currency)))
            } ?? reader.words("claims.total.many", reader.bounded(drafts.count))
        return Sending(action: context.paths(ClaimRoutes.sending), text: text)
    }
}
