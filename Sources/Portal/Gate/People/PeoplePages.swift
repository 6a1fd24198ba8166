import Domain
import Web

/// The company's people, who is invited, and the form that invites.
struct PeoplePage: Page {
    struct Row: Sendable {
        let href: String
        let name: String
        let mobile: String
        let roles: String
        let dealer: String?
        let badge: Badge
    }

    struct Pending: Sendable {
        let name: String
        let mobile: String
        let roles: String
        let dealer: String?
        let badge: Badge
        let until: String
        /// Where it is withdrawn; nil for those who only look on.
        let withdrawal: String?
    }

    struct Invite: Sendable {
        let action: String
        let errors: FormErrors?
        let mobile: Field
        let name: Field
        let roles: Field
        let dealer: Field
        /// nil where the company sends no messages.
        let byMessage: Field?
    }

    static let template = "people/list"
    let titleKey = "people.title"
    let count: String
    let text: String
    let role: Pick
    let state: Pick
    let files: [FileLink]
    let rows: [Row]
    let empty: EmptyNote?
    let hasPending: Bool
    let pending: [Pending]
    let invite: Invite?
    let link: InviteLink?
    /// Where it is said who must give a code at the sign-in.
    let secondStepRule: String?
    /// Where it is said who gets a code on his telephone.
    let codes: String?
}

/// One person: his place in this company and everything that was done to it.
struct PersonPage: Page {
    struct Change: Sendable {
        let action: String
        let version: String
        let errors: FormErrors?
        let roles: Field
        let dealer: Field
    }

    struct Lock: Sendable {
        let action: String
        let version: String
        let label: String
        let question: String
        let note: String
        let look: String
    }

    /// Where this person is signed in, as far as it is this company's.
    struct Browsers: Sendable {
        let action: String
        let question: String
        let isSignedIn: Bool
        let sessions: [Browser]
    }

    struct SecondStepCard: Sendable {
        let text: String
        /// nil where there is nothing to take away.
        let removal: String?
        let question: String
    }

    struct Browser: Sendable {
        let device: String
        let since: String
        let seen: String
    }

    static let template = "people/person"
    let titleKey = "people.person.title"
    let titleValues: [String]
    let people: String
    let badge: Badge
    let facts: [Fact]
    let change: Change?
    let lock: Lock?
    let browsers: Browsers?
    let secondStep: SecondStepCard?
    let events: [TimelineItem]
}
