import Database
import Domain

/// What an event is about: a kind of thing, and which one.
package struct EventSubject: Hashable, Sendable {
    package let name: String
    /// 0 where there is only one such thing.
    package let id: Int64

    package init(_ name: String, _ id: Int64 = 0) {
        self.name = name
        self.id = id
    }
}

/// One thing that happened: what, about which thing, in which room, and what it was before and after.
package struct Event: Sendable {
    let room: String
    let subject: EventSubject
    let kind: String
    let before: [String: String]
    let after: [String: String]
    let detail: [String: String]

    /// - Parameters:
    ///   - kind: its word is `<room>.event.<kind>`.
    ///   - changes: before and after of each value by its name; what is the same on both sides is left out.
    package init(
        _ kind: String, of subject: EventSubject, in room: String,
        changes: [String: (before: String, after: String)] = [:],
        detail: [String: String] = [:]
    ) {
        let changed = changes.filter { $0.value.before != $0.value.after }
        (self.room, self.subject, self.kind, self.detail) = (room, subject, kind, detail)
        before = changed.mapValues(\.before)
        after = changed.mapValues(\.after)
    }

    /// - Parameters:
    ///   - before: what the thing was, by the names of its values.
    ///   - after: the same values as they are now.
    package init(
        _ kind: String, of subject: EventSubject, in room: String, from before: [String: String],
        to after: [String: String], detail: [String: String] = [:]
    ) {
        let names = Set(before.keys).union(after.keys)
        let changes = names.map { ($0, (before: before[$0] ?? "", after: after[$0] ?? "")) }
        self.init(
            kind, of: subject, in: room, changes: Dictionary(uniqueKeysWithValues: changes), detail: detail)
    }

    /// Whether a value differs: a change that changes nothing is no event.
    package var changesSomething: Bool { !after.isEmpty }
}
