import Testing

@testable import Domain

@Suite("The permit to put a recorded visit right")
struct MayCorrectVisitTests {
    private static let day = CalendarDay(iso: "2026-11-23")!
    private static let now = Instant(seconds: 1_795_400_000)

    private static func permit(
        by person: Int64 = 7, dealer: Int64 = 3, state: JobState = .done, isLast: Bool = true, hours: Int = 24,
        ago: Int64 = 3_600, service: String = "repair"
    ) throws -> MayCorrectVisit {
        let actor = try Actor(person: ID(person), name: "", roles: Roles([.dealerManager]), dealer: ID(dealer))
        return try MayCorrectVisit(
            actor,
            RecordedVisit(madeBy: ID(7), madeAt: now.adding(seconds: -ago), isLast: isLast, day: day),
            on: JobStanding(state: state, dealer: ID(3), technician: nil), service: service, within: hours, now: now)
    }

    @Test("is for whoever recorded it, the last of its job, within its hours")
    func granted() throws {
        for state in [JobState.done, .underWay, .scheduled] { _ = try Self.permit(state: state) }
        _ = try Self.permit(ago: 86_400)
        #expect(throws: Complaint("visits.correct.late", "24")) { try Self.permit(ago: 86_401) }
        #expect(throws: Complaint("visits.correct.off")) { try Self.permit(hours: 0) }
        #expect(throws: Complaint("visits.correct.other")) { try Self.permit(by: 8) }
        #expect(throws: Complaint("visits.not_yours")) { try Self.permit(dealer: 4) }
        #expect(throws: Complaint("visits.correct.not_last")) { try Self.permit(isLast: false) }
        for state in [JobState.closed, .received, .offered, .cancelled] {
            #expect(throws: Complaint("visits.correct.moved_on")) { try Self.permit(state: state) }
        }
    }

    @Test(
        "leaves whether and when a job ended as it is",
        arguments: [
            (.done, .completed, .checkedOnly, 0, nil), (.done, .completed, .completed, 0, nil),
            (.done, .completed, .completed, -1, "visits.correct.day"),
            (.done, .completed, .refused, 0, "visits.correct.outcome"),
            (.done, .completed, .toContinue, 0, "visits.correct.end"),
            (.underWay, .toContinue, .notHome, -1, nil),
            (.underWay, .toContinue, .completed, 0, "visits.correct.end"),
        ] as [(JobState, VisitOutcome, VisitOutcome, Int, String?)])
    func check(state: JobState, from: VisitOutcome, to: VisitOutcome, days: Int, key: String?) throws {
        let permit = try Self.permit(state: state)
        let facts = VisitFacts(
            outcome: to, endsJob: state == .done, visitedAt: Self.now, minutes: 0, kmTenths: 0, symptom: "",
            remedy: "", parts: [], customerLabour: 0, customerParts: 0, customerTravel: 0, note: "")
        var refused: String?
        do { try permit.check(from: from, to: facts, on: Self.day.adding(days: days)) } catch { refused = error.key }
        #expect(refused == key)
    }

    @Test("does not turn an installation into a look at the machine: its warranty has begun")
    func installation() throws {
        let facts = VisitFacts(
            outcome: .checkedOnly, endsJob: true, visitedAt: Self.now, minutes: 0, kmTenths: 0, symptom: "",
            remedy: "", parts: [], customerLabour: 0, customerParts: 0, customerTravel: 0, note: "")
        #expect(throws: Complaint("visits.correct.outcome")) {
            try Self.permit(service: "install").check(from: .completed, to: facts, on: Self.day)
        }
    }
}

@Suite("The customer's signature")
struct SignatureRuleTests {
    @Test("is lacking only where the company requires it and the work is done")
    func rule() {
        for rule in SignatureRule.allCases {
            for outcome in VisitOutcome.allCases {
                for isSigned in [true, false] {
                    let lacks = rule == .required && outcome == .completed && !isSigned
                    var refused = false
                    do { try rule.check(outcome, isSigned: isSigned, reason: "") } catch { refused = true }
                    #expect(refused == lacks)
                    #expect(throws: Never.self) {
                        try rule.check(outcome, isSigned: isSigned, reason: "دستش بند بود")
                    }
                }
            }
        }
    }
}
