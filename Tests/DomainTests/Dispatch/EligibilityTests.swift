import Foundation
import Testing

@testable import Domain

@Suite("A dealer for jobs of a city")
struct EligibilityTests {
    static let today = CalendarDay(iso: "2026-11-23")!
    static let fridge = ID<ProductGroup>(1)
    static let washer = ID<ProductGroup>(2)
    static let tv = ID<ProductGroup>(3)

    static func dealer(
        _ id: Int64 = 1, isActive: Bool = true, from: String = "2026-03-21", to: String = "2027-03-20",
        grade: String = "الف", covers: Bool = true, isOfCity: Bool = false, road: Int = 0,
        groups: Set<ID<ProductGroup>> = [fridge, washer], capacity: Int = 8, assigned: Int = 0
    ) -> DealerStanding {
        DealerStanding(
            dealer: ID(id), isActive: isActive, contract: CalendarDay(iso: from)!...CalendarDay(iso: to)!, grade: grade,
            coversCity: covers, isOfCity: isOfCity, roadTenths: road, groups: groups, dailyCapacity: capacity,
            assignedToday: assigned)
    }

    static func need(_ groups: Set<ID<ProductGroup>> = [fridge], jobs: Int = 1) -> DispatchNeed {
        DispatchNeed(groups: groups, jobs: jobs, today: today)
    }

    @Test(
        "is asked five things, each with its answer",
        arguments: [
            (dealer(), EligibilityReason.active, Verdict.yes),
            (dealer(isActive: false), .suspended, .no),
            (dealer(), .inContract(until: CalendarDay(iso: "2027-03-20")!), .yes),
            (dealer(from: "2026-11-23"), .inContract(until: CalendarDay(iso: "2027-03-20")!), .yes),
            (dealer(to: "2026-11-23"), .inContract(until: today), .yes),
            (dealer(from: "2026-11-24"), .beforeContract(from: CalendarDay(iso: "2026-11-24")!), .no),
            (dealer(to: "2026-11-22"), .afterContract(since: CalendarDay(iso: "2026-11-22")!), .no),
            (dealer(), .cityCovered, .yes),
            (dealer(covers: false), .cityNotCovered, .no),
            (dealer(), .groupsAllowed, .yes),
            (dealer(groups: [tv]), .groupsMissing([fridge], none: true), .no),
            (dealer(groups: []), .groupsMissing([fridge], none: true), .no),
            (dealer(assigned: 7), .withinCapacity(load: 8, of: 8), .yes),
            (dealer(assigned: 8), .overCapacity(load: 9, of: 8), .doubt),
            (dealer(capacity: 0), .overCapacity(load: 1, of: 0), .doubt),
        ] as [(DealerStanding, EligibilityReason, Verdict)])
    func reasons(dealer: DealerStanding, reason: EligibilityReason, verdict: Verdict) {
        let eligibility = Eligibility(dealer, for: Self.need())
        #expect(eligibility.reasons.count == 5)
        #expect(eligibility.reasons.contains(reason))
        #expect(reason.verdict == verdict)
        #expect(eligibility.verdict == verdict)
    }

    @Test("who may do some of the groups is in doubt, and the missing ones are named")
    func someGroups() {
        let eligibility = Eligibility(Self.dealer(), for: Self.need([Self.fridge, Self.tv], jobs: 2))
        #expect(eligibility.reasons.contains(.groupsMissing([Self.tv], none: false)))
        #expect(eligibility.verdict == .doubt)
    }

    @Test("has a full day when nothing is chosen yet and his capacity is used up")
    func fullDay() {
        #expect(Eligibility(Self.dealer(assigned: 8), for: Self.need(jobs: 0)).verdict == .doubt)
        #expect(Eligibility(Self.dealer(assigned: 7), for: Self.need(jobs: 0)).verdict == .yes)
        #expect(Eligibility(Self.dealer(assigned: 7), for: Self.need(jobs: 2)).verdict == .doubt)
    }

    @Test("is not there on his days off, and that is said")
    func away() {
        var dealer = Self.dealer()
        dealer.awayUntil = Self.today.adding(days: 2)
        let eligibility = Eligibility(dealer, for: Self.need())
        #expect(eligibility.reasons.last == .away(until: Self.today.adding(days: 2)))
        #expect(eligibility.verdict == .no)
    }

    @Test("gets nothing more while something is open at him, and each thing is said")
    func blocked() {
        let parts = OpenBlock(rule: "parts_age", measure: .days, limit: 30, count: 2, since: Self.today)
        let cash = OpenBlock(rule: "cash_amount", measure: .money, limit: 1_000, count: 1)
        var dealer = Self.dealer()
        dealer.blocks = [parts, cash]
        let eligibility = Eligibility(dealer, for: Self.need())
        #expect(eligibility.reasons.suffix(2) == [.blocked(parts), .blocked(cash)])
        #expect(eligibility.verdict == .no)
    }

    @Test("is chosen without a reason only when nothing speaks against him")
    func permit() throws {
        let dispatcher = try Actor(person: ID(1), name: "", roles: Roles([.dispatcher]), dealer: nil)
        let plain = Eligibility(Self.dealer(), for: Self.need())
        let foreign = Eligibility(Self.dealer(covers: false), for: Self.need())
        #expect(try MayAssign(dispatcher, to: plain, reason: "").reason == "")
        #expect(try MayAssign(dispatcher, to: plain, reason: "مشتری او را می‌شناسد").reason == "")
        #expect(throws: Complaint("dispatch.override.missing")) { try MayAssign(dispatcher, to: foreign, reason: "") }
        #expect(try MayAssign(dispatcher, to: foreign, reason: "تنها نزدیک").reason == "تنها نزدیک")
    }

    @Test("is chosen with a reason where another one is proposed, and the reason is kept")
    func permitBeforeAnother() throws {
        let dispatcher = try Actor(person: ID(1), name: "", roles: Roles([.dispatcher]), dealer: nil)
        let plain = Eligibility(Self.dealer(), for: Self.need())
        #expect(throws: Complaint("dispatch.choice.missing")) {
            try MayAssign(dispatcher, to: plain, isProposed: false, reason: "")
        }
        let permit = try MayAssign(dispatcher, to: plain, isProposed: false, reason: "مشتری او را می‌شناسد")
        #expect(permit.reason == "مشتری او را می‌شناسد")
    }

    @Test("is chosen by those who dispatch, and by nobody of a dealer", arguments: Role.allCases)
    func roles(role: Role) throws {
        let actor = try Actor(person: ID(1), name: "", roles: Roles([role]), dealer: role.isOfDealer ? ID(1) : nil)
        let isAllowed = [.administrator, .serviceManager, .dispatcher].contains(role)
        let eligibility = Eligibility(Self.dealer(), for: Self.need())
        #expect(((try? MayAssign(actor, to: eligibility, reason: "")) != nil) == isAllowed)
        #expect(((try? MayWithdraw(actor)) != nil) == isAllowed)
    }

    @Test("waits for whole days", arguments: [0, 1, 9])
    func age(days: Int) {
        #expect(WaitingAge(since: Self.today.adding(days: -days), today: Self.today).days == days)
    }
}
