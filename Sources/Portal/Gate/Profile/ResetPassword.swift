import Database
import Domain
import Ground
import Web

/// Makes a link with which somebody who has forgotten his password chooses another. For the operator alone.
public struct OfferPasswordReset: Sendable {
    package let portal: Portal

    public init(portal: Portal) { self.portal = portal }

    /// - Returns: the path of the page; good once, for an hour. - Throws: `login.unknown`.
    public func run(_ mobile: MobileNumber) async throws -> String {
        let token = Secrets.token()
        try await portal.companies.directory.write { tx in
            guard let login = try LoginStore.find(mobile, tx) else {
                throw Complaint("login.unknown", mobile.local)
            }
            try PasswordResetStore.add(Secrets.hash(token), login: login.id, tx)
        }
        return Paths.passwordReset(token)
    }
}

/// The person with the link chooses his password. Every session of his ends, and so does a lock on his number.
struct ResetPassword: Sendable {
    let portal: Portal
    let tokenHash: String
    let login: Login
    let password: String

    /// - Throws: `Refusal.hidden` where the link was used meanwhile.
    func run() async throws {
        let hash = try await portal.passwords.hash(password)
        let (tokenHash, login) = (tokenHash, login)
        try await portal.companies.directory.write { tx in
            guard let link = try PasswordResetStore.find(tokenHash, tx), link.login.id == login.id,
                try PasswordResetStore.use(tokenHash, tx)
            else { throw Refusal.hidden }
            try LoginStore.setPassword(login.id, hash, byCodeOf: link.codeCompany, tx)
            try HalfSignInStore.removeAll(of: login.id, tx)
            try PhoneCodeStore.removeAll(of: login.id, tx)
            try SessionStore.removeAll(of: login.id, tx)
            try FailureStore.clear(try MobileNumber(login.mobile), tx)
        }
    }
}
