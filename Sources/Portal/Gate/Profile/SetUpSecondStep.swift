import Database
import Domain
import Ground
import Web

/// The person's telephone makes codes from now on, and each sign-in asks for one.
struct SetUpSecondStep: Sendable {
    let portal: Portal
    let visitor: Visitor
    let caller: Caller
    /// What the page showed to the telephone.
    let sealed: String
    let code: String
    let password: String

    /// - Returns: the codes for recovery, which nobody sees again; nil where he has a second step already.
    /// - Throws: `login.old_wrong`, `second_step.wrong`; `Refusal.unreadable` where the page was not his.
    func run() async throws -> [String]? {
        guard let secret = portal.opened(sealed, of: visitor.login) else { throw Refusal.unreadable }
        try await Proof(of: visitor.login, from: caller, portal).password(password)
        // Nothing can be found out by trying here: whoever sees the page has the secret before him.
        guard case .code(let typed) = OneTimeCode.Typed(code), let step = secret.step(of: typed, at: portal.now())
        else {
            throw Complaint("second_step.wrong")
        }
        let (visitor, sealed, codes) = (visitor, sealed, RecoveryCode.draw())
        let hashes = codes.map { portal.hash(recovery: $0, of: visitor.login) }
        let isNew = try await portal.companies.directory.write { tx in
            guard try SecondStepStore.find(visitor.login, tx) == nil else { return false }
            try SecondStepStore.add(sealed, of: visitor.login, used: step, recovery: hashes, tx)
            // Who signed in without a code before has not proved as much.
            try SessionStore.removeOthers(than: visitor.tokenHash, of: visitor.login, tx)
            try SessionStore.confirm(visitor.tokenHash, tx)
            return true
        }
        return isNew ? codes : nil
    }
}

/// The person himself ends it. Both are asked for, in either order of what might have been stolen.
struct EndSecondStep: Sendable {
    let portal: Portal
    let visitor: Visitor
    let caller: Caller
    let code: String
    let password: String

    /// - Throws: `login.old_wrong`, `second_step.wrong`.
    func run() async throws {
        let proof = Proof(of: visitor.login, from: caller, portal)
        try await proof.password(password)
        try await proof.code(code)
        let login = visitor.login
        try await portal.companies.directory.write { try SecondStepStore.remove(of: login, $0) }
    }
}

/// Other codes for recovery in the place of those he had: for whoever has used some, or does not know who has seen them.
struct RenewRecoveryCodes: Sendable {
    let portal: Portal
    let visitor: Visitor
    let caller: Caller
    let code: String
    let password: String

    /// - Returns: the codes, which nobody sees again; nil where he has no second step.
    /// - Throws: `login.old_wrong`, `second_step.wrong`.
    func run() async throws -> [String]? {
        let proof = Proof(of: visitor.login, from: caller, portal)
        try await proof.password(password)
        try await proof.code(code)
        let (login, codes) = (visitor.login, RecoveryCode.draw())
        let hashes = codes.map { portal.hash(recovery: $0, of: login) }
        let isDone = try await portal.companies.directory.write { tx in
            guard try SecondStepStore.find(login, tx) != nil else { return false }
            try SecondStepStore.setRecovery(hashes, of: login, tx)
            return true
        }
        return isDone ? codes : nil
    }
}
