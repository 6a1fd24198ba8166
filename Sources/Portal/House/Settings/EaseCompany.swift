import Database
import Domain
import Ground

/// Lets one person of a company do up to a day what takes two (see `Easing`), as the operator says; a day that is over ends it.
public struct EaseCompany: Sendable {
    /// Days ahead.
    static let longest = 62
    private let company: OpenCompany
    private let until: String
    private let reason: String

    public init(company: OpenCompany, until: String, reason: String) {
        (self.company, self.until, self.reason) = (company, until, reason)
    }

    /// - Returns: the last day, as the company writes days.
    /// - Throws: `settings.ease.far`, `settings.ease.reason`, as `CalendarSystem.parse`.
    public func run() async throws -> String {
        let clock = company.clock
        let (last, why) = (try clock.calendar.parse(until), SearchText.stored(reason))
        guard !why.isEmpty, why.count <= 300 else { throw Complaint("settings.ease.reason") }
        try await company.write { tx in
            guard last <= clock.day(of: tx.now).adding(days: Self.longest) else {
                throw Complaint("settings.ease.far", String(Self.longest))
            }
            try Easing(until: clock.startOfDay(last.adding(days: 1)), reason: why).set(tx)
            let event = Event(
                "eased", of: .setting, in: "settings", detail: ["to": last.isoText, "reason": why])
            try EventStore.add(event, by: nil, tx)
        }
        company.shelf(ProfileShelf.self).forget()
        return clock.calendar.text(last)
    }
}
