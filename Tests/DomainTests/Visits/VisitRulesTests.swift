import Domain
import Testing

@Suite("Rules of a visit")
struct VisitRulesTests {
    @Test(
        "A visit ends the job, or lets it go on",
        arguments: [
            (VisitOutcome.completed, false, JobDeed.finish), (.checkedOnly, false, .finish), (.refused, false, .finish),
            (.notHome, false, .begin), (.notHome, true, .finish), (.toContinue, false, .begin),
            (.toContinue, true, .begin),
        ])
    func deed(outcome: VisitOutcome, endsJob: Bool, deed: JobDeed) {
        #expect(outcome.deed(endsJob: endsJob) == deed)
    }

    @Test("A visit lies between the minute of the acceptance and now")
    func moment() throws {
        let accepted = Instant(seconds: 1_000_030), now = Instant(seconds: 1_003_600)
        try VisitBounds.check(Instant(seconds: 1_000_020), now: now, acceptedAt: accepted)
        try VisitBounds.check(now, now: now, acceptedAt: accepted)
        #expect(throws: Complaint("visits.moment.early")) {
            try VisitBounds.check(Instant(seconds: 999_900), now: now, acceptedAt: accepted)
        }
        #expect(throws: Complaint("visits.moment.future")) {
            try VisitBounds.check(Instant(seconds: 1_003_601), now: now, acceptedAt: accepted)
        }
    }

    @Test(
        "The same fault has one code however it is typed",
        arguments: [
            ("E4 پمپ", "E4"), ("e-12", "E-12"), ("S01 سرد نمی‌کند", "S01"), ("s۰۱", "S01"), ("سرد نمي كند", "سردنمیکند"),
            ("سرد نمی‌کند", "سردنمیکند"),
        ])
    func faultCode(symptom: String, code: String) {
        #expect(FaultCode.of(symptom) == code)
    }

    @Test("No symptom has no code")
    func noFault() { #expect(FaultCode.of("  ") == nil) }

    @Test(
        "Times of day are read as people type them",
        arguments: [
            ("14:30", 870), ("۱۴:۳۰", 870), ("9", 540), ("9.05", 545), ("00:00", 0), ("23:59", 1439),
        ])
    func time(typed: String, minutes: Int) throws { #expect(try TypedTime.minutes(typed) == minutes) }

    @Test(
        "What is no time of day is refused",
        arguments: ["24:00", "12:60", "noon", "1:2:3", "-1:00", "123", ":30", "9:"])
    func noTime(typed: String) {
        #expect(throws: Complaint("visits.time.unreadable", typed)) { try TypedTime.minutes(typed) }
    }

    @Test("Who belongs to the dealer works on his jobs, a technician on those given to him, the office on none")
    func permits() throws {
        let (dealer, other) = (ID<Dealer>(1), ID<Dealer>(2))
        func actor(_ roles: Set<Role>, _ person: Int64, _ dealer: ID<Dealer>?) throws -> Actor {
            try Actor(person: ID(person), name: "", roles: Roles(roles), dealer: dealer)
        }
        let (manager, technician) = (try actor([.dealerManager], 1, dealer), try actor([.dealerTechnician], 2, dealer))
        let (stranger, office) = (try actor([.dealerManager], 3, other), try actor([.dispatcher], 4, nil))
        let given = JobStanding(state: .accepted, dealer: dealer, technician: ID(2))
        let free = JobStanding(state: .accepted, dealer: dealer, technician: nil)
        _ = try MayLogVisit(manager, on: free)
        _ = try MayLogVisit(technician, on: given)
        for (actor, job) in [(technician, free), (stranger, given), (office, given)] {
            #expect(throws: Complaint("visits.not_yours")) { try MayLogVisit(actor, on: job) }
            #expect(throws: Complaint("visits.not_yours")) { try MayAgreeAppointment(actor, job) }
        }
        #expect(throws: Complaint("visits.not_manager")) { try MayGiveToTechnician(technician, given) }
        #expect(throws: Complaint("visits.not_manager")) { try MayDecline(technician, given) }
    }

    @Test("A visit is logged on accepted jobs until they end", arguments: JobState.allCases)
    func states(state: JobState) throws {
        let manager = try Actor(person: ID(1), name: "", roles: Roles([.dealerManager]), dealer: ID(1))
        let job = JobStanding(state: state, dealer: ID(1), technician: nil)
        #expect(((try? MayLogVisit(manager, on: job)) != nil) == [.accepted, .scheduled, .underWay].contains(state))
        #expect(((try? MayAccept(manager, job)) != nil) == (state == .offered))
        #expect(((try? MayDecline(manager, job)) != nil) == [.offered, .accepted, .scheduled].contains(state))
    }
}
