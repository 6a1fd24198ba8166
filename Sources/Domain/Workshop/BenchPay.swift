/// Marks the ids of what somebody of the workshop is paid by.
public enum BenchTerms {}

/// How somebody of the workshop is paid.
public enum BenchPayKind: String, CaseIterable, Codable, Sendable {
    /// So much a month, whatever he repairs.
    case salary
    /// A share of the labour, or of all that the customer pays.
    case labour, total
    /// So much for each machine.
    case piece
    /// Nothing any more: he has left, or works on something else.
    case ended
}

/// What somebody of the workshop is paid by, from the first day of a month on.
public struct BenchPayTerms: Hashable, Codable, Sendable {
    /// In the smallest unit.
    public static let amounts: ClosedRange<Int64> = 0...1_000_000_000_000
    /// Hundredths of one percent: up to the whole.
    public static let shares: ClosedRange<Int64> = 1...10_000
    private static let whole: Int64 = 10_000

    public let kind: BenchPayKind
    /// Of a month or of a machine, in the smallest unit; 0 for a share.
    public let amount: Int64
    /// Hundredths of one percent; 0 where he has none.
    public let share: Int64
    /// Of a month, in the smallest unit; nil where it has none. A salary has neither, nor has what is ended.
    public let floor: Int64?
    public let ceiling: Int64?

    /// - Throws: `bench_pay.denied.amount`, `bench_pay.share`, `bench_pay.bounds`.
    public init(
        _ kind: BenchPayKind, amount: Int64 = 0, share: Int64 = 0, floor: Int64? = nil, ceiling: Int64? = nil
    ) throws(Complaint) {
        switch kind {
        case .salary, .piece: guard amount > 0, share == 0 else { throw Complaint("bench_pay.denied.amount") }
        case .ended: guard amount == 0, share == 0 else { throw Complaint("bench_pay.denied.amount") }
        case .labour, .total:
            guard Self.shares.contains(share), amount == 0 else { throw Complaint("bench_pay.share") }
        }
        let hasBounds = floor != nil || ceiling != nil
        guard ![.salary, .ended].contains(kind) || !hasBounds else { throw Complaint("bench_pay.bounds") }
        if let floor, let ceiling, floor > ceiling { throw Complaint("bench_pay.bounds") }
        (self.kind, self.amount, self.share) = (kind, amount, share)
        (self.floor, self.ceiling) = (floor, ceiling)
    }

    /// What a month comes to, line by line; nothing is lost between the lines and their sum.
    public func lines(for repaired: [RepairedMachine]) -> [BenchEarning] {
        if kind == .ended { return [] }
        var lines = kind == .salary ? [BenchEarning(.salary, base: amount, amount: amount)] : repaired.map(line)
        let sum = lines.reduce(0) { $0 + $1.amount }
        if let floor, sum < floor { lines.append(BenchEarning(.floor, base: floor, amount: floor - sum)) }
        if let ceiling, sum > ceiling { lines.append(BenchEarning(.ceiling, base: ceiling, amount: ceiling - sum)) }
        return lines
    }

    private func line(_ machine: RepairedMachine) -> BenchEarning {
        switch kind {
        case .salary, .piece, .ended: BenchEarning(.piece, of: machine.job, base: amount, amount: amount)
        case .labour: BenchEarning(.labour, of: machine.job, base: machine.labour, amount: part(machine.labour))
        case .total: BenchEarning(.total, of: machine.job, base: machine.total, amount: part(machine.total))
        }
    }

    /// Half of the smallest unit counts as one.
    private func part(_ base: Int64) -> Int64 {
        Int64(clamping: (Int128(base) * Int128(share) + Int128(Self.whole / 2)) / Int128(Self.whole))
    }
}

/// A machine that somebody has repaired and its owner has again.
public struct RepairedMachine: Hashable, Sendable {
    public let job: ID<Job>
    /// What its labour cost, and all of it, in the smallest unit.
    public let labour: Int64
    public let total: Int64

    public init(job: ID<Job>, labour: Int64, total: Int64) {
        (self.job, self.labour, self.total) = (job, labour, total)
    }
}

/// What a line of somebody's earnings is for.
public enum BenchEarningKind: String, CaseIterable, Sendable {
    case salary, labour, total, piece
    /// What is lacking to the floor, and what is beyond the ceiling: below zero.
    case floor, ceiling
}

/// One line of what somebody of the workshop earns in a month.
public struct BenchEarning: Hashable, Sendable {
    public let kind: BenchEarningKind
    /// nil for what is of the whole month.
    public let job: ID<Job>?
    /// Of what it was computed, in the smallest unit.
    public let base: Int64
    public let amount: Int64

    public init(_ kind: BenchEarningKind, of job: ID<Job>? = nil, base: Int64, amount: Int64) {
        (self.kind, self.job, self.base, self.amount) = (kind, job, base, amount)
    }
}
