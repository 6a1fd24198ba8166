import Testing

@testable import Domain

@Suite("What somebody of the workshop earns")
struct BenchPayTests {
    private static let machines = [
        RepairedMachine(job: ID(1), labour: 1_000, total: 3_333), RepairedMachine(job: ID(2), labour: 0, total: 0),
        RepairedMachine(job: ID(3), labour: 1_005, total: 5_000),
    ]

    struct Case: Sendable {
        let kind: BenchPayKind
        var amount: Int64 = 0
        var share: Int64 = 0
        var floor: Int64?
        var ceiling: Int64?
        let expected: [Int64]
    }

    @Test(
        "is a salary, a share of labour or of all, or so much a machine; a floor and a ceiling are lines of their own",
        arguments: [
            Case(kind: .salary, amount: 90_000, expected: [90_000]),
            Case(kind: .piece, amount: 700, expected: [700, 700, 700]),
            Case(kind: .labour, share: 5_000, expected: [500, 0, 503]),
            Case(kind: .total, share: 1_250, expected: [417, 0, 625]),
            Case(kind: .total, share: 10_000, expected: [3_333, 0, 5_000]),
            Case(kind: .labour, share: 1, expected: [0, 0, 0]),
            Case(kind: .labour, share: 5_000, floor: 1_003, ceiling: 1_003, expected: [500, 0, 503]),
            Case(kind: .labour, share: 5_000, floor: 1_004, expected: [500, 0, 503, 1]),
            Case(kind: .labour, share: 5_000, ceiling: 1_000, expected: [500, 0, 503, -3]),
            Case(kind: .piece, amount: 700, floor: 5_000, expected: [700, 700, 700, 2_900]),
            Case(kind: .piece, amount: 700, ceiling: 0, expected: [700, 700, 700, -2_100]),
            Case(kind: .ended, expected: []),
        ])
    func lines(of one: Case) throws {
        let terms = try BenchPayTerms(
            one.kind, amount: one.amount, share: one.share, floor: one.floor, ceiling: one.ceiling)
        #expect(terms.lines(for: Self.machines).map(\.amount) == one.expected)
    }

    @Test("is the floor alone where nothing was repaired, and a salary all the same")
    func empty() throws {
        let share = try BenchPayTerms(.labour, share: 4_000, floor: 60, ceiling: 90)
        #expect(share.lines(for: []) == [BenchEarning(.floor, base: 60, amount: 60)])
        #expect(try BenchPayTerms(.salary, amount: 5).lines(for: []).map(\.amount) == [5])
        #expect(try BenchPayTerms(.piece, amount: 5).lines(for: []).isEmpty)
    }

    @Test("says of each line which machine it is for and of what it was computed")
    func reasons() throws {
        let lines = try BenchPayTerms(.labour, share: 5_000, ceiling: 1_000).lines(for: Self.machines)
        #expect(lines.map(\.job) == [ID(1), ID(2), ID(3), nil])
        #expect(lines.map(\.base) == [1_000, 0, 1_005, 1_000])
        #expect(lines.map(\.kind) == [.labour, .labour, .labour, .ceiling])
    }

    @Test("never leaves its bounds, and its lines are its sum, whatever the machines cost", arguments: Int64(0)..<50)
    func property(seed: Int64) throws {
        let machines = (0..<20).map { index in
            RepairedMachine(
                job: ID(Int64(index)), labour: (seed * 7_919 + Int64(index) * 104_729) % 1_000_003,
                total: (seed * 15_485_863 + Int64(index) * 32_452_843) % 1_000_000_007)
        }
        for kind in [BenchPayKind.labour, .total] {
            let terms = try BenchPayTerms(kind, share: seed * 199 + 1, floor: 100_000, ceiling: 2_000_000_000)
            let sum = terms.lines(for: machines).reduce(0) { $0 + $1.amount }
            #expect((100_000...2_000_000_000).contains(sum))
        }
    }

    @Test(
        "is by terms that say one thing",
        arguments: [
            (BenchPayKind.salary, Int64(5), Int64(0), Int64?.none, Int64?.none, Complaint?.none),
            (.salary, 0, 0, nil, nil, Complaint("bench_pay.denied.amount")),
            (.salary, 5, 0, 1, nil, Complaint("bench_pay.bounds")),
            (.piece, 5, 100, nil, nil, Complaint("bench_pay.denied.amount")),
            (.labour, 0, 0, nil, nil, Complaint("bench_pay.share")),
            (.labour, 0, 10_001, nil, nil, Complaint("bench_pay.share")),
            (.total, 7, 100, nil, nil, Complaint("bench_pay.share")),
            (.total, 0, 100, 9, 8, Complaint("bench_pay.bounds")), (.total, 0, 100, 9, 9, nil),
        ])
    func terms(
        kind: BenchPayKind, amount: Int64, share: Int64, floor: Int64?, ceiling: Int64?, refused: Complaint?
    ) {
        var complaint: Complaint?
        do {
            _ = try BenchPayTerms(kind, amount: amount, share: share, floor: floor, ceiling: ceiling)
        } catch { complaint = error }
        #expect(complaint == refused)
    }
}
