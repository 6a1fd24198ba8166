import Domain
import Web

/// What the holder of a link sees. The same whether the number has a login or not.
struct InvitationPage: Page {
    /// Somebody is signed in, but with another number.
    struct Stranger: Sendable {
        let text: String
        let signOut: String
    }

    static let template = "people/invitation"
    let titleKey = "invitation.title"
    let titleValues: [String]
    let text: String
    let path: String
    /// Shown to whoever is signed in with the number of the invitation.
    let acceptance: String?
    let stranger: Stranger?
    /// Where a guest signs in and comes back.
    let signIn: String?
    let isOpenToNew: Bool
    let password: Field
    let again: Field
    let errors: FormErrors?
}

/// A link that was used, withdrawn or is too old, or never was one.
struct LinkOverPage: Page {
    static let template = "people/link_over"
    let titleKey = "link_over.title"
    let text: String
    let href: String
}
