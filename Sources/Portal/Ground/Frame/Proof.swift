import Database
import Domain
import Web

/// Finds out whether somebody is the person whose login it is, by what only that one knows or holds. What is wrong counts
/// against the number or a known browser, and the address, as at the sign-in: whoever holds another's session must not be able to try on.
package struct Proof: Sendable {
    let portal: Portal
    let login: ID<Person>
    let caller: Caller

    package init(of login: ID<Person>, from caller: Caller, _ portal: Portal) {
        (self.portal, self.login, self.caller) = (portal, login, caller)
    }

    /// - Throws: `login.old_wrong`, the same while the number is locked.
    package func password(_ typed: String) async throws {
        let (login, standing) = try await known()
        let isRight = try await portal.passwords.matches(typed, login.password, for: HashCaller(standing))
        guard isRight, !standing.isLocked else {
            if !standing.isLocked { try await countFailure(login, standing) }
            throw Complaint("login.old_wrong")
        }
    }

    /// A code of his telephone, or one for recovery; either opens once.
    /// - Throws: `second_step.wrong`, the same while the number is locked.
    package func code(_ typed: String) async throws {
        let (login, standing) = try await known()
        guard !standing.isLocked, try await isRight(OneTimeCode.Typed(typed)) else {
            if !standing.isLocked { try await countFailure(login, standing) }
            throw Complaint("second_step.wrong")
        }
    }

    private func known() async throws -> (Login, FailureStore.Standing) {
        let (login, caller) = (login, caller)
        return try await portal.companies.directory.read { tx in
            guard let login = try LoginStore.find(login, tx) else { throw Refusal.hidden }
            return (login, try FailureStore.standing(try MobileNumber(login.mobile), caller, tx))
        }
    }

    private func countFailure(_ login: Login, _ standing: FailureStore.Standing) async throws {
        let mobile = try MobileNumber(login.mobile)
        try await portal.companies.directory.write { try FailureStore.add(mobile, standing, $0) }
    }

    private func isRight(_ typed: OneTimeCode.Typed?) async throws -> Bool {
        let (login, directory) = (login, portal.companies.directory)
        switch typed {
        case nil: return false
        case .code(let code):
            let sealed = try await directory.read { try SecondStepStore.find(login, $0)?.sealed }
            guard let secret = sealed.flatMap({ portal.opened($0, of: login) }),
                let step = secret.step(of: code, at: portal.now())
            else { return false }
            return try await directory.write { try SecondStepStore.use(step: step, of: login, $0) }
        case .recovery(let code):
            let hash = portal.hash(recovery: code, of: login)
            return try await directory.write { try SecondStepStore.use(recovery: hash, of: login, $0) }
        }
    }
}
