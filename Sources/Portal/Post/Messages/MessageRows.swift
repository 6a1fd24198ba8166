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
    let body: String
    let pattern: String
    let fields: [SmsField]
    let endsAt: Instant
}

/// A message as whoever sends it needs it.
struct SendRow: Sendable {
    let id: ID<Message>
    let state: MessageState
    let number: String
    let body: String
    let pattern: String
    let fields: [SmsField]
    let parts: Int
    let attempts: Int
    let round: Int
    let asked: Int
    let endsAt: Instant
    let triedAt: Instant?
    let provider: SmsProviderKind?
    let providerID: String

    static let columns: SQL =
        "id, state, number, body, pattern, fields, parts, attempts, round, asked, ends_at, tried_at, provider, provider_id"

    init(_ row: Row) throws {
        (id, state, number, body) = (try row("id"), try row("state"), try row("number"), try row("body"))
        (pattern, fields) = (try row("pattern"), try JSONText.read(row("fields")))
        (parts, attempts, round) = (try row("parts"), try row("attempts"), try row("round"))
        (asked, endsAt, triedAt) = (try row("asked"), try row("ends_at"), try row.optional("tried_at"))
        (provider, providerID) = (try row.optional("provider"), try row("provider_id"))
    }

    /// As a provider knows it from us: another one once a person has had it sent again.
    var reference: Int64 { id.value * 1_000 + Int64(round % 1_000) }

    var order: SmsOrder {
        SmsOrder(
            reference: reference, number: MobileNumber.local(stored: number),
            content: pattern.isEmpty ? .text(body) : .pattern(pattern, fields))
    }

    /// nil where this provider knows it by no name: it was another one's, or has none.
    func name(_ kind: SmsProviderKind?, _ provider: any SmsProvider) -> SmsName? {
        guard kind == self.provider else { return nil }
        if !providerID.isEmpty { return .his(providerID) }
        return provider.knowsOurs(!pattern.isEmpty) ? .ours(reference) : nil
    }
}
