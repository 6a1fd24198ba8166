import Database
import Domain
import Ground
import Web

extension SmsProviderKind: ColumnValue {}
extension Language: ColumnValue {}
extension MessageChannel: ColumnValue {}

extension OpenCompany {
    /// As it is called in that language, or in the other where it has no name in it.
    func name(in language: Language) -> String { language == .en && !nameEn.isEmpty ? nameEn : nameFa }
}

/// The company's account with a provider, as it stands in the store.
package struct PostAccount: Sendable {
    package let provider: SmsProviderKind
    let line: String
    let username: String
    /// Sealed, see `OpenCompany.sealed`.
    let secret: String
    let address: String
    /// Of a mail server alone.
    let security: MailServer.Security?
    let origin: String
    let language: Language
    let isOn: Bool
    let quiet: QuietHours?
    let partPrice: Int64
    let pace: SendPace?
    /// Whether what comes in is fetched.
    let receives: Bool
    /// Below it somebody is told; 0: nobody is.
    let creditLow: Int64
    let stopped: Stop?
    let credit: Int64?
    let creditAt: Instant?
    /// Counts up with each other user or key: what one account was given no other one knows of.
    let holder: Int
    let version: Int

    struct Stop: Sendable {
        let at: Instant
        let why: String
        let code: String
    }

    /// Whether messages go out.
    var isUsable: Bool { isOn && stopped == nil }

    init(_ row: Row) throws {
        (provider, line, username) = (try row("provider"), try row("line"), try row("username"))
        (secret, address, origin) = (try row("secret"), try row("address"), try row("origin"))
        language = try row("language")
        security = MailServer.Security(rawValue: try row("security"))
        (isOn, partPrice) = (try row("is_on"), try row("part_price"))
        (holder, version) = (try row("holder"), try row("version"))
        receives = try row("receives")
        (pace, creditLow) = (SendPace(perMinute: try row("per_minute")), try row("credit_low"))
        let (from, to): (Int?, Int?) = (try row.optional("quiet_from"), try row.optional("quiet_to"))
        quiet = from.flatMap { from in to.flatMap { QuietHours(from: from, to: $0) } }
        let at: Instant? = try row.optional("stopped_at")
        let (why, code): (String, String) = (try row("stopped_why"), try row("stopped_code"))
        stopped = at.map { Stop(at: $0, why: why, code: code) }
        (credit, creditAt) = (try row.optional("credit"), try row.optional("credit_at"))
    }

    /// Whether whoever these facts speak of knows what this one was given.
    fileprivate func isSame(as facts: PostAccountFacts, in company: OpenCompany) -> Bool {
        facts.provider == provider && facts.username == username && facts.address == address
            && (facts.key == nil || facts.key == company.opened(secret, for: PostAccountStore.purpose))
    }

    /// - Returns: nil where its key was sealed by another installation.
    func open(in company: OpenCompany, _ wire: SmsWire) -> (any SmsProvider)? {
        guard let key = company.opened(secret, for: PostAccountStore.purpose) else { return nil }
        var account = SmsAccount(
            username: username, key: key, line: line, address: address.isEmpty ? provider.address : address)
        (account.security, account.name) = (security, company.name(in: language))
        return provider.provider(account, wire)
    }
}

/// What a person says of the account.
package struct PostAccountFacts: Sendable {
    package var provider: SmsProviderKind
    package var line = ""
    package var username = ""
    /// nil leaves the one that is there.
    package var key: String?
    package var address = ""
    package var security: MailServer.Security?
    package var origin = ""
    package var language = Language.fa
    package var isOn = true
    package var quiet: QuietHours?
    package var partPrice: Int64 = 0
    package var perMinute = 0
    package var creditLow: Int64 = 0
    package var receives = false

    package init(_ provider: SmsProviderKind, key: String?) { (self.provider, self.key) = (provider, key) }

    /// As the history keeps it: the key is no part of it.
    fileprivate var texts: [String: String] {
        let hours = quiet.map { "\(TypedTime.text($0.from))–\(TypedTime.text($0.to))" } ?? ""
        return [
            "provider": provider.rawValue, "line": line, "account": username, "language": language.rawValue,
            "on": isOn ? "1" : "0", "quiet": hours,
            "price": String(partPrice), "mail_server": provider == .smtp ? address : "",
            "per_minute": String(perMinute), "credit_low": String(creditLow),
            "receives": receives ? "1" : "0",
        ]
    }
}

extension EventSubject {
    package static let postAccount = EventSubject("post_account")
}

