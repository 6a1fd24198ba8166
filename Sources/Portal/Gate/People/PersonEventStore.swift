import Database
import Domain
import Ground

/// One thing that happened to a person's place in the company.
struct PersonEvent: Sendable {
    enum Kind: String, ColumnValue, Sendable {
        case invited, withdrawn, joined, roles, locked, unlocked
        case signedOut = "signed_out"
        case secondStepRemoved = "second_step_removed"
        /// Its link went to the number itself: nobody of the office has it.
        case invitedByMessage = "invited_by_message"
        /// A code on the telephone let him in, or let him choose a password.
        case codeIn = "code_in"
        case codeReset = "code_reset"

        /// Whether it tells of nothing that was given or taken.
        var isOfSignIn: Bool { [.signedOut, .secondStepRemoved, .codeIn, .codeReset].contains(self) }
    }

    let kind: Kind
    let at: Instant
    /// Who did it; nil for the operator at the console.
    let by: String?
    let rolesBefore: Roles
    let rolesAfter: Roles
    let dealerBefore: String?
    let dealerAfter: String?

    init(_ row: Row) throws {
        kind = try row("kind")
        at = try row("at")
        by = try row.optional("by_name")
        rolesBefore = Roles(text: try row("roles_before"))
        rolesAfter = Roles(text: try row("roles_after"))
        dealerBefore = try row.optional("dealer_before_name")
        dealerAfter = try row.optional("dealer_after_name")
    }
}

/// Who invited, let in, locked or gave other roles to whom; never changed.
enum PersonEventStore {
    static func add(
        _ kind: PersonEvent.Kind, _ member: Member, by actor: Actor, roles: Roles? = nil, dealer: ID<Dealer>? = nil,
        _ tx: Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO person_event (subject_id, subject_mobile, subject_name, at, person_id, kind,
                                      roles_before, roles_after, dealer_before, dealer_after)
            VALUES (\(member.id), \(member.mobile), \(member.name), \(tx.now), \(actor.person), \(kind),
                    \(member.roles.text), \((roles ?? member.roles).text), \(member.dealer),
                    \(roles == nil ? member.dealer : dealer))
            """)
    }

    /// He did it himself.
    static func add(_ kind: PersonEvent.Kind, _ member: Member, _ tx: Transaction) throws {
        try tx.execute(
            """
            INSERT INTO person_event (subject_id, subject_mobile, subject_name, at, person_id, kind, roles_before,
                                      roles_after, dealer_before, dealer_after)
            VALUES (\(member.id), \(member.mobile), \(member.name), \(tx.now), \(member.id), \(kind),
                    \(member.roles.text), \(member.roles.text), \(member.dealer), \(member.dealer))
            """)
    }

    /// - Parameter invitation: nil where the directory has not numbered it yet.
    static func addInvitation(
        _ kind: PersonEvent.Kind, _ invitation: ID<Invitation>? = nil, mobile: MobileNumber, name: String, roles: Roles,
        dealer: ID<Dealer>?, by actor: Actor, _ tx: Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO person_event (subject_mobile, subject_name, invitation_id, at, person_id, kind, roles_after,
                                      dealer_after)
            VALUES (\(mobile.e164), \(name), \(invitation), \(tx.now), \(actor.person), \(kind), \(roles.text),
                    \(dealer))
            """)
    }

    /// Who has locked him last; nil where nobody has, or the operator.
    static func locker(of person: ID<Person>, _ tx: Transaction) throws -> ID<Person>? {
        try tx.value(
            """
            SELECT person_id FROM person_event WHERE subject_id = \(person) AND kind = 'locked' ORDER BY id DESC LIMIT 1
            """)
    }

    /// Whether an invitation has come to this already. A book that was brought here from another directory may name the
    /// same id for another invitation: number and time tell them apart.
    static func has(_ kind: PersonEvent.Kind, by invitation: Invitation, _ tx: Transaction) throws -> Bool {
        try tx.value(
            """
            SELECT 1 FROM person_event
            WHERE subject_mobile = \(invitation.mobile.e164) AND kind = \(kind) AND invitation_id = \(invitation.id)
                AND at >= \(invitation.madeAt) LIMIT 1
            """, as: Int.self) != nil
    }

    /// A join by invitation is written once; one at the console each time it changes something.
    static func addJoined(_ member: Member, before: Member?, invitation: Invitation?, _ tx: Transaction) throws {
        if let invitation, try has(.joined, by: invitation, tx) { return }
        try tx.execute(
            """
            INSERT INTO person_event (subject_id, subject_mobile, subject_name, invitation_id, at, person_id, kind,
                                      roles_before, roles_after, dealer_before, dealer_after)
            VALUES (\(member.id), \(member.mobile), \(member.name), \(invitation?.id), \(tx.now),
                    \(invitation == nil ? nil : member.id), 'joined', \(before?.roles.text ?? ""),
                    \(member.roles.text), \(before?.dealer), \(member.dealer))
            """)
    }

    /// Newest first; from the first invitation of his number on.
    static func of(_ member: Member, _ tx: Transaction) throws -> [PersonEvent] {
        try tx.rows(
            """
            SELECT e.kind, e.at, p.name AS by_name, e.roles_before, e.roles_after,
                   b.name AS dealer_before_name, a.name AS dealer_after_name
            FROM person_event e LEFT JOIN person p ON p.id = e.person_id
            LEFT JOIN dealer b ON b.id = e.dealer_before LEFT JOIN dealer a ON a.id = e.dealer_after
            WHERE e.subject_mobile = \(member.mobile) ORDER BY e.id DESC LIMIT 100
            """
        ).map(PersonEvent.init)
    }
}
