import Testing

@testable import Domain

@Suite("Proposing dealers for many jobs")
struct ProposingTests {
    private static let tehran = ID<City>(1)
    private static let shiraz = ID<City>(2)

    private static func job(_ id: Int64, city: ID<City> = tehran, group: ID<ProductGroup> = EligibilityTests.fridge)
        -> WaitingJob
    {
        WaitingJob(id: ID(id), service: "repair", group: group, city: city)
    }

    private static let blocked: DealerStanding = {
        var dealer = EligibilityTests.dealer(1)
        dealer.blocks = [OpenBlock(rule: "cash_age", measure: .days, limit: 3, count: 1)]
        return dealer
    }()

    private static func proposing(_ covering: [ID<City>: [DealerStanding]]) -> Proposing {
        Proposing(today: EligibilityTests.today, policies: DispatchPolicies([:]), covering: covering)
    }

    @Test("shares a city's jobs among its dealers by what each can do")
    func balance() {
        var proposing = Self.proposing([
            Self.tehran: [
                EligibilityTests.dealer(1, isOfCity: true, capacity: 8),
                EligibilityTests.dealer(2, isOfCity: true, capacity: 4),
            ]
        ])
        let dealers = (1...12).compactMap { proposing.next(Self.job($0)).dealer?.standing.dealer.value }
        #expect(dealers.filter { $0 == 1 }.count == 8)
        #expect(dealers.filter { $0 == 2 }.count == 4)
        // Neither has to wait until the other's day is full.
        #expect(Set(dealers.prefix(3)) == [1, 2])
        let late = proposing.next(Self.job(13))
        #expect(late.dealer == nil && late.reason == .full)
    }

    @Test("counts what a dealer gets in one city against his day in another")
    func cities() {
        let dealer = EligibilityTests.dealer(1, capacity: 2)
        var proposing = Self.proposing([Self.tehran: [dealer], Self.shiraz: [dealer]])
        #expect(proposing.next(Self.job(1)).dealer != nil)
        #expect(proposing.next(Self.job(2, city: Self.shiraz)).dealer != nil)
        #expect(proposing.next(Self.job(3)).reason == .full)
    }

    @Test("counts who was given a job by hand")
    func byHand() {
        var proposing = Self.proposing([Self.tehran: [EligibilityTests.dealer(1, capacity: 1)]])
        proposing.give(to: ID(1))
        #expect(proposing.next(Self.job(1)).reason == .full)
    }

    @Test(
        "says what keeps back whoever comes nearest",
        arguments: [
            ([], .uncovered),
            ([EligibilityTests.dealer(1, isActive: false)], .contract),
            ([EligibilityTests.dealer(1, to: "2026-11-01")], .contract),
            ([EligibilityTests.dealer(1, groups: [EligibilityTests.tv])], .group),
            ([blocked], .blocked),
            ([EligibilityTests.dealer(1, assigned: 8)], .full),
            // One is suspended, the other does other machines: his is the lesser lack.
            ([EligibilityTests.dealer(1, isActive: false), EligibilityTests.dealer(2, groups: [])], .group),
            // Full and suspended at once is not only full.
            ([EligibilityTests.dealer(1, isActive: false, assigned: 8)], .contract),
        ] as [([DealerStanding], NobodyReason)])
    func nobody(dealers: [DealerStanding], reason: NobodyReason) {
        var proposing = Self.proposing([Self.tehran: dealers])
        let proposal = proposing.next(Self.job(1))
        #expect(proposal.dealer == nil && proposal.reason == reason && proposal.others.count == dealers.count)
    }

    @Test("gives nobody more than his day holds, and leaves no job while somebody has room")
    func property() {
        var dice = Dice(seed: 13)
        for _ in 0..<100 {
            let dealers = (1...5).map { id in
                EligibilityTests.dealer(
                    Int64(id), isOfCity: dice.chance(50), road: dice.roll(0...800), capacity: dice.roll(0...6),
                    assigned: dice.roll(0...3))
            }
            var proposing = Self.proposing([Self.tehran: dealers])
            let proposals = (1...20).map { proposing.next(Self.job(Int64($0))) }
            let room = dealers.reduce(0) { $0 + max(0, $1.dailyCapacity - $1.assignedToday) }
            #expect(proposals.filter { $0.dealer != nil }.count == min(20, room))
            for dealer in dealers {
                let got = proposals.filter { $0.dealer?.standing.dealer == dealer.dealer }.count
                #expect(got == 0 || dealer.assignedToday + got <= dealer.dailyCapacity)
            }
        }
    }
}
