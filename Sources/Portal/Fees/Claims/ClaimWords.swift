import Domain
import Web

extension Reader {
    package func badge(_ state: ClaimState) -> Badge {
        let kind =
            switch state {
            case .draft: "neutral"
            case .submitted: "info"
            case .sentBack, .partApproved: "warning"
            case .approved: "done"
            case .rejected: "error"
            }
        return Badge(kind: kind, label: words("claims.state.\(state.rawValue)"))
    }

    /// Of a claim that was taken back, that.
    package func badge(_ line: ClaimList.Line) -> Badge {
        line.isReversed ? Badge(kind: "error", label: words("reversals.state.confirmed")) : badge(line.state)
    }

    /// In the calendar that money is booked in.
    package func month(_ period: Period) -> String { month(period, in: clock.books) }

    /// `آذر ۱۴۰۵`, `November 2026`
    package func month(_ period: Period, in calendar: CalendarSystem) -> String {
        words("kernel.month.\(calendar.rawValue).\(period.month)") + " " + digits(String(period.year))
    }

    /// Why a claim was cut, rejected or sent back: the reason, and what was written with it.
    package func grounds(_ line: ClaimList.Line) -> [String] {
        let reason = line.reasonFa.map { name(fa: $0, en: line.reasonEn ?? "") }
        return [reason, line.reasonText.isEmpty ? nil : line.reasonText].compactMap(\.self)
    }

    /// The same for a page, where one may be Persian and the other English.
    package func why(_ line: ClaimList.Line) -> String? {
        let grounds = grounds(line)
        guard !grounds.isEmpty else { return nil }
        let why = grounds.map(\.isolated).joined(separator: ": ")
        return line.state == .partApproved ? words("claims.why.part", why) : why
    }
}
