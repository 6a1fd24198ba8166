import Testing

@testable import Domain

@Suite("Minutes that are added up")
struct SpanCountsTests {
    private func spans(_ minutes: [Int]) -> SpanCounts {
        minutes.reduce(into: SpanCounts()) { $0.add($1) }
    }

    @Test("keep two digits", arguments: [(0, 0), (7, 7), (99, 99), (100, 100), (109, 100), (1_457, 1_400), (-3, 0)])
    func rounded(_ minutes: Int, _ kept: Int) { #expect(SpanCounts.rounded(minutes) == kept) }

    @Test(
        "have the lower one of the two in the middle",
        arguments: [([], nil), ([5], 5), ([9, 1], 1), ([3, 1, 2], 2), ([1_999, 10, 60, 1_457], 60)] as [([Int], Int?)])
    func median(_ minutes: [Int], _ middle: Int?) { #expect(spans(minutes).median == middle) }

    @Test("of two months together have the middle of all, whatever each month's was")
    func added() {
        var (one, other) = (spans([10, 20, 30]), spans([25, 26, 27, 90, 91]))
        one += other
        #expect(one == spans([10, 20, 30, 25, 26, 27, 90, 91]) && one.median == 26)
        other += SpanCounts()
        #expect(other.median == 27)
    }

    @Test("are read as they were written")
    func text() {
        let some = spans([60, 61, 61, 1_499, 0])
        #expect(some.text == "0:1 60:1 61:2 1400:1")
        #expect(SpanCounts(text: some.text) == some && SpanCounts(text: "") == SpanCounts())
    }
}

@Suite("A figure that management reads")
struct MeasureTests {
    private let sums = ReportSums(
        counts: [
            .received: 50, .done: 40, .repairs: 30, .repeated: 3, .judged: 28, .unfixed: 7, .scored: 12,
            .unsatisfied: 2,
            .priced: 8,
        ], cost: 12_345_677, parts: 41)

    @Test("is a count, or a share of what it is said of, half up")
    func values() {
        let known: [Measure: Int64] = [
            .received: 50, .done: 40, .cancelled: 0, .complaints: 0, .repairs: 30, .repeats: 100, .firstTime: 750,
            .satisfied: 833, .cost: 12_345_677, .jobCost: 1_543_210, .parts: 14,
        ]
        for measure in Measure.allCases { #expect(measure.value(of: sums) == known[measure], "\(measure)") }
    }

    @Test("is nothing where there is nothing to say it of")
    func nothing() {
        for measure in Measure.allCases {
            #expect(measure.value(of: ReportSums()) == (measure.isAdditive ? 0 : nil), "\(measure)")
        }
    }

    @Test("has bounds where it is a share of ten or more")
    func bounds() {
        #expect(Measure.satisfied.interval(of: sums) == WilsonInterval(10, of: 12))
        #expect(Measure.satisfied.interval(of: ReportSums(counts: [.scored: 9])) == nil)
        #expect(Measure.cost.interval(of: sums) == nil)
    }

    @Test("of two halves together is that of the whole")
    func added() {
        var (half, other) = (sums, ReportSums(counts: [.repairs: 10, .repeated: 7], cost: -5))
        half += other
        #expect(half[.repairs] == 40 && Measure.repeats.value(of: half) == 250 && half.cost == 12_345_672)
        other += ReportSums()
        #expect(other.cost == -5)
    }

    @Test(
        "has what lies in the middle of three peers or more",
        arguments: [([], nil), ([1, 9], nil), ([9, 1, 4], 4), ([1, 2, 3, 4], 2)] as [([Int64], Int64?)])
    func peers(_ values: [Int64], _ middle: Int64?) { #expect(Peers.median(values) == middle) }

    @Test("has shares that come to the whole")
    func pareto() {
        let lines = CumulatedShares.lines([50, 30, 20], of: 100)
        #expect(lines.map(\.share) == [500, 300, 200] && lines.map(\.cumulated) == [500, 800, 1_000])
        #expect(CumulatedShares.lines([5], of: 0).map(\.share) == [0])
        #expect(CumulatedShares.lines([900_000_000_000], of: 1_000_000_000_000).map(\.share) == [900])
    }
}

@Suite("A warning that more machines fail than by chance")
struct EarlyWarningTests {
    @Test(
        "is given from so many on (the bounds of Poisson's law at 0.001)",
        arguments: [(1_000, 6), (5_000, 14), (0, 3), (10, 3), (100, 3), (2_000, 9), (10_000, 22)] as [(Int64, Int)])
    func bounds(_ expected: Int64, _ least: Int) {
        #expect(EarlyWarning.bound(expected: expected) == least)
        let level = EarlyWarning.usual
        #expect(FailureCount(found: least, expected: expected).isAlarm(level: level))
        #expect(!FailureCount(found: least - 1, expected: expected).isAlarm(level: level))
    }

    @Test("is given sooner where the company would rather hear one for nothing, and never below what is expected")
    func levels() {
        for expected in [100, 1_000, 20_000, 499_000, 500_000, 5_000_000] as [Int64] {
            let bounds = EarlyWarning.levels.map { EarlyWarning.bound(expected: expected, level: $0) }
            #expect(bounds == bounds.sorted(by: >), "\(expected)")
            #expect(bounds.allSatisfy { Int64($0) * 1_000 > expected }, "\(expected)")
        }
    }

    @Test(
        "looks only at what has come since somebody dealt with it",
        arguments: [
            (14, 5_000, nil, true),
            (14, 5_000, FailureCount(found: 14, expected: 5_000), false),
            (19, 6_000, FailureCount(found: 14, expected: 5_000), false),
            (20, 6_000, FailureCount(found: 14, expected: 5_000), true),
            // Counted anew, less was to be expected than it seemed.
            (16, 4_000, FailureCount(found: 14, expected: 5_000), false),
            (17, 4_000, FailureCount(found: 14, expected: 5_000), true),
        ] as [(Int, Int64, FailureCount?, Bool)])
    func since(_ found: Int, _ expected: Int64, _ dealt: FailureCount?, _ isAlarm: Bool) {
        let count = FailureCount(found: found, expected: expected)
        #expect(count.isAlarm(since: dealt, level: EarlyWarning.usual) == isAlarm)
    }
}
