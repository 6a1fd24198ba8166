import Domain

/// The account that a provider knows the company by.
package struct SmsAccount: Sendable {
    let username: String
    let key: String
    /// Empty: the provider's own choice.
    let line: String
    /// Without a slash at its end.
    let address: String
}

/// One message for one telephone.
package struct SmsOrder: Sendable {
    /// Ours, a number: the same one for each try, so that a provider that has it takes it once.
    let reference: Int64
    /// `09123456789`
    let number: String
    let content: Content

    package enum Content: Sendable {
        case text(String)
        /// A text that the provider has approved, by his name of it, and what it speaks of.
        case pattern(String, [SmsField])
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
}

package enum SmsProviderKind: String, CaseIterable, Sendable {
    case kavenegar, smsir, melipayamak, ghasedak

    package var address: String {
        switch self {
        case .kavenegar: Kavenegar.address
        case .smsir: SmsIr.address
        case .melipayamak: Melipayamak.address
        case .ghasedak: Ghasedak.address
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
        }
    }
}

/// A provider did not say what he was asked.
struct SmsSilence: Error {
    let why: String
}
