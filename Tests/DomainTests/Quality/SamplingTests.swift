import Testing

@testable import Domain

@Suite("Which jobs of dealers are controlled")
struct SamplingTests {
    private let rule = SamplingRule(
        shares: ["A": 10, "B": 40], firstJobs: 3, tightened: 80, reduced: 5, passesToNormal: 2, passesToReduced: 3)

    @Test(
        "the share of a grade holds at rest, at least the tightened one after a failure, at most the reduced one after passes",
        arguments: [
            ("A", SamplingRank.normal, 10), ("A", .tightened, 80), ("A", .reduced, 5), ("B", .normal, 40),
            ("B", .reduced, 5), ("Z", .normal, 0), ("Z", .tightened, 80), ("Z", .reduced, 0),
        ])
    func shares(_ grade: String, _ rank: SamplingRank, _ share: Int) {
        #expect(rule.share(grade: grade, rank) == share)
    }

    @Test(
        "a share beyond the tightened one is not lowered by a failure, nor one below the reduced one raised by passes")
    func bounds() {
        let rule = SamplingRule(
            shares: ["A": 2, "D": 100], firstJobs: 0, tightened: 50, reduced: 5, passesToNormal: 1, passesToReduced: 1)
        #expect(rule.share(grade: "D", .tightened) == 100 && rule.share(grade: "A", .reduced) == 2)
    }

    @Test(
        "all of the first jobs are drawn, of later ones those whose number is below the share",
        arguments: [
            (1, 99, SamplingCause.first, true), (3, 99, .first, true), (4, 99, .share, false), (4, 10, .share, false),
            (4, 9, .share, true), (1_000, 0, .share, true),
        ])
    func decided(_ nth: Int, _ draw: Int, _ cause: SamplingCause, _ isDrawn: Bool) {
        let decision = rule.decide(grade: "A", .normal, nth: nth, draw: draw)
        #expect(
            decision.cause == cause && decision.isDrawn == isDrawn && decision.share == (cause == .first ? 100 : 10))
        let without = decision.withoutPlan
        #expect(!without.isDrawn && without.cause == .noPlan)
    }

    @Test("shares of 0 and 100 draw nothing and everything")
    func ends() {
        let rule = SamplingRule(
            shares: ["A": 0, "B": 100], firstJobs: 0, tightened: 0, reduced: 100, passesToNormal: 0, passesToReduced: 0)
        for draw in SamplingDraw.numbers {
            #expect(!rule.decide(grade: "A", .normal, nth: 1, draw: draw).isDrawn)
            #expect(rule.decide(grade: "B", .normal, nth: 1, draw: draw).isDrawn)
        }
    }

    @Test(
        "a failure tightens at once; two passes in a row ease to normal, three more to reduced",
        arguments: [
            ("", SamplingRank.normal, 0), ("+", .normal, 1), ("++", .normal, 2), ("+++", .reduced, 0),
            ("++++++++", .reduced, 5), ("-", .tightened, 0), ("--", .tightened, 0), ("-+", .tightened, 1),
            ("-+-+", .tightened, 1), ("-++", .normal, 0), ("-+++", .normal, 1), ("-+++++", .reduced, 0),
            ("+++-", .tightened, 0), ("++-", .tightened, 0), ("+++-++", .normal, 0),
        ])
    func switched(_ found: String, _ rank: SamplingRank, _ passes: Int) {
        let standing = found.reduce(SamplingStanding()) { $0.after(passed: $1 == "+", by: rule) }
        #expect(standing == SamplingStanding(rank, passes: passes))
    }

    @Test("where no passes are asked for nothing is eased")
    func strict() {
        let rule = SamplingRule(
            shares: [:], firstJobs: 0, tightened: 100, reduced: 0, passesToNormal: 0, passesToReduced: 0)
        let passed = String(repeating: "+", count: 50)
        #expect(passed.reduce(SamplingStanding()) { at, _ in at.after(passed: true, by: rule) }.rank == .normal)
        #expect(
            passed.reduce(SamplingStanding(.tightened)) { at, _ in at.after(passed: true, by: rule) }.rank == .tightened
        )
    }

    @Test("the number of a job is the same each time, another with another seed, and spread evenly")
    func draws() {
        let numbers = (1...20_000).map { SamplingDraw.number(of: "1405-\($0)", seed: "s1") }
        #expect(numbers.allSatisfy(SamplingDraw.numbers.contains))
        #expect(numbers.prefix(50) == (1...50).map { SamplingDraw.number(of: "1405-\($0)", seed: "s1") }[...])
        #expect((1...50).map { SamplingDraw.number(of: "1405-\($0)", seed: "s2") } != Array(numbers.prefix(50)))
        let counts = numbers.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
        // 200 are to be expected of each; 60 off is more than four standard deviations.
        #expect(counts.count == 100 && counts.values.allSatisfy { abs($0 - 200) < 60 })
        let neighbours = zip(numbers, numbers.dropFirst()).count { $0 < 20 && $1 < 20 }
        #expect(abs(neighbours - 800) < 120)
    }

    @Test(
        "a control is opened by hand of an ended job alone, within the days, with a reason, by who may test it",
        arguments: [
            (Role.qualityInspector, 7, 30, "x", String?.none), (.serviceManager, 7, 0, "x", nil),
            (.qualityInspector, 7, 31, "x", "quality.audit.denied.days"),
            (.qualityInspector, 7, nil, "x", "quality.audit.denied.open"),
            (.qualityInspector, 7, 1, "", "quality.reason.missing"),
            (.qualityInspector, 8, 1, "x", "quality.denied.own"),
            (.dispatcher, 7, 1, "x", "quality.denied.role"), (.dealerManager, 7, 1, "x", "quality.denied.role"),
        ] as [(Role, Int64, Int?, String, String?)])
    func audits(_ role: Role, _ person: Int64, _ ago: Int?, _ reason: String, _ refused: String?) throws {
        let actor = try Actor(
            person: ID(person), name: "", roles: Roles([role]), dealer: role.isOfDealer ? ID(1) : nil)
        let today = CalendarDay(number: 20_787)
        var found: String?
        do throws(Complaint) {
            _ = try MayAudit(
                actor, workers: [ID(8)], endedOn: ago.map { today.adding(days: -$0) }, today: today, within: 30,
                reason: reason)
        } catch { found = error.key }
        #expect(found == refused)
    }

    @Test("nobody of a dealer's tests anything, whatever other roles he has")
    func dealers() throws {
        let both = try Actor(
            person: ID(7), name: "", roles: Roles([.dealerManager, .administrator]), dealer: ID(1))
        #expect(throws: Complaint("quality.denied.role")) { try MayTestWork(both, workers: []) }
        #expect(throws: Complaint("quality.denied.overrule")) { try MayOverrule(both, workers: [], reason: "x") }
    }

    @Test("causes stand by their weight, and what they make of all adds up to all of it")
    func pareto() {
        let pareto = Pareto([
            (cause: "a", count: 1), (cause: "b", count: 5), (cause: "c", count: 1), (cause: "d", count: 2),
        ])
        #expect(pareto.lines.map(\.cause) == ["b", "d", "a", "c"] && pareto.total == 9)
        #expect(pareto.lines.map(\.share) == [556, 222, 111, 111])
        #expect(pareto.lines.map(\.cumulated) == [556, 778, 889, 1_000])
        #expect(Pareto<String>([]).lines.isEmpty)
    }
}
