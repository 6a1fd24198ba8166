import Database
import Domain

/// Something that people are told, with the deed that it is about.
package struct Notice: Sendable {
    let subject: EventSubject
    let kind: String
    let values: [String]

    /// - Parameters:
    ///   - kind: its sentence is `bell.<kind>`.
    ///   - values: what fills the places of the sentence.
    package init(_ kind: String, about subject: EventSubject, _ values: String...) {
        (self.kind, self.subject, self.values) = (kind, subject, values)
    }
}

/// Who is told.
package enum Recipients: Sendable {
    case people(Set<ID<Person>>)
    /// Everybody of the head office in one of these roles.
    case office(Set<Role>)
    /// And these people besides, each once.
    case officeAnd(Set<Role>, Set<ID<Person>>)
    /// A dealer's people in one of these roles.
    case dealer(ID<Dealer>, Set<Role>)
}
