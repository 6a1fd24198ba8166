import Database
import Domain
import Ground
import Web

extension MessageState: ColumnValue {}

/// A message as it is first written.
struct NewMessage: Sendable {
    /// A `MessageEvent`, or `trial`.
    let event: String
    let subject: EventSubject
    let occasion: String
    let receiver: Receiver
    let content: MessageContent
    let pattern: String
    let endsAt: Instant
    /// What nobody else may read of it, beside links to jobs.
    var secret = ""
    var isUrgent = false
    var isAdvert = false
    var channel = MessageChannel.sms
    /// What stands above a mail.
    var title = ""

    /// As people may read it.
    var shown: MessageContent { content.without(secret).cut }

    /// How many are charged.
    var parts: Int { channel == .sms ? SmsText(content.body).parts : 1 }

    /// What its text keeps secret; empty where that is nothing.
    func sealed(in company: OpenCompany) throws -> String {
        content == shown ? "" : try content.sealed(in: company)
    }
}

/// A message as whoever sends it needs it.
struct SendRow: Sendable {
    let id: ID<Message>
    let channel: MessageChannel
    let state: MessageState
    /// Or an address.
    let number: String
    let title: String
    /// As people may read it.
    let shown: MessageContent
    let sealed: String
    let pattern: String
    let isUrgent: Bool
    let isAdvert: Bool
    let parts: Int
    let attempts: Int
    let round: Int
    let asked: Int
    let endsAt: Instant
    let triedAt: Instant?
    /// The account that it was given to.
    let holder: Int?
    let providerID: String

    static let columns: SQL = """
        id, channel, state, number, title, body, pattern, fields, coalesce(sealed, '') AS sealed, is_urgent, is_advert, parts,
        attempts, round, asked, ends_at, tried_at, holder, provider_id
        """

    init(_ row: Row) throws {
        (channel, title) = (try row("channel"), try row("title"))
        (id, state, number, pattern) = (try row("id"), try row("state"), try row("number"), try row("pattern"))
        shown = MessageContent(body: try row("body"), fields: try JSONText.read(row("fields")))
        (sealed, isUrgent, isAdvert) = (try row("sealed"), try row("is_urgent"), try row("is_advert"))
        (parts, attempts, round) = (try row("parts"), try row("attempts"), try row("round"))
        (asked, endsAt, triedAt) = (try row("asked"), try row("ends_at"), try row.optional("tried_at"))
        (holder, providerID) = (try row.optional("holder"), try row("provider_id"))
    }

    /// As a provider knows it from us: another one once a person has had it sent again.
    var reference: Int64 { id.value * 1_000 + Int64(round % 1_000) }

    /// - Returns: nil where another installation has sealed what it says.
    func order(in company: OpenCompany) -> SmsOrder? {
        guard let content = sealed.isEmpty ? shown : MessageContent(sealed, in: company) else { return nil }
        let order: SmsOrder.Content =
            channel == .email
            ? .mail(subject: title, content.body)
            : pattern.isEmpty ? .text(content.body) : .pattern(pattern, content.fields)
        return SmsOrder(
            reference: reference, number: MobileNumber.local(stored: number), content: order, at: triedAt ?? endsAt)
    }

    /// nil where this account knows it by no name: it was given to another one, or its provider takes none of ours.
    func name(_ account: PostAccount?, _ provider: any SmsProvider) -> SmsName? {
        guard let account, account.holder == holder, channel == .sms else { return nil }
        if !providerID.isEmpty { return .his(providerID) }
        return provider.knowsOurs(!pattern.isEmpty) ? .ours(reference) : nil
    }
}
