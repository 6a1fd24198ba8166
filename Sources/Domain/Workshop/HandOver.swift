/// How whoever fetches a machine has shown that he may.
public enum FetchProof: String, CaseIterable, Sendable {
    /// The code that its customer reads on his own link.
    case code
    /// A paper that was looked at.
    case identity
}

/// What is owed for a machine that is fetched.
public enum FetchBill: String, CaseIterable, Sendable {
    case settled
    /// Paid later, by a manager's word.
    case credit
    /// Nothing is owed.
    case free
}

/// What is looked at before a machine leaves.
public enum FetchTick: String, CaseIterable, Sendable { case accessories, data, signature }

/// A machine goes to whoever fetches it.
public struct HandOver: Hashable, Sendable {
    /// In the smallest unit.
    public static let amounts: ClosedRange<Int64> = 0...1_000_000_000_000

    public let receiver: String
    public let proof: FetchProof
    /// The code that was said, or which paper was seen.
    public let shown: String
    public let bill: FetchBill
    /// What it costs its customer, in the smallest unit.
    public let amount: Int64
    /// What he pays beside it for having left it, in the smallest unit.
    public let storage: Int64
    /// The receipt of what was settled, or why it is paid later or storage is let off.
    public let note: String
    public let ticks: Set<FetchTick>

    public init(
        receiver: String, proof: FetchProof, shown: String, bill: FetchBill, amount: Int64,
        storage: Int64 = 0, note: String, ticks: Set<FetchTick>
    ) {
        (self.receiver, self.proof, self.shown, self.bill) = (receiver, proof, shown, bill)
        (self.amount, self.storage, self.note, self.ticks) = (amount, storage, note, ticks)
    }
}

/// Proof that a machine may leave the workshop.
public struct MayHandOver: Sendable {
    public let handOver: HandOver
    /// What it is afterwards.
    public let to: BenchState

    /// - Parameters:
    ///   - code: that its customer reads on his link; nil where he has none.
    ///   - owed: what its storage has come to, in the smallest unit; a manager lets it off, with a reason.
    /// - Throws: `workshop.denied.state`, `workshop.fetch.…`: what is lacking.
    public init(_ actor: Actor, _ state: BenchState, _ handOver: HandOver, code: String?, storage owed: Int64 = 0)
        throws(Complaint)
    {
        guard let to = state.handedOver else { throw Complaint(BenchState.impossible) }
        guard !handOver.receiver.isEmpty else { throw Complaint("workshop.fetch.receiver.missing") }
        switch handOver.proof {
        case .code:
            guard let code, Digits.ascii(handOver.shown) == code else { throw Complaint("workshop.fetch.code.wrong") }
        case .identity:
            guard !handOver.shown.isEmpty else { throw Complaint("workshop.fetch.shown.missing") }
        }
        let isManager = actor.has(.administrator, .serviceManager, .workshopManager)
        guard handOver.storage <= owed else { throw Complaint("workshop.fetch.storage.over") }
        if handOver.storage < owed {
            guard isManager else { throw Complaint("workshop.fetch.storage.denied") }
            guard !handOver.note.isEmpty else { throw Complaint("workshop.fetch.storage.reason") }
        }
        let sum = handOver.amount + handOver.storage
        switch handOver.bill {
        case .settled:
            guard sum > 0, !handOver.note.isEmpty else { throw Complaint("workshop.fetch.receipt.missing") }
        case .credit:
            guard isManager else { throw Complaint("workshop.fetch.credit.denied") }
            guard sum > 0, !handOver.note.isEmpty else { throw Complaint("workshop.fetch.credit.reason") }
        case .free:
            guard sum == 0 else { throw Complaint("workshop.fetch.free.amount") }
        }
        guard handOver.ticks.count == FetchTick.allCases.count else { throw Complaint("workshop.fetch.ticks") }
        (self.handOver, self.to) = (handOver, to)
    }
}
