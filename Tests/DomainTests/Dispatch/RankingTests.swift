import Testing

@testable import Domain

@Suite("The order of dealers")
struct RankingTests {
    private static func dealer(
        _ id: Int64, road: Int = 0, open: Int = 0, capacity: Int = 8, covers: Bool = true, record: TrackRecord = .init()
    ) -> DealerStanding {
        var dealer = EligibilityTests.dealer(id, covers: covers, isOfCity: road == 0, road: road, capacity: capacity)
        (dealer.openJobs, dealer.record) = (open, record)
        return dealer
    }

    private static func order(
        _ dealers: [DealerStanding], _ points: [RankingPart: Int]
    ) throws -> [Int64] {
        Ranking.of(dealers, for: EligibilityTests.need(), try RankingWeights(points)).map(\.standing.dealer.value)
    }

    @Test(
        "follows each part of the score when it counts alone",
        arguments: [
            (.distance, [dealer(1, road: 900), dealer(2), dealer(3, road: 400)], [2, 3, 1]),
            (.load, [dealer(1, open: 9), dealer(2, open: 20), dealer(3, open: 4, capacity: 2)], [1, 3, 2]),
            (
                .acceptance,
                [dealer(1, record: .init(acceptMinutes: 300)), dealer(2, record: .init(acceptMinutes: 20))], [2, 1]
            ),
            (
                .completion,
                [dealer(1, record: .init(finishMinutes: 9_000)), dealer(2, record: .init(finishMinutes: 3_000))],
                [2, 1]
            ),
            (
                .repeats, [dealer(1, record: .init(repeatPermille: 80)), dealer(2, record: .init(repeatPermille: 10))],
                [2, 1]
            ),
            (
                .survey,
                [dealer(1, record: .init(surveyPermille: 700)), dealer(2, record: .init(surveyPermille: 900))], [2, 1]
            ),
            (
                .firstFix,
                [dealer(1, record: .init(firstFixPermille: 600)), dealer(2, record: .init(firstFixPermille: 900))],
                [2, 1]
            ),
            // The first has had as many as the second, who can do half as much.
            (
                .share,
                [
                    dealer(1, capacity: 4, record: .init(monthJobs: 6)),
                    dealer(2, capacity: 8, record: .init(monthJobs: 6)),
                ], [2, 1]
            ),
        ] as [(RankingPart, [DealerStanding], [Int64])])
    func single(part: RankingPart, dealers: [DealerStanding], order: [Int64]) throws {
        #expect(try Self.order(dealers, [part: 100]) == order)
    }

    @Test("gives points as the parts say, in words and numbers that come to the score")
    func points() throws {
        let record = TrackRecord(acceptMinutes: 240, repeatPermille: 50, surveyPermille: 800)
        let dealers = [Self.dealer(1, road: 500, open: 10, record: record)]
        let ranked = try #require(Ranking.of(dealers, for: EligibilityTests.need()).first)
        let marks = ranked.parts.reduce(into: [:]) { $0[$1.part] = $1.mark }
        // 50 of 200 km; 10 of 5 × 8 jobs; half a day of two; 5 of 20 in a hundred.
        #expect(marks[.distance] == 750 && marks[.load] == 750 && marks[.acceptance] == 750)
        #expect(marks[.repeats] == 750 && marks[.survey] == 800)
        let unknown = ranked.parts.filter { $0.mark == nil }.map(\.part)
        #expect(unknown == [.completion, .firstFix, .share, .parts])
        // 70 points could be given: (30 + 20 + 10 + 5) × 0.75 + 5 × 0.8.
        #expect(ranked.score == 52_750 / 70)
        #expect(ranked.parts.first?.tenths == 225)
    }

