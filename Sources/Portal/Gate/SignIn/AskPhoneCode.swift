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
    let caller: Caller

    private static let minutes = Allowance("code number", most: 3, in: 600)
    private static let day = Allowance("code number day", most: 10, in: 86_400)
    private static let ofAddress = Allowance("code address", most: 20, in: 3_600)
    /// All whose address nobody knows.
    private static let ofNowhere = Allowance("code nowhere", most: 300, in: 3_600)
    /// Each costs the company something.
    private static let ofCompany = Allowance("code company", most: 300, in: 3_600)
    /// It is told once that it has run full.
    private static let fullness = Allowance("code company full", most: 1, in: 86_400)

    /// - Returns: the token for the browser's cookie. - Throws: `Refusal.tooMany`.
    func run() async throws -> String {
        let (token, code) = (Secrets.token(), PhoneCode.text(Int.random(in: 0..<1_000_000)))
        let tokenHash = Secrets.hash(token)
        let purpose = purpose
        let codeHash = portal.hash(code: code, for: tokenHash)
        let directory = portal.companies.directory
        let paces = try await directory.read { tx in
            let paces = try counted(tx)
            // A flood that is refused is not worth a writing.
            guard try PaceStore.wait(paces, tx) == nil else { throw Refusal.tooMany }
            return paces
        }
        try await directory.write { tx in
            guard try PaceStore.take(paces, tx) == nil else { throw Refusal.tooMany }
            try PhoneCodeStore.add(tokenHash, codeHash, for: purpose, tx)
        }
        let endsAt = portal.now().adding(seconds: PhoneCode.seconds)
        portal.aside { await give(code, until: endsAt, for: tokenHash) }
        return token
    }

    /// A browser in which the number's owner has signed in before is counted by itself: whoever else asks for codes to his
    /// number takes none from him.
    private func counted(_ tx: Transaction) throws -> [(pace: Allowance, whose: String)] {
        var whose = portal.counted(mobile)
        if let device = caller.device, try KnownDeviceStore.find(device, of: mobile, tx) != nil {
            whose += " \(device.prefix(24))"
        }
        let place = caller.counted.map { (pace: Self.ofAddress, whose: $0) } ?? (pace: Self.ofNowhere, whose: "")
        return [(pace: Self.minutes, whose: whose), (pace: Self.day, whose: whose), place]
    }

    private enum Receiver {
        case gets(Login, CompanyRow)
        /// For the first time today the company has sent as many as it may.
        case full(CompanyRow)
    }

    /// Finds out who has the number, and whether he gets it.
    private func give(_ code: String, until end: Instant, for tokenHash: String) async {
        do {
            switch try await portal.companies.directory.write({ try receiver(tokenHash, $0) }) {
            case .gets(let login, let row): try await send(code, to: login, by: row, until: end, occasion: tokenHash)
            case .full(let row): try await tellFull(row)
            case nil: break
            }
        } catch {
            Logger(label: "kardan").error(
                "a code could not be sent", metadata: ["cause": "\(String(reflecting: error))"])
        }
    }

    /// Who gets it, and whose account sends it.
    private func receiver(_ tokenHash: String, _ tx: Transaction) throws -> Receiver? {
        guard let login = try LoginStore.find(mobile, tx) else { return nil }
        guard let company = try DirectoryStore.codeCompany(of: login.id, for: purpose, tx) else { return nil }
        let people = try MembershipStore.dealerPeople(of: company.id, tx)
        let day = Allowance("code company day", most: PhoneCode.most(for: people), in: 86_400)
        let paces = [(pace: Self.ofCompany, whose: company.slug), (pace: day, whose: company.slug)]
        guard try PaceStore.take(paces, tx) == nil else {
            let isFirst = try PaceStore.take([(pace: Self.fullness, whose: company.slug)], tx) == nil
            return isFirst ? .full(company) : nil
        }
        try PhoneCodeStore.give(tokenHash, to: login.id, by: company.id, tx)
        return .gets(login, company)
    }

    /// Somebody may be driving up its costs, and its people get no codes until the day is over.
    private func tellFull(_ row: CompanyRow) async throws {
        portal.noteCodesFull(of: row)
        guard let company = try await portal.companies.find(row.slug, isVisit: false) else { return }
        try await company.write {
            try OutboxStore.add(
                Notice("codes_full", about: EventSubject("post_account")), to: .office([.administrator]), but: nil, $0)
        }
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
        let directory = portal.companies.directory
        guard try await directory.read({ try PhoneCodeStore.isOpen(tokenHash, $0) }) else {
            throw Complaint("phone_code.wrong")
        }
        let done = try await directory.write { tx -> (Outcome, PhoneCodeStore.Used)? in
            guard let used = try PhoneCodeStore.use(tokenHash, codeHash, tx),
                let login = try LoginStore.find(used.login, tx),
                try DirectoryStore.codeCompany(of: login.id, for: used.purpose, tx)?.id == used.company
            else { return nil }
            guard used.purpose == .signIn else {
                try PasswordResetStore.add(Secrets.hash(new), login: login.id, byCodeOf: used.company, tx)
                return (.reset(token: new), used)
            }
            if try SecondStepStore.find(login.id, tx) != nil {
                try HalfSignInStore.add(Secrets.hash(new), login: login.id, byCodeOf: used.company, tx)
                return (.half(token: new), used)
            }
            let known = try SignIn.begin(
                login, new, on: device, at: caller, replacing: replacing, byCodeOf: used.company, tx)
            return (.signedIn(SignIn.Entry(token: new, login: login.id, device: known)), used)
        }
        // Outside of the transaction: a try that is wrong stays counted.
        guard let (outcome, used) = done else { throw Complaint("phone_code.wrong") }
        try await tell(outcome, used)
        return outcome
    }

    /// Whoever owes a second step is not in yet.
    private func tell(_ outcome: Outcome, _ used: PhoneCodeStore.Used) async throws {
        let use = CodeUse(portal: portal, login: used.login, company: used.company)
        switch outcome {
        case .signedIn: try await use.tell(.codeIn)
        case .reset: try await use.tell(.codeReset)
        case .half: break
        }
    }
}

/// A code has opened something: the company whose account has sent it has that in its history.
struct CodeUse: Sendable {
    let portal: Portal
    let login: ID<Person>
    let company: ID<Company>

    func tell(_ kind: PersonEvent.Kind) async throws {
        let row = try await portal.companies.directory.read { try DirectoryStore.company(company, $0) }
        guard let row, let company = try await portal.companies.find(row.slug, isVisit: false) else { return }
        do {
            try await company.write { try PersonEventStore.add(kind, try PersonStore.find(login, $0), $0) }
        } catch Refusal.readOnly {}  // while it is moved he comes in all the same
    }
}
