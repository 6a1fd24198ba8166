import Testing

@testable import Domain

@Suite("A company's rules for claims")
struct ClaimRuleTests {
    private static func rule(
        _ code: ClaimRuleCode, rank: Int = 1, _ disposition: ClaimDisposition = .look,
        severity: ClaimSeverity = .medium, parameters: [ClaimRuleCode.Parameter: Int64] = [:], isOn: Bool = true
    ) -> ClaimRule {
        ClaimRule(
            code, rank: rank, severity: severity, disposition: disposition, parameters: parameters, reason: "other",
            isOn: isOn)
    }

    private static func facts(_ change: (inout ClaimFacts) -> Void) -> ClaimFacts {
        var facts = ClaimFacts()
        (facts.photos, facts.claimedAboveZero) = (1, 1_000)
        change(&facts)
        return facts
    }

    private static func found(_ code: ClaimRuleCode, _ facts: ClaimFacts) -> ClaimFinding.Numbers? {
        facts.findings([rule(code, parameters: [.days: 30, .percent: 30, .km: 15])]).first?.numbers
    }

    @Test("A job that is as it should be has no finding by any rule", arguments: ClaimRuleCode.allCases)
    func plain(_ code: ClaimRuleCode) {
        let facts = Self.facts { ($0.standardMinutes, $0.minutes, $0.typedTenths, $0.mapTenths) = (60, 60, 300, 300) }
        #expect(Self.found(code, facts) == nil)
    }

