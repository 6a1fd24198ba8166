import Base
import Database
import Domain
import Ground

/// Somebody who is written to.
struct Receiver: Sendable {
    let person: ID<Person>?
    let customer: ID<Customer>?
    let name: String
    /// As it is stored; nil where he has no mobile number.
    let number: String?
    /// nil where he has proven none, or wants nothing there.
    var email: String?
    /// As he typed it, proven or not.
    var typedEmail: String?
    /// Whether he wants text messages.
    var bySms = true
    /// Whether he has agreed to be written to for advertising.
    var wantsAdverts = false

    /// Whether he is told that way; who has no mobile number is written down as not reached, unless a mail reaches him.
    func wants(_ channel: MessageChannel, _ customers: CustomerMail) -> Bool {
        guard customer != nil else { return channel == .sms ? bySms : email != nil }
        let byMail = email != nil && (customers == .also || customers == .lacking && number == nil)
        return channel == .email ? byMail : number != nil || !byMail
    }

    func with(email: String) -> Receiver {
        var receiver = self
        receiver.email = email
        return receiver
    }

    /// Tells him from all others, whatever his number becomes; of a bare number the occasion does.
    var key: String { person.map { "person \($0)" } ?? customer.map { "customer \($0)" } ?? "number" }
}

enum ReceiverList {
    static func find(_ who: [Told.Who], _ tx: Transaction) throws -> [Receiver] {
        var (people, customers) = ([ID<Person>](), [ID<Customer>]())
        for one in who {
            switch one {
            case .person(let id): people.append(id)
            case .customer(let id): customers.append(id)
            }
        }
        return try found(people, tx) + found(customers, tx)
    }

    private static func found(_ people: [ID<Person>], _ tx: Transaction) throws -> [Receiver] {
        guard !people.isEmpty else { return [] }
        return try tx.rows(
            """
            SELECT p.id, p.name, p.mobile, r.email, r.proven_at, coalesce(r.by_sms, 1) AS by_sms,
                   coalesce(r.by_email, 0) AS by_email
            FROM person p LEFT JOIN person_reach r ON r.person_id = p.id WHERE p.id IN (\(people)) ORDER BY p.id
            """
        ).map { row in
            let (typed, provenAt): (String?, Instant?) = (try row.optional("email"), try row.optional("proven_at"))
            let byEmail: Bool = try row("by_email")
            let email = typed.flatMap { $0.isEmpty ? nil : $0 }
            return Receiver(
                person: try row("id"), customer: nil, name: try row("name"), number: mobile([try row("mobile")]),
                email: byEmail && provenAt != nil ? email : nil, typedEmail: email, bySms: try row("by_sms"))
        }
    }

    private static func found(_ customers: [ID<Customer>], _ tx: Transaction) throws -> [Receiver] {
        guard !customers.isEmpty else { return [] }
        let rows = try tx.rows(
            "SELECT id, name, email, consent FROM customer WHERE id IN (\(customers)) AND erased_at IS NULL ORDER BY id"
        )
        return try rows.map { row in
            let id: ID<Customer> = try row("id")
            let number = mobile(try CustomerStore.numbers(of: id, tx).map(\.stored))
            let (email, consent): (String, String) = (try row("email"), try row("consent"))
            return Receiver(
                person: nil, customer: id, name: try row("name"), number: number, email: email.isEmpty ? nil : email,
                wantsAdverts: consent == CustomerConsent.given.rawValue)
        }
    }

    /// Those of them who have a mobile number by now.
    static func reachable(_ who: [Told.Who], _ tx: Transaction) throws -> Set<Told.Who> {
        guard !who.isEmpty else { return [] }
        return try Set(
            find(who, tx).filter { $0.number != nil }.compactMap { receiver in
                receiver.person.map(Told.Who.person) ?? receiver.customer.map(Told.Who.customer)
            })
    }

    /// The first that is one: a landline gets no text.
    private static func mobile(_ numbers: [String]) -> String? { numbers.first { $0.hasPrefix("+989") } }
}
