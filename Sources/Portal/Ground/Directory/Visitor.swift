import Database
import Domain
import Web

/// A signed-in person as a request finds him.
public struct Visitor: Sendable {
    package let login: ID<Person>
    package let name: String
    package let mobile: String
    package let language: Language
    package let tokenHash: String
    /// When he signed in at this browser, when he was last here, and when he last proved that it is he.
    package let madeAt: Instant
    package let seenAt: Instant
    package let confirmedAt: Instant
    /// By whose code this session began; nil where by a password.
    let codeCompany: ID<Company>?
    /// Whether he decides about money or people anywhere: his sessions are short.
    package let isShort: Bool
    /// Whether his telephone makes codes, of which one is asked for at the sign-in.
    package let hasSecondStep: Bool
    /// In how many companies he may work; more than one gives him the switch.
    package let places: Int
    /// His place in the company of the path, where he has one that is open.
    package let membership: Place?

    package struct Place: Sendable {
        package let company: CompanyRow
        /// Until then nothing can be changed in the company.
        let readOnlyUntil: Instant?
        package let name: String
        package let roles: Roles
        package let dealer: ID<Dealer>?
        /// When this browser was last in this company; nil where never.
        let seenAt: Instant?
        /// Sessions from before it may not enter.
        let signedOutAt: Instant?
        /// Whose roles need a second step of the sign-in here.
        let secondStepRoles: Roles
    }

    /// Whether it must be written that he is here.
    func isStale(at now: Instant) -> Bool {
        let last = membership.map { min(seenAt, $0.seenAt ?? Instant(seconds: 0)) } ?? seenAt
        return last.adding(seconds: SessionStore.seenGrain) < now
    }

    /// Whether his session lets him in there no more: it is from before an administrator ended his sessions, or began by a
    /// code that somebody of another company, or of this one's office, may have read.
    func isEnded(at place: Place) -> Bool {
        if let signedOutAt = place.signedOutAt, madeAt <= signedOutAt { return true }
        guard let codeCompany else { return false }
        return codeCompany != place.company.id || !place.roles.areOfDealer
    }

    package init(_ row: Row) throws {
        login = try row("id")
        name = try row("name")
        mobile = try row("mobile")
        language = Language(rawValue: try row("language")) ?? .fa
        tokenHash = try row("token_hash")
        madeAt = try row("made_at")
        seenAt = try row("seen_at")
        confirmedAt = try row("confirmed_at")
        codeCompany = try row.optional("code_company_id")
        isShort = try row("short_places") as Int > 0
        hasSecondStep = try row("second_steps") as Int > 0
        places = try row("places")
        let company: ID<Company>? = try row.optional("company_id")
        membership = try company.map { _ in
            Place(
                company: try CompanyRow(row, id: "company_id"), readOnlyUntil: try row.optional("read_only_until"),
                name: try row("member_name"), roles: Roles(text: try row("roles")),
                dealer: try row.optional("dealer_id"), seenAt: try row.optional("here_at"),
                signedOutAt: try row.optional("signed_out_at"),
                secondStepRoles: Roles(text: try row("second_step_roles")))
        }
    }
}