    @Test("puts who has the parts of a job first where that counts, and says nothing of jobs that wait for none")
    func parts() throws {
        let dealers = [Self.dealer(1, open: 2), Self.dealer(2, open: 9)]
        func ranked(_ holders: Set<ID<Dealer>>?) throws -> [RankedDealer] {
            Ranking.of(
                dealers,
                for: DispatchNeed(
                    groups: [EligibilityTests.fridge], jobs: 1, today: EligibilityTests.today, holders: holders),
                try RankingWeights([.load: 50, .parts: 50]))
        }
        let (with, without) = (try ranked([ID(2)]), try ranked(nil))
        #expect(with.map(\.standing.dealer.value) == [2, 1])
        #expect(with.first?.parts.last == RankedPart(part: .parts, value: 1, mark: 1000, weight: 50))
        #expect(without.map(\.standing.dealer.value) == [1, 2])
        #expect(without.first?.parts.last?.mark == nil)
    }

    @Test("is not moved by what is not known of a dealer")
    func unknown() throws {
        var dice = Dice(seed: 16)
        for _ in 0..<300 {
            let known = Self.dealer(
                1, road: dice.roll(0...2_500), open: dice.roll(0...50),
                record: TrackRecord(acceptMinutes: dice.roll(0...2_000)))
            let weights = RankingWeights.usual
            let whole = try #require(Ranking.of([known], for: EligibilityTests.need(), weights).first)
            let only = whole.parts.filter { $0.mark != nil }
            let sum = only.reduce(0) { $0 + $1.weight }
            #expect(whole.score == only.reduce(0) { $0 + ($1.mark ?? 0) * $1.weight } / sum)
            // Whatever is learned of him that is as good as the rest of him leaves him where he is.
            var better = known
            better.record.surveyPermille = whole.score
            let learned = try #require(Ranking.of([better], for: EligibilityTests.need(), weights).first)
            #expect(abs(learned.score - whole.score) <= 1)
        }
    }

    @Test("goes by city, road, day and grade where the score is the same, and never before the verdict")
    func ties() {
        let dealers = [
            EligibilityTests.dealer(1, isActive: false, isOfCity: true),
            EligibilityTests.dealer(2, road: 300, assigned: 1),
            EligibilityTests.dealer(3, isOfCity: true, capacity: 2, assigned: 2),
            EligibilityTests.dealer(4, grade: "ب", road: 300, capacity: 4),
            EligibilityTests.dealer(5, grade: "الف", road: 300, capacity: 4),
            EligibilityTests.dealer(6, road: 120, assigned: 5),
            EligibilityTests.dealer(7, isOfCity: true, assigned: 6),
        ]
        // 5 and 4 have a quarter of their day, 2 has 2/8 as well: the grade decides, then the older row.
        let ranked = Ranking.of(dealers, for: EligibilityTests.need()).map(\.standing.dealer.value)
        #expect(ranked == [7, 6, 2, 5, 4, 3, 1])
    }

    @Test("counts by points that come to 100, kept as a text")
    func weights() throws {
        #expect(RankingWeights(text: RankingWeights.usual.text) == .usual)
        #expect(throws: Complaint("dispatch.weights.sum", "99")) { try RankingWeights([.distance: 99]) }
        #expect(throws: Complaint("dispatch.weights.bounds")) { try RankingWeights([.distance: 120, .load: -20]) }
        #expect(RankingPart.allCases.reduce(0) { $0 + RankingWeights.usual[$1] } == 100)
        for text in ["", "distance", "distance=100 cost=0", "distance=50"] {
            #expect(RankingWeights(text: text) == nil)
        }
        let alone = try RankingWeights([.distance: 100, .load: 0])
        #expect(alone.text == "distance=100")
        #expect(Ranking.of([Self.dealer(1)], for: EligibilityTests.need(), alone).first?.parts.count == 1)
    }

    @Test("takes the middle of what is known", arguments: [([], nil), ([5], 5), ([9, 1, 5], 5), ([4, 1, 2, 3], 2)])
    func middle(values: [Int], middle: Int?) { #expect(TrackRecord.middle(values) == middle) }
}

@Suite("The rule that says most about a case")
struct SpecificityTests {
    private enum Aspect: CaseIterable { case service, serviceType, region, customer, model, contractLine }

