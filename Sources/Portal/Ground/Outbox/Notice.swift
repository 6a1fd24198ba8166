import Database
import Domain

/// Something that people are told, with the deed that it is about.
package struct Notice: Sendable {
    package let subject: EventSubject
    package let kind: String
    package let values: [String]
    /// Tells it from another notice of this kind about the same thing; however often the deed is tried, it stays the same.
    package let occasion: String

    /// - Parameters:
    ///   - kind: its sentence is `bell.<kind>`.
    ///   - values: what fills the places of the sentence.
    ///   - occasion: as the version of the thing; empty where it is told of once.
    package init(_ kind: String, about subject: EventSubject, _ values: String..., on occasion: String = "") {
        (self.kind, self.subject, self.values, self.occasion) = (kind, subject, values, occasion)
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
    /// Who has no login: no bell, and only what goes on from it.
    case customer(ID<Customer>)
}

/// What was just told to whom, for whatever carries it further than the bell.
package struct Told: Sendable {
    package enum Who: Hashable, Comparable, Sendable {
        case person(ID<Person>)
        case customer(ID<Customer>)
    }

    package let notices: [Notice]
    /// Nobody, where nobody has the role: it happened all the same.
    package let who: [Who]

    package init(notices: [Notice], who: [Who]) { (self.notices, self.who) = (notices, who) }
}

package enum OutboxSlots {
    /// In the transaction of the deed.
    package static let told = Slot<@Sendable (Told, OpenCompany, Transaction) throws -> Void>("outbox.told")
}
