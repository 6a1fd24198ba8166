import Domain
import Web

/// The account that a provider knows the company by.
package struct SmsAccount: Sendable {
    let username: String
    let key: String
    /// Empty: the provider's own choice.
    let line: String
    /// Without a slash at its end; of a mail server `host:port`.
    let address: String
    /// Of a mail server alone: how it is spoken to, and whose mail it is.
    var security: MailServer.Security?
    var name = ""
}

/// One message for one telephone.
package struct SmsOrder: Sendable {
    /// Ours, a number: the same one for each try, so that a provider that has it takes it once.
    let reference: Int64
    /// `09123456789`, or an address.
    let number: String
    let content: Content
    var at = Instant(seconds: 0)

    package enum Content: Sendable {
        case text(String)
        /// A text that the provider has approved, by his name of it, and what it speaks of.
        case pattern(String, [SmsField])
        case mail(subject: String, String)
    }
}

package struct SmsField: Codable, Hashable, Sendable {
    let name: String
    let value: String
}

/// A message that was given to a provider, as he or we call it.
package enum SmsName: Hashable, Sendable {
    case his(String)
    case ours(Int64)
}

/// A provider of text messages, spoken to as he documents it.
package protocol SmsProvider: Sendable {
    /// Where he is reached.
    static var address: String { get }

    func send(_ order: SmsOrder) async -> SendAnswer
    /// Whether he can be asked by our number after such a message.
    func knowsOurs(_ isPattern: Bool) -> Bool
    /// - Throws: where he does not say it now.
    func status(of name: SmsName) async throws -> SendStatus
    /// In Rials, or in whatever he counts. - Throws: `Complaint` in words.
    func credit() async throws -> Int64
    /// What came in of late, also what he was asked for before: nothing is lost by whoever asks and dies.
    func received() async throws -> [ReceivedSms]
}

/// A text message that came in.
package struct ReceivedSms: Sendable {
    /// The provider's own number of it, or made of all that it says.
    let id: String
    let from: String
    let line: String
    let text: String

    /// nil for what is no message.
    package init?(id: String?, from: String?, line: String?, text: String?) {
        guard let from, let text, !from.isEmpty else { return nil }
        (self.from, self.line, self.text) = (from, line ?? "", text)
        self.id = id ?? String(Secrets.hash("\(from) \(line ?? "") \(text)").prefix(40))
    }
}

package enum SmsProviderKind: String, CaseIterable, Sendable {
    case kavenegar, smsir, melipayamak, ghasedak
    /// A mail server of the company's.
    case smtp

    /// Those that send text messages.
    package static let allCases: [Self] = [.kavenegar, .smsir, .melipayamak, .ghasedak]

    package var channel: MessageChannel { self == .smtp ? .email : .sms }

    package var address: String {
        switch self {
        case .kavenegar: Kavenegar.address
        case .smsir: SmsIr.address
        case .melipayamak: Melipayamak.address
        case .ghasedak: Ghasedak.address
        case .smtp: Smtp.address
        }
    }

    /// Whether a message must say which of the company's numbers it comes from.
    var needsLine: Bool { self != .kavenegar }
    var needsUsername: Bool { self == .melipayamak }

    func provider(_ account: SmsAccount, _ wire: SmsWire) -> any SmsProvider {
        switch self {
        case .kavenegar: Kavenegar(account: account, wire: wire)
        case .smsir: SmsIr(account: account, wire: wire)
        case .melipayamak: Melipayamak(account: account, wire: wire)
        case .ghasedak: Ghasedak(account: account, wire: wire)
        case .smtp: Smtp(account: account, wire: wire.mail)
        }
    }
}

/// A provider did not say what he was asked.
struct SmsSilence: Error {
    let why: String
}
