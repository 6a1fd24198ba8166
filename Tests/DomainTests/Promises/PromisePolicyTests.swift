import Testing

@testable import Domain

@Suite("What is promised of which job")
struct PromisePolicyTests {
    private static let tehran = ID<City>(7)

    private static func policy(_ hours: Int) -> PromisePolicy {
        PromisePolicy(responseMinutes: hours * 60, completionMinutes: 0, pauses: [], warnMinutes: 0, tells: [])
    }

    @Test(
        "is what the rule says that says most about it",
        arguments: [
            (PromiseScope(service: "install", city: tehran, cityClass: .capital, customer: .person), 7),
            (PromiseScope(service: "repair", city: tehran, cityClass: .capital, customer: .person), 3),
            (PromiseScope(service: "repair", cityClass: .capital, customer: .person), 4),
            (PromiseScope(service: "repair", cityClass: .other, customer: .person), 1),
            (PromiseScope(service: "repair", cityClass: .other, customer: .organisation), 5),
            // A city says more than its class and the kind of customer together, a service more than all three.
            (PromiseScope(service: "repair", city: tehran, cityClass: .capital, customer: .organisation), 3),
            // What a contract says goes before everything.
            (
                PromiseScope(
                    service: "install", city: tehran, cityClass: .capital, customer: .person, isUnderContract: true), 6
            ),
        ] as [(PromiseScope, Int)])
    func best(job: PromiseScope, hours: Int) {
        let rules: [PromiseScope: PromisePolicy] = [
            .all: Self.policy(1), PromiseScope(city: Self.tehran): Self.policy(3),
            PromiseScope(cityClass: .capital): Self.policy(4), PromiseScope(customer: .organisation): Self.policy(5),
            PromiseScope(isUnderContract: true): Self.policy(6), PromiseScope(service: "install"): Self.policy(7),
        ]
        let kept = rules.mapValues { PromisePolicies.Kept(id: nil, policy: $0) }
        let policies = PromisePolicies(kept, usual: .usual(.usual))
        #expect(policies[job].policy == Self.policy(hours))
    }

    @Test("is two and seven days of work where the company has said nothing, whatever its days are")
    func usual() throws {
        let none = PromisePolicies([:], usual: .usual(.usual))
        #expect(none[.all].id == nil && none[.all].policy.responseMinutes == 2 * 1440)
        let (long, short) = (try WorkWeek.Hours(from: 540, to: 1020), try WorkWeek.Hours(from: 540, to: 780))
        let week = try WorkWeek([.saturday: long, .thursday: short])
        #expect(PromisePolicy.usual(week).completionMinutes == 7 * 480)
        #expect(PromisePolicy.usual(week).answering(inHours: 4).responseMinutes == 240)
        #expect(PromisePolicy.usual(week).answering(inHours: nil) == .usual(week))
    }

    @Test(
        "a done job is taken up again within the days of the company, once, with a reason, by those who dispatch",
        arguments: [
            (.done, 0, 30, false, "x", nil), (.done, 30, 30, false, "x", nil), (.closed, 3, 30, false, "x", nil),
            (.done, 31, 30, false, "x", "jobs.follow.late"), (.done, 0, 0, false, "x", "jobs.follow.late"),
            (.done, 1, 30, true, "x", "jobs.follow.already"), (.done, 1, 30, false, "", "jobs.follow.reason_missing"),
            (.cancelled, 1, 30, false, "x", "jobs.follow.not_done"),
            (.underWay, 1, 30, false, "x", "jobs.follow.not_done"),
        ] as [(JobState, Int, Int, Bool, String, String?)])
    func follow(state: JobState, ago: Int, days: Int, isFollowed: Bool, reason: String, complaint: String?) throws {
        let today = try #require(CalendarDay(year: 2026, month: 11, day: 23))
        let actor = try Actor(person: ID<Person>(1), name: "", roles: Roles([.dispatcher]), dealer: nil)
        var said: String?
        do {
            _ = try MayFollowUp(
                actor, state, endedOn: today.adding(days: -ago), today: today, days: days, isFollowed: isFollowed,
                reason: reason)
        } catch { said = error.key }
        #expect(said == complaint)
    }

    @Test("nobody of a dealer takes a done job up again, nor who only receives")
    func roles() throws {
        for (role, may) in [(Role.serviceManager, true), (.dispatcher, true), (.reception, false), (.auditor, false)] {
            let actor = try Actor(person: ID<Person>(1), name: "", roles: Roles([role]), dealer: nil)
            #expect(MayFollowUp.isAllowed(actor) == may)
        }
        let dealer = try Actor(person: ID<Person>(1), name: "", roles: Roles([.dealerManager]), dealer: ID<Dealer>(1))
        #expect(!MayFollowUp.isAllowed(dealer))
    }
}
