import Database
import Domain
import Ground
import Web

extension SmsProviderKind: ColumnValue {}
extension Language: ColumnValue {}
extension MessageChannel: ColumnValue {}

/// Which customers are told by mail.
package enum CustomerMail: String, CaseIterable, ColumnValue, Sendable {
    case nobody = "none"
    /// Who has no mobile number.
    case lacking
    /// Everybody who has an address.
    case also
}

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
    /// Whether a text message with a serial is answered, and one with a card's number has its warranty begin.
    let checksSerials: Bool
    let activatesCards: Bool
    /// Counts up with each new address that the provider calls.
    let callRound: Int
    /// Which customers are told by it; of a mail server alone.
    let customers: CustomerMail
    /// The mailbox that is fetched from, `host:port`; empty where none is.
    let inbox: String
    /// Why the last look into it came to nothing.
    let inboxFault: String
    let quiet: QuietHours?
    /// The company's for advertising, beside them.
    let advertQuiet: QuietHours?
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

    /// The hours in which such a message waits.
    func hours(isUrgent: Bool, isAdvert: Bool) -> [QuietHours] {
        isUrgent ? [] : [quiet, isAdvert ? advertQuiet : nil].compactMap(\.self)
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
        (checksSerials, activatesCards) = (try row("checks_serials"), try row("activates_cards"))
        callRound = try row("call_round")
        (customers, inbox, inboxFault) = (try row("customers"), try row("inbox"), try row("inbox_fault"))
        (pace, creditLow) = (SendPace(perMinute: try row("per_minute")), try row("credit_low"))
        let (from, to): (Int?, Int?) = (try row.optional("quiet_from"), try row.optional("quiet_to"))
        quiet = from.flatMap { from in to.flatMap { QuietHours(from: from, to: $0) } }
        advertQuiet = AdvertHours.read(try row.optional("advert_hours"))
        let at: Instant? = try row.optional("stopped_at")
        let (why, code): (String, String) = (try row("stopped_why"), try row("stopped_code"))
        stopped = at.map { Stop(at: $0, why: why, code: code) }
        (credit, creditAt) = (try row.optional("credit"), try row.optional("credit_at"))
    }

    /// Whether whoever these facts speak of knows what this one was given.
    func isSame(as facts: PostAccountFacts, in company: OpenCompany) -> Bool {
        facts.provider == provider && facts.username == username && facts.address == address
            && (facts.key == nil || facts.key == company.opened(secret, for: PostAccountStore.purpose))
    }

    /// The mailbox that belongs to it. - Returns: nil where its password was sealed by another installation.
    func mailbox(in company: OpenCompany) -> MailServer? {
        company.opened(secret, for: PostAccountStore.purpose).flatMap {
            MailServer(inbox, .tls, username: username, password: $0)
        }
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