    @Test("Each rule finds what it looks for, with the numbers")
    func numbers() {
        #expect(
            Self.found(.duplicate, Self.facts { $0.duplicate = .init(number: "J1", days: 0, isOwn: true) })?.job == "J1"
        )
        #expect(Self.found(.asked, Self.facts { $0.asked = 5 })?.amount == 5)
        #expect(Self.found(.charged, Self.facts { $0.warranty = .out })?.amount == 1_000)
        #expect(Self.found(.beforeAcceptance, Self.facts { $0.isBeforeAcceptance = true }) != nil)
        #expect(Self.found(.unregistered, Self.facts { $0.isRegistered = false }) != nil)
        #expect(Self.found(.noPhoto, Self.facts { $0.photos = 0 }) != nil)
        #expect(Self.found(.noPhoto, Self.facts { ($0.photos, $0.photosAsked) = (2, 3) })?.photosAsked == 3)
        #expect(Self.found(.noPhoto, Self.facts { ($0.photos, $0.photosAsked) = (3, 3) }) == nil)
        #expect(Self.found(.misfit, Self.facts { $0.misfits = ["P-1", "P-2"] })?.parts == ["P-1", "P-2"])
        let swap = ClaimFinding.Swap(part: "P-1", removed: "Z9", held: "A1")
        #expect(Self.found(.swapped, Self.facts { $0.swaps = [swap] })?.swaps == [swap])
        #expect(Self.found(.swapped, Self.facts { _ in }) == nil)
        let said = ClaimFinding.Doubt(fa: "آمد؟", en: "", answer: "no")
        #expect(Self.found(.contradicted, Self.facts { $0.doubts = [said] })?.doubts == [said])
        let outside = Self.facts { ($0.isWithinContractDays, $0.coversCity) = (false, false) }
        #expect(Self.found(.contract, outside)?.bounds == "days,city")
        #expect(Self.found(.contract, Self.facts { $0.takesGroup = false })?.bounds == "group")
    }

    @Test("Out of warranty is a question only where the company pays")
    func charged() {
        #expect(Self.found(.charged, Self.facts { ($0.warranty, $0.claimedAboveZero) = (.out, 0) }) == nil)
        #expect(Self.found(.charged, Self.facts { $0.warranty = .commitment }) == nil)
    }

    @Test("An unknown warranty is found as unknown, never as over")
    func unknownWarranty() {
        let found = Self.found(.charged, Self.facts { $0.warranty = .unknown })
        #expect(found?.amount == 1_000 && found?.isUnknown == true)
        #expect(Self.found(.charged, Self.facts { $0.warranty = .out })?.isUnknown == nil)
    }

    @Test(
        "What the customer paid beyond the tariff's own share is found where the company is asked for it too",
        arguments: [
            (paid: 500, allowed: 0, claimed: 400, collected: 500), (500, 200, 400, 300), (200, 200, 400, nil),
            (500, 0, 0, nil), (0, 0, 400, nil), (500, 0, -10, nil),
        ] as [(paid: Int64, allowed: Int64, claimed: Int64, collected: Int64?)])
    func customerPaid(paid: Int64, allowed: Int64, claimed: Int64, collected: Int64?) {
        let facts = Self.facts {
            $0.paidTwice = [.init(.labour, collected: paid, allowed: allowed, claimed: claimed)]
        }
        let found = Self.found(.customerPaid, facts)
        #expect(found?.paid == collected)
        #expect(found?.amount == collected.map { _ in claimed })
        #expect(found?.bounds == collected.map { _ in "labour" })
    }

    @Test(
        "Kilometres are compared with the map, percent and allowance to the tenth",
        arguments: [
            (typed: 384, map: 180, isFound: false), (385, 180, true), (420, 180, true), (150, 0, false), (151, 0, true),
            (0, 180, false),
        ])
    func distance(typed: Int64, map: Int64, isFound: Bool) {
        let found = Self.found(.distance, Self.facts { ($0.typedTenths, $0.mapTenths) = (typed, map) })
        #expect((found != nil) == isFound)
        if let found { #expect((found.typed, found.map) == (typed, map)) }
    }

    @Test("Kilometres that the company is not asked for are no question")
    func distanceOfCustomer() {
        let far = Self.facts { ($0.typedTenths, $0.mapTenths) = (900, 0) }
        let byCustomer = Self.facts { ($0.typedTenths, $0.isTravelClaimed) = (900, false) }
        #expect(Self.found(.distance, far) != nil && Self.found(.distance, byCustomer) == nil)
    }

    @Test(
        "Minutes are compared with the standard time, where the company has one",
        arguments: [
            (minutes: 78, standard: 60, isFound: false), (79, 60, true), (999, nil, false),
        ] as [(minutes: Int64, standard: Int64?, isFound: Bool)])
    func labour(minutes: Int64, standard: Int64?, isFound: Bool) {
        let found = Self.found(.labour, Self.facts { ($0.minutes, $0.standardMinutes) = (minutes, standard) })
        #expect((found != nil) == isFound)
    }

    @Test(
        "The same work is a repeat up to the last of the days, and never on the same day",
        arguments: [(0, false), (1, true), (30, true), (31, false)])
    func repeated(days: Int64, isFound: Bool) {
        let found = Self.found(.repeated, Self.facts { $0.earlier = .init(number: "J1", days: days, isOwn: false) })
        #expect((found != nil) == isFound)
    }

    @Test("A rule that is off finds nothing; the others come in the order of their ranks")
    func ranks() {
        let facts = Self.facts { ($0.photos, $0.isRegistered, $0.isBeforeAcceptance) = (0, false, true) }
        let rules = [
            Self.rule(.noPhoto, rank: 3), Self.rule(.unregistered, rank: 1, isOn: false),
            Self.rule(.beforeAcceptance, rank: 2),
        ]
        #expect(facts.findings(rules).map(\.code) == [.beforeAcceptance, .noPhoto])
    }

    @Test("The gravest is by disposition, then by severity, then by rank")
    func gravest() {
        let facts = Self.facts { ($0.photos, $0.isRegistered, $0.isBeforeAcceptance, $0.asked) = (0, false, true, 1) }
        let rules = [
            Self.rule(.noPhoto, rank: 1, .pay, severity: .high), Self.rule(.unregistered, rank: 2, severity: .low),
            Self.rule(.beforeAcceptance, rank: 4, severity: .high), Self.rule(.asked, rank: 3, severity: .high),
        ]
        #expect(facts.findings(rules).gravest?.code == .asked)
        #expect([ClaimFinding]().gravest == nil)
    }

    @Test("A verdict: a denial rejects by the first in rank, a doubt waits, the plain and small is approved")
    func verdict() {
        let facts = Self.facts { ($0.photos, $0.isRegistered, $0.isBeforeAcceptance) = (0, false, true) }
        let look = facts.findings([Self.rule(.noPhoto)])
        let pay = facts.findings([Self.rule(.noPhoto, .pay)])
        let deny = facts.findings([
            Self.rule(.noPhoto, rank: 3, .deny), Self.rule(.unregistered, rank: 2, .deny),
            Self.rule(.beforeAcceptance, rank: 1),
        ])
        let verdict = { (findings: [ClaimFinding], payable: Int64, isAsked: Bool, limit: Int64) in
            ReceiptVerdict(findings, claimedAboveZero: payable, total: payable, isAsked: isAsked, limit: limit)
        }
        #expect(verdict(deny, 1, false, 100) == .reject(deny[1]))
        #expect(verdict(look, 1, false, 100) == .wait)
        #expect(ReceiptVerdict(pay, claimedAboveZero: 50, total: -1, isAsked: false, limit: 100) == .wait)
        #expect(verdict(pay, 100, false, 100) == .approve)
        #expect(verdict(pay, 101, false, 100) == .wait)
        #expect(verdict([], 0, false, 0) == .wait)
        #expect(verdict([], 1, true, 100) == .wait)
    }
}

@Suite("How much a person approves")
struct ApprovalLimitTests {
    private func limit(_ roles: Set<Role>, _ values: [ClaimSetting: Int64]) throws -> Int64? {
        ClaimSettings(values).limit(of: try Actor(person: ID(1), name: "", roles: Roles(roles), dealer: nil))
    }

    @Test("is the limit of his role, of two the greater, and none where one of them has none")
    func limits() throws {
        let both: [ClaimSetting: Int64] = [.limitOfficer: 10, .limitApprover: 50]
        #expect(try limit([.financeOfficer], both) == 10)
        #expect(try limit([.financeOfficer, .financeApprover], both) == 50)
        #expect(try limit([.financeApprover], [.limitOfficer: 10]) == nil)
        #expect(try limit([.financeOfficer, .financeApprover], [.limitOfficer: 10]) == nil)
    }
}
