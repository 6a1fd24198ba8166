/// What a provider said when it was given a message.
public enum SendAnswer: Hashable, Sendable {
    /// - cost: in Rials; nil where it is not said.
    case accepted(id: String, cost: Int64?)
    case refused(SendFault)
    /// It may have it or not: it did not answer, or not in its own words.
    case unclear(String)
}

/// Why a provider did not take a message.
public struct SendFault: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        /// This message will never be taken.
        case permanent
        /// Another time perhaps.
        case temporary
        /// Too much was asked of him at once: it is no try.
        case pace
        /// The account is empty.
        case credit
        /// The account, its key or its line are not right: no message will be taken.
        case account
        /// Nobody was asked: what it says was sealed by another installation.
        case sealed
    }

    public let kind: Kind
    /// The provider's own number or word.
    public let code: String

    public init(_ kind: Kind, _ code: String) { (self.kind, self.code) = (kind, code) }
}

/// What becomes of a message after an answer.
public enum MessageFate: Hashable, Sendable {
    case sent
    /// Tried again after so many seconds.
    case again(after: Int64)
    case failed
    case unknown
    /// With all that wait for this channel.
    case held
    /// Tried again after so many seconds, and this was no try.
    case putOff(after: Int64)

    /// - Parameters:
    ///   - attempts: how often it was tried, this one counted.
    ///   - scatter: from 0 to 1, drawn by lot.
    public init(_ answer: SendAnswer, attempts: Int, scatter: Double) {
        switch answer {
        case .accepted: self = .sent
        case .unclear: self = .unknown
        case .refused(let fault):
            switch fault.kind {
            case .permanent, .sealed: self = .failed
            case .credit, .account: self = .held
            case .pace: self = .putOff(after: 30 + Int64((60 * min(max(scatter, 0), 1)).rounded()))
            case .temporary:
                // It has an end of its own: half an hour without its provider does not lose it.
                self = .again(after: Backoff.seconds(after: attempts + 2, scatter: scatter))
            }
        }
    }
}

/// What a provider says of a message that it has, or has not.
public enum SendStatus: Hashable, Sendable {
    case onItsWay
    case delivered
    case failed(code: String)
    /// It has no such message: whoever was not sure may send it.
    case never
}

/// When a provider is asked what became of a message.
public enum StatusAsking {
    /// Seconds after a message was tried in which its provider's word is taken that it never had it: later it may have
    /// forgotten what it sent.
    public static let memory: Int64 = 6 * 3_600

    /// Seconds after the last question, by how often it was asked; nil where nobody asks any more.
    public static func pause(after asked: Int) -> Int64? {
        let pauses: [Int64] = [60, 300, 1_800, 7_200, 21_600, 43_200, 86_400]
        return pauses.indices.contains(asked) ? pauses[asked] : nil
    }
}
