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
    let address: IPAddress?
    /// The session of whoever was signed in at this browser before; it ends.
    let replacing: String?

    /// - Returns: the token for the cookie, and whose it is.
    /// - Throws: `sign_in.wrong`, the same for a wrong password, an unknown number and a locked one; `Refusal.tooMany` where
    /// too many have failed from this address, or wait.
    func run() async throws -> (token: String, account: ID<Person>) {
        let directory = portal.companies.directory
        let (mobile, address) = (mobile, address)
        let (standing, account) = try await directory.read {
            (try FailureStore.standing(mobile, address, $0), try LoginStore.find(mobile, $0))
        }
        let isRight = try await portal.passwords.matches(password, account?.password, for: HashCaller(standing))
        guard isRight, !standing.isLocked, let account else {
            if !standing.isLocked { try await directory.write { try FailureStore.add(mobile, from: address, $0) } }
            throw Complaint("sign_in.wrong")
        }
        let token = Secrets.token()
        let (device, replacing, renewed) = (device, replacing, await renewed(account))
        try await directory.write { tx in
            // A lock that fell between the two transactions still holds.
            guard try !FailureStore.isLocked(mobile, tx) else { throw Complaint("sign_in.wrong") }
            try FailureStore.clear(mobile, tx)
            try SessionStore.removeEnded(tx)
            if let replacing { try SessionStore.remove(replacing, tx) }
            if let renewed { try LoginStore.renewPassword(account, renewed, tx) }
            try SessionStore.add(token, account: account.id, device: device, tx)
        }
        return (token, account.id)
    }

    /// The hash of his password at today's cost, where his is of another one. Where too many wait it is made another time.
    private func renewed(_ account: Login) async -> String? {
        guard portal.passwords.isOld(account.password) else { return nil }
        return try? await portal.passwords.hash(password)
    }
}
