import Database
import Domain
import Ground
import Web

/// One try to sign in.
struct SignIn: Sendable {
    let portal: Portal
    let mobile: MobileNumber
    let password: String
    let device: String
    /// The session of whoever was signed in at this browser before; it ends.
    let replacing: String?

    /// - Returns: the token for the cookie, and whose it is.
    /// - Throws: `sign_in.wrong`, the same for a wrong password, an unknown number and a locked one.
    func run() async throws -> (token: String, account: ID<Person>) {
        let directory = portal.companies.directory
        let mobile = mobile
        let (isLocked, account) = try await directory.read {
            (try FailureStore.isLocked(mobile, $0), try LoginStore.find(mobile, $0))
        }
        let isRight = try await portal.passwords.matches(password, account?.password)
        guard isRight, !isLocked, let account else {
            if !isLocked { try await directory.write { try FailureStore.add(mobile, $0) } }
            throw Complaint("sign_in.wrong")
        }
        let token = Secrets.token()
        let (device, replacing) = (device, replacing)
        try await directory.write { tx in
            // A lock that fell between the two transactions still holds.
            guard try !FailureStore.isLocked(mobile, tx) else { throw Complaint("sign_in.wrong") }
            try FailureStore.clear(mobile, tx)
            try SessionStore.removeEnded(tx)
            if let replacing { try SessionStore.remove(replacing, tx) }
            try SessionStore.add(token, account: account.id, device: device, tx)
        }
        return (token, account.id)
    }
}
