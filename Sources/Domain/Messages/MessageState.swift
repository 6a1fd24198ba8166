/// Marks the ids of messages.
public enum Message {}

/// How far a message has come.
public enum MessageState: String, CaseIterable, Sendable {
    /// For its time, or for another try.
    case waiting
    /// Somebody has taken it on and is telling the provider.
    case sending
    /// The provider has it.
    case sent
    /// The telephone has it.
    case delivered
    /// For good; a person may send it again.
    case failed
    /// Too late to be of any use.
    case expired
    /// Nobody can say whether the provider has it: it is asked before anything is sent again.
    case unknown
    /// Until a person has put the channel right.
    case held

    /// Whether a person may ask for another try. Of `unknown` he answers for the one that may come twice.
    public var maySendAgain: Bool { self == .failed || self == .expired || self == .unknown }
}
