import Domain
import Ground

/// Which claims a list shows; it lives in the address.
package struct ClaimFilter: PagedFilter {
    package static let paging = Paging(onward: "before", back: .byKey("after"))

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
        /// Against which an appeal is open.
        case appealed

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
    package var cursor: Cursor<ID<Claim>>?

    /// The office begins with what waits for its decision, a dealer with everything of his.
    package init(_ asked: Asked, isOffice: Bool, now: Instant) {
        view = isOffice ? asked.word("view") ?? .list : .list
        let state = asked.text("state")
        self.state = state.isEmpty && isOffice ? .submitted : ClaimState(rawValue: state)
        group = Group(rawValue: state)
        period = Period(asked.text("period"))
        dealer = asked.text("dealer")
        payout = asked.text("payout")
        words = asked.text("q")
        finding = asked.word("finding")
        if group == .lately { since = now.adding(seconds: -Group.lateDays * 86_400) }
        cursor = asked.cursor(Self.paging) { ID($0) }
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

    /// Claims against which an appeal is open.
    func appealed() -> ClaimFilter {
        with {
            ($0.state, $0.since) = (nil, nil)
            $0.group = .appealed
        }
    }

    package var fields: [Address.Field] {
        [
            ("state", stateText), ("view", view == .list ? "" : view.rawValue), ("period", period?.text ?? ""),
            ("dealer", dealer), ("payout", payout), ("q", words), ("finding", finding?.rawValue ?? ""),
        ]
    }
}
