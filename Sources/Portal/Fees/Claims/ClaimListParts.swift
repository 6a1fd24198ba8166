import Domain
import Ground
import Web

/// What stands around the rows of the list: views, states, files, filters, and what concerns all of it.
extension ShowClaims {
    var list: String { context.paths(ClaimRoutes.list) }

    /// - Parameter appeals: how many are open; nil where it was not counted.
    func views(appeals: Int? = nil) -> [Turn] {
        let views = [ClaimFilter.View.list, .summary, .unpriced].map { view in
            Turn(
                href: filter.with { $0.view = view }.address(list),
                label: reader.words("claims.view.\(view.rawValue)"), isCurrent: view == filter.view)
        }
        let count = appeals.flatMap { $0 > 0 ? reader.number($0) : nil }
        let appeals = Turn(
            href: context.paths(AppealRoutes.list), label: reader.words("claims.view.appeals"), count: count)
        return views + [appeals]
    }

    func tiles(_ loaded: Loaded) -> [Turn] {
        let states = ClaimState.allCases.map { state in
            Turn(
                href: filter.with(state: state).address(list),
                label: reader.words("claims.state.\(state.rawValue)"),
                count: reader.bounded(loaded.counts[state] ?? 0), isCurrent: filter.state == state)
        }
        let now = context.portal.now()
        let lately = Turn(
            href: filter.lately(now: now).address(list),
            label: reader.words("claims.state.lately"), count: reader.bounded(loaded.lately.count),
            isCurrent: filter.group == .lately)
        let all = Turn(
            href: filter.with(state: nil).address(list),
            label: reader.words("claims.state.all"), count: reader.bounded(loaded.counts.values.reduce(0, +)),
            isCurrent: filter.stateText == "all")
        return states + [lately, all]
    }

    func files() -> [Turn] {
        ["xlsx", "csv"].map { format in
            Turn(
                href: filter.file(context.paths(ClaimRoutes.export), as: format),
                label: reader.words("claims.file.\(format)"))
        }
    }

    func periodField(_ periods: [Period]) -> Field {
        Field(name: "period", label: reader.words("claims.period")).with {
            $0.blank = reader.words("claims.period.all")
            $0.options = periods.map {
                .init(value: $0.text, label: reader.month($0), selected: $0 == filter.period)
            }
        }
    }

    func dealerField(_ dealers: [(code: String, name: String)]) -> Field {
        Field(name: "dealer", label: reader.words("claims.dealer")).with {
            $0.blank = reader.words("claims.dealer.all")
            $0.options = dealers.map {
                .init(value: $0.code, label: "\($0.name) (\($0.code))", selected: $0.code == filter.dealer)
            }
        }
    }

    func findingField() -> Field {
        Field(name: "finding", label: reader.words("claims.finding")).with {
            $0.blank = reader.words("claims.finding.all")
            $0.options = ClaimRuleCode.allCases.map { code in
                .init(
                    value: code.rawValue, label: reader.words("claim_rules.code.\(code.rawValue)"),
                    selected: code == filter.finding)
            }
        }
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
                    "claims.send.text", reader.number(drafts.count),
                    reader.money(Money(claimed, context.company.currency)))
            } ?? reader.words("claims.total.many", reader.bounded(drafts.count))
        return Sending(action: context.paths(ClaimRoutes.sending), text: text)
    }
}
