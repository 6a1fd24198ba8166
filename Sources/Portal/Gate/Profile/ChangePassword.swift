import Database
import Domain
import Ground
import Web

/// The person himself chooses another password. His other sessions end; this one stays.
struct ChangePassword: Sendable {
    let portal: Portal
    let visitor: Visitor
    let caller: Caller
    let old: String
    let new: String

    /// - Throws: `login.old_wrong`.
    func run() async throws {
        try await Proof(of: visitor.login, from: caller, portal).password(old)
        let hash = try await portal.passwords.hash(new)
        let (visitor, mobile, caller) = (visitor, try MobileNumber(visitor.mobile), caller)
        try await portal.companies.directory.write { tx in
            try FailureStore.clear(mobile, at: caller, tx)
            // Whoever has chosen the old one by a code may be the one who changes it.
            let company = try LoginStore.find(visitor.login, tx)?.codeCompany
            try LoginStore.setPassword(visitor.login, hash, at: caller, byCodeOf: company, tx)
            try HalfSignInStore.removeAll(of: visitor.login, tx)
            try SessionStore.removeOthers(than: visitor.tokenHash, of: visitor.login, tx)
            try SessionStore.confirm(visitor.tokenHash, tx)
        }
    }
}
