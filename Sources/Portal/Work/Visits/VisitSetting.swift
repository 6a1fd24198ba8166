import Database
import Domain
import Ground

/// What a company settles about its dealers' visits.
package struct VisitSetting: Sendable, Equatable {
    private static let names = (hours: "visits.correct_hours", signature: "visits.signature", peers: "visits.peers")
    /// How many other dealers there must be before what they have in common is shown.
    static let peerBounds = 3...1_000
    private static let usualPeers = 5

    /// For so many hours whoever recorded a visit may put it right; 0: never.
    package var correctHours: Int
    /// Whether the customer signs on the screen.
    package var signature: SignatureRule
    package var leastPeers: Int

    package init(correctHours: Int, signature: SignatureRule, leastPeers: Int) {
        (self.correctHours, self.signature, self.leastPeers) = (correctHours, signature, leastPeers)
    }

    package init(_ tx: Transaction) throws { self = try Self.ask(tx).value() }

    /// In the journey of the next question.
    static func ask(_ tx: Transaction) throws -> Reply<VisitSetting> {
        try SettingStore.ask(tx) { all in
            VisitSetting(
                correctHours: all[names.hours].flatMap { Int($0) } ?? 0,
                signature: all[names.signature].flatMap(SignatureRule.init) ?? .off,
                leastPeers: all[names.peers].flatMap { Int($0) } ?? usualPeers)
        }
    }

    package func set(by person: ID<Person>, _ tx: Transaction) throws {
        let event = Event(
            "visits", of: EventSubject("setting"), in: "settings", from: try VisitSetting(tx).texts, to: texts)
        guard event.changesSomething else { return }
        try SettingStore.set(Self.names.hours, String(correctHours), tx)
        try SettingStore.set(Self.names.signature, signature.rawValue, tx)
        try SettingStore.set(Self.names.peers, String(leastPeers), tx)
        try EventStore.add(event, by: person, tx)
    }

    /// As events and its form have them.
    var texts: [String: String] {
        ["correct_hours": String(correctHours), "signature": signature.rawValue, "least_peers": String(leastPeers)]
    }
}
