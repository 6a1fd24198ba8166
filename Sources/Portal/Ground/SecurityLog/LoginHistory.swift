import Database
import Domain
import Web

/// What happens to a person's login outside of companies stands in the history of each company that he works for, for its
/// auditor: that he came in or could not, that his password or second step became another. No secret and no number stands there.
final class LoginHistory: Sendable {
    private static let events: Set<SecurityEvent> = [
        .signIn, .signOut, .sessions, .password, .passwordReset, .secondStep,
    ]
    /// Of the companies that a person works for.
    private static let mostCompanies = 10

    /// In an hour. Whoever tries passwords without end is told of once; the log of security counts him.
    private let (done, refused) = (LineBound(each: 12, most: 6_000), LineBound(each: 1, most: 600))

    /// - Parameter person: whose login it is.
    /// - Parameter address: where it was done from.
    func add(
        _ event: SecurityEvent, _ result: SecurityResult, of person: ID<Person>, from address: String?,
        in companies: Companies, _ now: Instant
    ) async {
        guard Self.events.contains(event), let kind = Self.kind(event, result) else { return }
        let hour = Instant(seconds: now.seconds / 60)
        guard (result == .done ? done : refused).take("\(person) \(kind)", at: hour).isTaken else { return }
        let places = try? await companies.directory.read { try MembershipStore.companies(of: person, $0) }
        // What nobody is known to have done is the login's alone.
        let actor = result == .done ? person : nil
        let written = Event(
            kind, of: EventSubject("person", person.value), in: "security", detail: ["network": address ?? ""])
        for place in (places ?? []).prefix(Self.mostCompanies) {
            // A history may be closed to writing now; the log has the line all the same.
            let company = try? await companies.opened(place.company, isVisit: false)
            _ = try? await company?.write { try EventStore.add(written, by: actor, $0) }
        }
    }

    private static func kind(_ event: SecurityEvent, _ result: SecurityResult) -> String? {
        switch result {
        case .done: event.rawValue
        case .wrong where event == .signIn: "sign_in_wrong"
        case .locked where event == .signIn: "sign_in_locked"
        default: nil
        }
    }
}

extension Portal {
    /// For what only its own room knows whose login it is of.
    package func tellHistories(_ event: SecurityEvent, of person: ID<Person>, _ context: GuestContext) async {
        await logins.add(
            event, .done, of: person, from: (context.address ?? context.peer)?.text, in: companies, now())
    }
}
