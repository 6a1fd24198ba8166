import Database
import Domain
import Ground
import Web

/// The person himself chooses another password. His other sessions end; this one stays.
struct ChangePassword: Sendable {
    let portal: Portal
    let visitor: Visitor
    let address: IPAddress?
    let old: String
    let new: String

    /// - Throws: `account.old_wrong`.
    func run() async throws {
        try await Proof(of: visitor.account, from: address, portal).password(old)
        let hash = try await portal.passwords.hash(new)
        let (visitor, mobile) = (visitor, try MobileNumber(visitor.mobile))
        try await portal.companies.directory.write { tx in
            try FailureStore.clear(mobile, tx)
            try LoginStore.setPassword(visitor.account, hash, tx)
            try HalfSignInStore.removeAll(of: visitor.account, tx)
            try SessionStore.removeOthers(than: visitor.tokenHash, of: visitor.account, tx)
            try SessionStore.confirm(visitor.tokenHash, tx)
        }
    }
}