package enum PostAccountStore {
    static let purpose = "sms key"
    static let room = "messages"

    package static func find(_ tx: Transaction, _ channel: MessageChannel = .sms) throws -> PostAccount? {
        try tx.row("SELECT * FROM post_account WHERE channel = \(channel)").map(PostAccount.init)
    }

    /// All that are on, by their channel.
    static func on(_ tx: Transaction) throws -> [MessageChannel: PostAccount] { try asked(tx).value() }

    /// Together with what others ask.
    static func asked(_ tx: Transaction) throws -> Reply<[MessageChannel: PostAccount]> {
        try tx.ask("SELECT * FROM post_account WHERE is_on = 1") { rows in
            try rows.map(PostAccount.init).reduce(into: [:]) { $0[$1.provider.channel] = $1 }
        }
    }

    /// - Parameter version: what the form was made of; 0 where there was none.
    /// - Throws: `Refusal.stale` where somebody was faster; `messages.key.missing` where there is none yet.
    package static func set(
        _ facts: PostAccountFacts, version: Int, by person: ID<Person>?, in company: OpenCompany, _ tx: Transaction
    ) throws {
        let channel = facts.provider.channel
        let known = try find(tx, channel)
        guard (known?.version ?? 0) == version else { throw Refusal.stale(Complaint("error.stale")) }
        guard let secret = try facts.key.map({ try company.sealed($0, for: purpose) }) ?? known?.secret else {
            throw Complaint("messages.key.missing")
        }
        let holder = known.map { $0.holder + ($0.isSame(as: facts, in: company) ? 0 : 1) } ?? 1
        _ = try tx.execute(
            """
            INSERT INTO post_account (channel, provider, line, username, secret, address, security, origin, language,
                                      is_on, quiet_from, quiet_to, part_price, per_minute, credit_low, receives, holder,
                                      version)
            VALUES (\(channel), \(facts.provider), \(facts.line), \(facts.username), \(secret), \(facts.address),
                    \(facts.security?.rawValue ?? ""), \(facts.origin), \(facts.language), \(facts.isOn),
                    \(facts.quiet?.from), \(facts.quiet?.to),
                    \(facts.partPrice), \(facts.perMinute), \(facts.creditLow), \(facts.receives),
                    \(holder), \(version + 1))
            ON CONFLICT (channel) DO UPDATE SET provider = excluded.provider, line = excluded.line,
                username = excluded.username, secret = excluded.secret, address = excluded.address,
                security = excluded.security, origin = excluded.origin, language = excluded.language,
                is_on = excluded.is_on, quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, part_price = excluded.part_price,
                per_minute = excluded.per_minute, credit_low = excluded.credit_low, receives = excluded.receives,
                low_told = 0, holder = excluded.holder,
                version = excluded.version, stopped_at = NULL, stopped_why = '', stopped_code = '', credit = NULL, credit_at = NULL
            """)
        let before = known.map { known in
            var old = PostAccountFacts(known.provider, key: nil)
            (old.line, old.username, old.isOn) = (known.line, known.username, known.isOn)
            old.language = known.language
            (old.address, old.security) = (known.address, known.security)
            (old.quiet, old.partPrice) = (known.quiet, known.partPrice)
            old.receives = known.receives
            (old.perMinute, old.creditLow) = (known.pace?.perMinute ?? 0, known.creditLow)
            return old.texts
        }
        try EventStore.add(
            Event("account", of: .postAccount, in: room, from: before ?? [:], to: facts.texts), by: person, tx)
    }

    /// - Parameters:
    ///   - why: `credit` or `account`, as `SendFault.Kind`; `key` where it cannot be read here.
    ///   - holder: which account was refused.
    /// - Returns: false where it was stopped before, for it is said once, or where another one has taken its place.
    static func stop(
        _ why: String, _ code: String, holder: Int, of channel: MessageChannel = .sms, _ tx: Transaction
    ) throws -> Bool {
        let isNew =
            try tx.execute(
                """
                UPDATE post_account SET stopped_at = \(tx.now), stopped_why = \(why), stopped_code = \(code)
                WHERE channel = \(channel) AND stopped_at IS NULL AND holder = \(holder)
                """) == 1
        if isNew {
            try OutboxStore.add(
                Notice("\(channel == .sms ? "post" : "mail")_stopped_\(why)", about: .postAccount, code),
                to: .office([.administrator]), but: nil, tx)
            try EventStore.add(
                Event("stopped", of: .postAccount, in: room, detail: ["why": why, "code": code]), by: nil, tx)
        }
        return isNew
    }

    static func resume(_ channel: MessageChannel = .sms, by person: ID<Person>, _ tx: Transaction) throws {
        _ = try tx.execute(
            """
            UPDATE post_account SET stopped_at = NULL, stopped_why = '', stopped_code = '' WHERE channel = \(channel)
            """)
        try EventStore.add(Event("resumed", of: .postAccount, in: room), by: person, tx)
    }
}
