import Database
import Domain
import Ground
import Logging
import Web

/// Somebody says a number and asks for a code on it. What he is told, and how long that takes, is the same whoever has the
/// number: who gets a code is found out aside.
struct AskPhoneCode: Sendable {
    let portal: Portal
    let mobile: MobileNumber
    let purpose: PhoneCodeStore.Purpose
    let address: IPAddress?

    private static let minutes = Allowance("code number", most: 3, in: 600)
    private static let day = Allowance("code number day", most: 10, in: 86_400)
    private static let ofAddress = Allowance("code address", most: 20, in: 3_600)
    /// Each costs the company something.
    private static let ofCompany = Allowance("code company", most: 300, in: 3_600)

    /// - Returns: the token for the browser's cookie. - Throws: `Refusal.tooMany`.
    func run() async throws -> String {
        let (token, code) = (Secrets.token(), PhoneCode.text(Int.random(in: 0..<1_000_000)))
        let tokenHash = Secrets.hash(token)
        let (purpose, number, address) = (purpose, portal.counted(mobile), address?.counted)
        let codeHash = portal.hash(code: code, for: tokenHash)
        try await portal.companies.directory.write { tx in
            let counted = [(pace: Self.minutes, whose: number), (pace: Self.day, whose: number)]
            let all = counted + (address.map { [(pace: Self.ofAddress, whose: $0)] } ?? [])
            guard try PaceStore.take(all, tx) == nil else { throw Refusal.tooMany }
            try PhoneCodeStore.add(tokenHash, codeHash, for: purpose, tx)
        }
        let endsAt = portal.now().adding(seconds: PhoneCode.seconds)
        portal.aside { await give(code, until: endsAt, for: tokenHash) }
        return token
    }

    /// Finds out who has the number, and whether he gets it.
    private func give(_ code: String, until end: Instant, for tokenHash: String) async {
        do {
            let found = try await portal.companies.directory.write { try receiver(tokenHash, $0) }
            if let (login, row) = found { try await send(code, to: login, by: row, until: end, occasion: tokenHash) }
        } catch {
            Logger(label: "kardan").error(
                "a code could not be sent", metadata: ["cause": "\(String(reflecting: error))"])
        }
    }

    /// Who gets it, and whose account sends it.
    private func receiver(_ tokenHash: String, _ tx: Transaction) throws -> (Login, CompanyRow)? {
        guard let login = try LoginStore.find(mobile, tx) else { return nil }
        let rule = try DirectoryStore.signInRule(of: login.id, tx)
        guard purpose == .signIn ? rule.byCode : rule.resetsByCode,
            let company = try MembershipStore.companies(of: login.id, tx).first?.company,
            try PaceStore.take([(pace: Self.ofCompany, whose: company.slug)], tx) == nil
        else { return nil }
        try PhoneCodeStore.give(tokenHash, to: login.id, tx)
        return (login, company)
    }

    private func send(
        _ code: String, to login: Login, by row: CompanyRow, until end: Instant, occasion: String
    ) async throws {
        guard let company = try await portal.companies.find(row.slug, isVisit: false) else { return }
        let notice = SecretNotice(
            purpose == .signIn ? .signInCode : .passwordCode, to: login.id, login.name, mobile, secret: code,
            endsAt: end, occasion: String(occasion.prefix(24)))
        _ = try await company.write { try SecretSlots.send(notice, in: company, $0) }
    }
}

/// The code that he got.
struct UsePhoneCode: Sendable {
    let portal: Portal
    /// Of the browser's cookie.
    let token: String
    let code: String
    let device: String
    let caller: Caller
    let replacing: String?

    enum Outcome: Sendable {
        case signedIn(SignIn.Entry)
        /// He still owes the code of his second step.
        case half(token: String)
        /// He may choose a password: the token of the page.
        case reset(token: String)
    }

    /// - Throws: `phone_code.wrong`, the same for a wrong code, one that is over and one that nobody got.
    func run() async throws -> Outcome {
        let (tokenHash, new) = (Secrets.hash(token), Secrets.token())
        let digits = Digits.ascii(code).filter { !$0.isWhitespace }
        let codeHash = portal.hash(code: digits, for: tokenHash)
        let (device, caller, replacing) = (device, caller, replacing)
        let outcome = try await portal.companies.directory.write { tx -> Outcome? in
            guard let (purpose, account) = try PhoneCodeStore.use(tokenHash, codeHash, tx),
                let login = try LoginStore.find(account, tx)
            else { return nil }
            let rule = try DirectoryStore.signInRule(of: account, tx)
            switch purpose {
            case .password:
                guard rule.resetsByCode else { return nil }
                try PasswordResetStore.add(Secrets.hash(new), account: account, tx)
                return .reset(token: new)
            case .signIn:
                guard rule.byCode else { return nil }
                if try SecondStepStore.find(account, tx) != nil {
                    try HalfSignInStore.add(Secrets.hash(new), account: account, tx)
                    return .half(token: new)
                }
                let known = try SignIn.begin(login, new, on: device, at: caller, replacing: replacing, tx)
                return .signedIn(SignIn.Entry(token: new, account: account, device: known))
            }
        }
        // Outside of the transaction: a try that is wrong stays counted.
        guard let outcome else { throw Complaint("phone_code.wrong") }
        return outcome
    }
}
