import Database
import Domain
import Ground
import Web

/// Somebody with the link chooses a password. Whoever holds the link may be the administrator who made it, and he must
/// not learn whether the number has a login: where it has one, nothing of the login changes, and page, status and
/// work are the same. Either way the link is spent and the invitation waits for the owner of the number to sign in.
struct CompleteInvitation: Sendable {
    let portal: Portal
    let invitation: Invitation
    /// One that the rule allows.
    let password: String

    /// - Throws: `Refusal.hidden` where the link was spent meanwhile.
    func run() async throws {
        let hash = try await portal.passwords.hash(password)
        let invitation = invitation
        try await portal.companies.directory.write { tx in
            let isKnown = try LoginStore.find(invitation.mobile, tx) != nil
            let made =
                isKnown ? nil : try LoginStore.add(invitation.mobile, name: invitation.name, password: hash, tx)
            guard try InvitationStore.complete(invitation.id, made: made, tx) else { throw Refusal.hidden }
        }
    }
}
