import Database
import Domain
import Ground
import Web

/// One try to sign in by number and password.
struct SignIn: Sendable {
    let portal: Portal
    let mobile: MobileNumber
    let password: String
    let device: String
    let caller: Caller
    /// The session of whoever was signed in at this browser before; it ends.
    let replacing: String?

    enum Outcome: Sendable {
        case signedIn(Entry)
        /// He still owes a code; the token of what was begun.
        case half(token: String)
    }

    /// Whoever is in.
    struct Entry: Sendable {
        /// For the session's cookie.
        let token: String
        let login: ID<Person>
        /// For the browser's cookie; nil where it has one.
        let device: String?
    }

    /// - Throws: `sign_in.wrong`, the same for a wrong password, an unknown number and a locked one; `Refusal.tooMany` where
    /// too many have failed from this address, or wait.
    func run() async throws -> Outcome {
        let directory = portal.companies.directory
        let (mobile, caller) = (mobile, caller)
        let (standing, login) = try await directory.read {
            (try FailureStore.standing(mobile, caller, $0), try LoginStore.find(mobile, $0))
        }
        let isRight = try await portal.passwords.matches(password, login?.password, for: HashCaller(standing))
        guard isRight, !standing.isLocked, let login else {
            if !standing.isLocked { try await directory.write { try FailureStore.add(mobile, standing, $0) } }
            throw Complaint("sign_in.wrong")
        }
        return try await enter(login, standing)
    }

    private func enter(_ login: Login, _ standing: FailureStore.Standing) async throws -> Outcome {
        let token = Secrets.token()
        let (mobile, device, replacing, renewed) = (mobile, device, replacing, await renewed(login))
        let (caller, canGetCode) = (caller, try await canGetCode(login))
        let known: String?? = try await portal.companies.directory.write { tx in
            // A lock that fell between the two transactions still holds.
            guard try standing.isKnownDevice || !FailureStore.isLocked(mobile, tx) else {
                throw Complaint("sign_in.wrong")
            }
            // Known only to whoever has given the right password.
            guard try !canGetCode || DirectoryStore.signInRule(of: login.id, tx).byPassword else {
                throw Complaint("sign_in.by_code_only")
            }
            if let renewed { try LoginStore.renewPassword(login, renewed, tx) }
            // Until the code is right nothing is forgiven: else each right password would give five more tries at it.
            if try SecondStepStore.find(login.id, tx) != nil {
                try HalfSignInStore.add(
                    Secrets.hash(token), login: login.id, byCodeOf: login.codeCompany, tx)
                return nil
            }
            return .some(
                try Self.begin(
                    login, token, on: device, at: caller, replacing: replacing, byCodeOf: login.codeCompany, tx))
        }
        guard let known else { return .half(token: token) }
        return .signedIn(Entry(token: token, login: login.id, device: known))
    }

    /// Whether a company wants codes alone of him and sends any now: he is not kept out where it cannot.
    private func canGetCode(_ login: Login) async throws -> Bool {
        let wanting = try await portal.companies.directory.read { tx in
            try DirectoryStore.signInRule(of: login.id, tx).byPassword
                ? nil : DirectoryStore.codeCompany(of: login.id, for: .signIn, tx)
        }
        guard let wanting, let company = try await portal.companies.find(wanting.slug, isVisit: false) else {
            return false
        }
        return try await company.read { try SecretSlots.sends(.signInCode, in: company, $0) }
    }

    /// He is in. - Parameter company: by whose code, or by a password that was chosen by it; nil where by one of his own.
    /// - Returns: the token for the browser's cookie, where it has none.
    static func begin(
        _ login: Login, _ token: String, on device: String, at caller: Caller, replacing: String?,
        byCodeOf company: ID<Company>? = nil, _ tx: Transaction
    ) throws -> String? {
        try FailureStore.clear(MobileNumber(login.mobile), at: caller, tx)
        try SessionStore.removeEnded(tx)
        if let replacing { try SessionStore.remove(replacing, tx) }
        try SessionStore.add(token, login: login.id, device: device, byCodeOf: company, tx)
        return try KnownDeviceStore.remember(login.id, at: caller, tx)
    }

    /// The hash of his password at today's cost, where his is of another one. Where too many wait it is made another time.
    private func renewed(_ login: Login) async -> String? {
        guard portal.passwords.isOld(login.password) else { return nil }
        return try? await portal.passwords.hash(password)
    }
}

/// The second step: a code of his telephone, or one for recovery.
struct FinishSignIn: Sendable {
    let portal: Portal
    /// Of what the right password has begun.
    let half: String
    let code: String
    let device: String
    let caller: Caller
    let replacing: String?

    /// - Returns: nil where what was begun is over. - Throws: `second_step.wrong`.
    func run() async throws -> SignIn.Entry? {
        let directory = portal.companies.directory
        let hash = Secrets.hash(half)
        guard let begun = try await directory.read({ try HalfSignInStore.find(hash, $0) }) else { return nil }
        let (login, company) = begun
        try await Proof(of: login, from: caller, portal).code(code)
        let token = Secrets.token()
        let (device, caller, replacing) = (device, caller, replacing)
        let done = try await directory.write { tx -> (SignIn.Entry, byPassword: Bool)? in
            guard try HalfSignInStore.remove(hash, tx), let login = try LoginStore.find(login, tx) else {
                return nil
            }
            let known = try SignIn.begin(
                login, token, on: device, at: caller, replacing: replacing, byCodeOf: company, tx)
            return (SignIn.Entry(token: token, login: login.id, device: known), login.codeCompany != nil)
        }
        if let company, let done, !done.byPassword {
            try await CodeUse(portal: portal, login: login, company: company).tell(.codeIn)
        }
        return done?.0
    }
}
