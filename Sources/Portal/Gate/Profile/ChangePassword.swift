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

    /// - Throws: `account.old_wrong`, the same while the number is locked: whoever holds a session of another must not be
    /// able to try passwords without end.
    func run() async throws {
        let directory = portal.companies.directory
        let (visitor, mobile, address) = (visitor, try MobileNumber(visitor.mobile), address)
        let (standing, account) = try await directory.read {
            (try FailureStore.standing(mobile, address, $0), try LoginStore.find(visitor.account, $0))
        }
        let isRight = try await portal.passwords.matches(old, account?.password, for: HashCaller(standing))
        guard isRight, !standing.isLocked else {
            if !standing.isLocked { try await directory.write { try FailureStore.add(mobile, from: address, $0) } }
            throw Complaint("account.old_wrong")
        }
        let hash = try await portal.passwords.hash(new)
        try await directory.write { tx in
            try FailureStore.clear(mobile, tx)
            try LoginStore.setPassword(visitor.account, hash, tx)
            try SessionStore.removeOthers(than: visitor.tokenHash, of: visitor.account, tx)
        }
    }
}
