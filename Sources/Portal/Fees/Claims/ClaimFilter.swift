import Domain
import Foundation
import Web

/// Which claims a list shows; it lives in the address.
package struct ClaimFilter: Sendable {
    package enum View: String, Sendable {
        case list, summary, unpriced
    }

    /// Several states together, as the sums of an account name them.
    package enum Group: String, Sendable {
        case open, granted
        /// Granted, and in no payout that was paid.
        case unpaid
        /// What finance said in the last days.
        case lately

        fileprivate static let lateDays: Int64 = 14
    }

    package var view = View.list
    /// nil for every state.
    package var state: ClaimState?
    package var group: Group?
    package var period: Period?
    /// A dealer's code.
    package var dealer = ""
    /// A payout's number: the claims that it pays.
    package var payout = ""
    package var words = ""
    /// What the rules found, whatever else.
    package var finding: ClaimRuleCode?
    /// Decided since then.
    private(set) var since: Instant?
    /// The last claim of the page before: older ones are shown. `after` the other way round.
    package var before: ID<Claim>?
    package var after: ID<Claim>?

    /// The office begins with what waits for its decision, a dealer with everything of his.
    package init(_ query: FormBody, isOffice: Bool, now: Instant) {
        view = isOffice ? View(rawValue: query.raw("view")) ?? .list : .list
        let state = query.raw("state")
        self.state = state.isEmpty && isOffice ? .submitted : ClaimState(rawValue: state)
        group = Group(rawValue: state)
        period = Period(query.raw("period"))
        dealer = query.text("dealer")
        payout = query.text("payout")
        words = query.text("q")
        finding = ClaimRuleCode(rawValue: query.raw("finding"))
        if group == .lately { since = now.adding(seconds: -Group.lateDays * 86_400) }
        before = ID(query.raw("before"))
        after = ID(query.raw("after"))
    }

    var stateText: String { state?.rawValue ?? group?.rawValue ?? "all" }

    /// Whether claims that wait for somebody can be among them.
    var hasOpen: Bool {
        state.map { $0 == .submitted || $0 == .sentBack } ?? (group == nil || group == .open || group == .lately)
    }

    package func with(state: ClaimState?) -> ClaimFilter {
        with {
            $0.state = state
            ($0.group, $0.since) = (nil, nil)
        }
    }

    /// What finance said in the last days, in whatever state.
    func lately(now: Instant) -> ClaimFilter {
        with {
            ($0.state, $0.group) = (nil, .lately)
            $0.since = now.adding(seconds: -Group.lateDays * 86_400)
        }
    }

    /// The query of an address, with its question mark.
    package var query: String {
        var parts = [("state", stateText)]
        if view != .list { parts.append(("view", view.rawValue)) }
        if let period { parts.append(("period", period.text)) }
        if !dealer.isEmpty { parts.append(("dealer", dealer)) }
        if !payout.isEmpty { parts.append(("payout", payout)) }
        if !words.isEmpty { parts.append(("q", words)) }
        if let finding { parts.append(("finding", finding.rawValue)) }
        if let before { parts.append(("before", "\(before)")) }
        if let after { parts.append(("after", "\(after)")) }
        return "?" + parts.map { "\($0.0)=\(Self.encoded($0.1))" }.joined(separator: "&")
    }

    /// The same filter with something of it changed, on its first page.
    package func with(_ change: (inout ClaimFilter) -> Void) -> ClaimFilter {
        var copy = self
        (copy.before, copy.after) = (nil, nil)
        change(&copy)
        return copy
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .urlQueryParameter) ?? ""
    }
}

extension CharacterSet {
    fileprivate static let urlQueryParameter = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}