    /// The published example of IFS for choosing a service agreement.
    private static let published = Specificity<Aspect>([
        .service: 100, .serviceType: 70, .region: 40, .customer: 14, .model: 8, .contractLine: 4,
    ])
    private static let given = Dictionary(uniqueKeysWithValues: Aspect.allCases.map { ($0, "\($0)") })

    private static func asking(_ aspects: [Aspect]) -> [Aspect: String] {
        Dictionary(uniqueKeysWithValues: aspects.map { ($0, "\($0)") })
    }

    @Test("weighs the published examples of IFS as they do")
    func published() {
        let rules: [[Aspect]] = [
            [.service, .customer, .contractLine],
            [.service, .region, .customer, .contractLine],
            [.service, .serviceType, .customer, .model],
            [.service, .serviceType, .region, .model],
            Aspect.allCases,
        ]
        let sums = rules.map { Self.published.weight(of: Self.asking($0), for: Self.given) }
        #expect(sums == [118, 158, 192, 218, 236])
        #expect(Self.published.best(rules, for: Self.given, asking: Self.asking) == Aspect.allCases)
    }

    @Test("is none where it asks what the case does not meet, or something empty")
    func unmet() {
        #expect(Self.published.weight(of: [.service: "other"], for: Self.given) == nil)
        #expect(Self.published.weight(of: [.service: ""], for: [.service: ""]) == nil)
        #expect(Self.published.weight(of: [:], for: Self.given) == 0)
        let rules: [[Aspect: String]] = [[.service: "other"], [:], [.model: "model"], [.region: ""]]
        #expect(Self.published.best(rules, for: Self.given) { $0 } == [.model: "model"])
        #expect(Self.published.best(rules, for: [:]) { $0 } == [:])
        #expect(Self.published.best([[Aspect.service: "other"]], for: Self.given) { $0 } == nil)
    }

    @Test("of dispatch is never one of two")
    func unambiguous() {
        let all = DispatchAspect.allCases
        let given = Dictionary(uniqueKeysWithValues: all.map { ($0, $0.rawValue) })
        let sums = (0..<(1 << all.count)).map { bits in
            let asked = all.enumerated().filter { bits & (1 << $0.offset) != 0 }.map(\.element)
            return DispatchAspect.specificity.weight(of: given.filter { asked.contains($0.key) }, for: given)
        }
        #expect(Set(sums).count == sums.count)
    }

    @Test("of dispatch is that of the service before the group before the city, and the usual one where there is none")
    func policies() throws {
        func policy(_ passes: Int) -> DispatchPolicy {
            DispatchPolicy(weights: .usual, answerMinutes: 0, passes: passes)
        }
        let (fridge, tehran) = (ID<ProductGroup>(1), ID<City>(7))
        let policies = DispatchPolicies([
            .all: policy(1), DispatchScope(service: "repair", group: nil, city: nil): policy(2),
            DispatchScope(service: nil, group: fridge, city: nil): policy(3),
            DispatchScope(service: nil, group: fridge, city: tehran): policy(4),
        ])
        let cases: [(String?, ID<ProductGroup>?, ID<City>?, Int)] = [
            ("install", ID(2), ID(8), 1), ("repair", ID(2), ID(8), 2), ("install", fridge, ID(8), 3),
            ("repair", fridge, ID(8), 2), ("repair", fridge, tehran, 4), (nil, nil, tehran, 1),
        ]
        for (service, group, city, passes) in cases {
            #expect(policies[DispatchScope(service: service, group: group, city: city)].passes == passes)
        }
        #expect(DispatchPolicies([:])[.all] == .usual)
        let mixed = DispatchScope(services: ["repair", "install"], groups: [fridge], city: tehran)
        #expect(mixed == DispatchScope(service: nil, group: fridge, city: tehran))
    }
}
