import Database
import Domain
import Ground
import Web

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
    package var checksSerials = false
    package var activatesCards = false
    package var customers = CustomerMail.nobody
    package var inbox = ""

    package init(_ provider: SmsProviderKind, key: String?) { (self.provider, self.key) = (provider, key) }

    /// As the history keeps it: the key is no part of it.
    fileprivate var texts: [String: String] {
        let hours = quiet.map { "\(TypedTime.text($0.from))–\(TypedTime.text($0.to))" } ?? ""
        return [
            "provider": provider.rawValue, "line": line, "account": username, "language": language.rawValue,
            "on": isOn ? "1" : "0", "quiet": hours,
            "price": String(partPrice), "mail_server": provider == .smtp ? address : "",
            "per_minute": String(perMinute), "credit_low": String(creditLow),
            "receives": receives ? "1" : "0", "checks_serials": checksSerials ? "1" : "0",
            "activates_cards": activatesCards ? "1" : "0",
            "customers_by_mail": customers == .nobody ? "" : customers.rawValue, "mail_inbox": inbox,
        ]
    }
}

extension EventSubject {
    package static let postAccount = EventSubject("post_account")
}

package enum PostAccountStore {
    static let purpose = "sms key"
    static let room = "messages"

    private static let all: SQL = """
        SELECT a.*, s.value AS advert_hours FROM post_account a LEFT JOIN setting s ON s.name = \(AdvertHours.setting)
        """

    package static func find(_ tx: Transaction, _ channel: MessageChannel = .sms) throws -> PostAccount? {
        try tx.row("\(all) WHERE a.channel = \(channel)").map(PostAccount.init)
    }

    /// All that are on, by their channel.
    static func on(_ tx: Transaction) throws -> [MessageChannel: PostAccount] { try asked(tx).value() }

    /// Together with what others ask.
    static func asked(_ tx: Transaction) throws -> Reply<[MessageChannel: PostAccount]> {
        try tx.ask("\(all) WHERE a.is_on = 1") { rows in
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
                                      is_on, quiet_from, quiet_to, part_price, per_minute, credit_low, receives, checks_serials,
                                      activates_cards, customers, inbox, holder, version)
            VALUES (\(channel), \(facts.provider), \(facts.line), \(facts.username), \(secret), \(facts.address),
                    \(facts.security?.rawValue ?? ""), \(facts.origin), \(facts.language), \(facts.isOn),
                    \(facts.quiet?.from), \(facts.quiet?.to),
                    \(facts.partPrice), \(facts.perMinute), \(facts.creditLow), \(facts.receives), \(facts.checksSerials), \(facts.activatesCards),
                    \(facts.customers), \(facts.inbox), \(holder), \(version + 1))
            ON CONFLICT (channel) DO UPDATE SET provider = excluded.provider, line = excluded.line,
                username = excluded.username, secret = excluded.secret, address = excluded.address,
                security = excluded.security, origin = excluded.origin, language = excluded.language,
                is_on = excluded.is_on, quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, part_price = excluded.part_price,
                per_minute = excluded.per_minute, credit_low = excluded.credit_low, receives = excluded.receives,
                checks_serials = excluded.checks_serials, activates_cards = excluded.activates_cards,
                customers = excluded.customers, inbox = excluded.inbox, inbox_fault = '',
                low_told = 0, holder = excluded.holder,
                version = excluded.version, stopped_at = NULL, stopped_why = '', stopped_code = '', credit = NULL, credit_at = NULL
            """)
        let before = known.map { known in
            var old = PostAccountFacts(known.provider, key: nil)
            (old.line, old.username, old.isOn) = (known.line, known.username, known.isOn)
            old.language = known.language
            (old.address, old.security) = (known.address, known.security)
            (old.quiet, old.partPrice) = (known.quiet, known.partPrice)
            (old.checksSerials, old.activatesCards) = (known.checksSerials, known.activatesCards)
            (old.receives, old.customers, old.inbox) = (known.receives, known.customers, known.inbox)
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

    /// Another address for the provider to call.
    static func renewCall(by person: ID<Person>, _ tx: Transaction) throws {
        try tx.execute("UPDATE post_account SET call_round = call_round + 1 WHERE channel = 'sms'")
        try EventStore.add(Event("call_renewed", of: .postAccount, in: room), by: person, tx)
    }

    /// - Parameter why: empty where it was read.
    static func setInboxFault(_ why: String, _ tx: Transaction) throws {
        try tx.later(
            "UPDATE post_account SET inbox_fault = \(why) WHERE channel = 'email' AND inbox_fault <> \(why)")
    }

    static func resume(_ channel: MessageChannel = .sms, by person: ID<Person>, _ tx: Transaction) throws {
        _ = try tx.execute(
            """
            UPDATE post_account SET stopped_at = NULL, stopped_why = '', stopped_code = '' WHERE channel = \(channel)
            """)
        try EventStore.add(Event("resumed", of: .postAccount, in: room), by: person, tx)
    }
}
