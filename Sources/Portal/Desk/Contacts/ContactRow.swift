import Database
import Domain
import Ground

/// What was written down of a contact, before it is one.
package struct NewContact: Sendable {
    let kind: ContactKind
    let channel: ContactChannel
    let direction: ContactDirection
    let party: String
    let phone: CallerNumber?
    let subject: String
    let body: String

    package init(
        kind: ContactKind, channel: ContactChannel, direction: ContactDirection, party: String, phone: CallerNumber?,
        subject: String, body: String
    ) {
        (self.kind, self.channel, self.direction) = (kind, channel, direction)
        (self.party, self.phone, self.subject, self.body) = (party, phone, subject, body)
    }
}

/// What may be changed of a contact as long as it is open.
struct ContactParticulars: Equatable, Sendable {
    var kind: ContactKind
    var owner: ID<Person>
    var due: CalendarDay?
    /// Of a complaint alone, as is the cause.
    var severity: ContactSeverity?
    var cause: String?

    /// As events have them.
    var texts: [String: String] {
        [
            "kind": kind.rawValue, "owner": owner.description, "due": due?.isoText ?? "",
            "severity": severity?.rawValue ?? "",
            "cause": cause ?? "",
        ]
    }
}

/// Who is at the other end, as far as the company knows him.
enum ContactParty: Sendable {
    case customer(ID<Customer>, name: String)
    case dealer(code: String, name: String)
    case stranger
}

struct ContactRow: Sendable {
    let id: ID<Contact>
    let number: String
    let state: ContactState
    let particulars: ContactParticulars
    let channel: ContactChannel
    let direction: ContactDirection
    let party: ContactParty
    /// What he called himself; may be empty.
    let called: String
    /// May be empty, as may the line behind it.
    let phone: String
    let line: String
    let subject: String
    let body: String
    let owner: String
    let done: String
    let answer: String
    let madeBy: String
    let madeAt: Instant
    let closedAt: Instant?
    let version: Int
}

/// Somebody is, or was, asked about a contact.
struct ReferralRow: Sendable {
    enum State: String, ColumnValue, Sendable { case open, answered, withdrawn }

    let id: ID<Referral>
    let addressee: Addressee
    /// Of the person; nil for a unit.
    let name: String?
    let text: String
    let due: CalendarDay?
    let state: State
    let askedBy: ID<Person>
    let asker: String
    let askedAt: Instant
    let answer: String
    let ender: String?
    let endedAt: Instant?
}
