/// What was done to one machine with parts of one kind that are followed by serials: what came out of it, and what went in.
public struct PartSwap: Hashable, Sendable {
    /// Empty where nobody wrote it down.
    public let removed: String
    public let fitted: String

    public init(removed: String = "", fitted: String = "") { (self.removed, self.fitted) = (removed, fitted) }
}

/// The serials of such parts that a machine is known to hold.
public struct HeldSerials: Hashable, Sendable {
    /// As they were written, in the order in which they were fitted.
    public private(set) var serials: [String] = []

    /// - Parameter swaps: the oldest first.
    public init(_ swaps: some Sequence<PartSwap>) {
        for swap in swaps {
            let (out, came) = (SerialText.look(swap.removed), SerialText.look(swap.fitted))
            serials.removeAll { [out, came].contains(SerialText.look($0)) }
            if !came.isEmpty { serials.append(swap.fitted) }
        }
    }

    /// What is to be thought of a part that is said to have come out of this machine.
    public func verdict(on removed: String) -> RemovedPart {
        if removed.isEmpty { return .unsaid }
        if serials.isEmpty { return .unknown }
        return serials.contains { SerialText.look($0) == SerialText.look(removed) } ? .held : .other
    }
}

/// Whether the part that came out is the one that was in.
public enum RemovedPart: String, CaseIterable, Sendable {
    case held
    /// Another than each of those that the machine is known to hold.
    case other
    /// Nobody knows what the machine held: what it left the factory with is not written down.
    case unknown
    /// Its serial was not read.
    case unsaid
}
