import Testing

@testable import Domain

@Suite("The correction of a job")
struct MayCorrectJobTests {
    private static let before = JobParticulars(
        serviceType: "repair", customer: ID(1), unit: ID(1), city: ID(1), address: "خیابان آزادی",
        statedFault: "سرد نمی‌کند")

    private static var after: JobParticulars {
        var after = before
        after.city = ID(2)
        return after
    }

    private static func actor(_ role: Role) throws -> Actor {
        try Actor(
            person: ID(1), name: "x", roles: Roles([role]), dealer: role.isOfDealer ? ID(1) : nil)
    }

    private static func permit(
        _ role: Role = .reception, _ state: JobState = .received, to after: JobParticulars = after, fits: Bool? = nil,
        wish: DealerWish? = nil, reason: String = "اشتباه تایپی"
    ) throws -> MayCorrectJob {
        try MayCorrectJob(
            actor(role), from: before, to: after, in: state, fits: fits, wish: wish, reason: reason)
    }

    @Test("is made by whoever takes jobs, and once the job is ended by those who answer for the network alone")
    func roles() throws {
        let intake: Set<Role> = [.administrator, .serviceManager, .dispatcher, .reception]
        for role in Role.allCases {
            for state in JobState.allCases {
                let allowed: Set<Role> = state.isEnded ? [.administrator, .serviceManager] : intake
                #expect(MayCorrectJob.isAllowed(try Self.actor(role), in: state) == allowed.contains(role))
            }
            guard !intake.contains(role) else { continue }
            #expect(throws: Complaint("error.denied")) { try Self.permit(role) }
        }
        #expect(throws: Complaint("error.denied")) { try Self.permit(.reception, .done) }
    }

    @Test("needs something that becomes another, and a reason")
    func reasons() {
        #expect(throws: Complaint("jobs.correct.nothing")) { try Self.permit(to: Self.before) }
        #expect(throws: Complaint("jobs.correct.reason_missing")) { try Self.permit(reason: "") }
    }

    @Test(
        "takes an unanswered offer back from a dealer of another city, and asks about one who has accepted",
        arguments: [
            (.received, nil, nil, false), (.offered, true, nil, false), (.offered, false, nil, true),
            (.offered, false, .keep, true), (.accepted, true, .takeBack, false), (.accepted, false, .keep, false),
            (.accepted, false, .takeBack, true), (.scheduled, false, .takeBack, true),
            (.underWay, false, .keep, false), (.underWay, false, .takeBack, true), (.done, false, .takeBack, false),
            (.closed, false, nil, false), (.returned, false, nil, false), (.cancelled, nil, nil, false),
        ] as [(JobState, Bool?, DealerWish?, Bool)])
    func dealer(state: JobState, fits: Bool?, wish: DealerWish?, isTakenBack: Bool) throws {
        #expect(try Self.permit(.serviceManager, state, fits: fits, wish: wish).isTakenBack == isTakenBack)
    }

    @Test(
        "waits for an answer what becomes of the dealer", arguments: [.accepted, .scheduled, .underWay] as [JobState])
    func asked(state: JobState) {
        #expect(throws: Complaint("jobs.correct.dealer_asked")) {
            try Self.permit(.serviceManager, state, fits: false)
        }
    }
}
