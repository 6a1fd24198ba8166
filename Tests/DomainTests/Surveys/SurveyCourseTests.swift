import Domain
import Testing

@Suite("The course of a survey")
struct SurveyCourseTests {
    private static func pace(failures: Int = 3) throws -> SurveyPace {
        try SurveyPace(from: 480, to: 1_200, mostADay: 2, mostFailures: failures)
    }

    @Test(
        "a call of which nothing came is tried at another hour, on another day once the day's calls are used up, three times in all",
        arguments: [
            (SurveyResult.noAnswer, 540, 1, [0], 1, SurveyPace.Moment(days: 0, minute: 720)),
            (.noAnswer, 700, 1, [0], 1, .init(days: 0, minute: 960)),
            (.noAnswer, 1_100, 1, [2], 1, .init(days: 1, minute: 480)),
            (.noAnswer, 730, 2, [0, 1], 2, .init(days: 1, minute: 960)),
            (.machine, 730, 2, [0, 1], 2, .init(days: 1, minute: 960)),
            (.busy, 540, 1, [0], 1, .init(days: 0, minute: 570)),
            (.busy, 1_190, 1, [2], 1, .init(days: 1, minute: 480)),
            (.noAnswer, 960, 3, [0, 1, 2], 1, nil), (.busy, 540, 3, [0], 1, nil),
        ] as [(SurveyResult, Int, Int, Set<Int>, Int, SurveyPace.Moment?)])
    func again(
        _ result: SurveyResult, _ minute: Int, _ failures: Int, _ tried: Set<Int>, _ today: Int,
        _ next: SurveyPace.Moment?
    ) throws {
        #expect(
            try Self.pace().again(after: result, at: minute, failures: failures, tried: tried, today: today) == next)
    }

    @Test("nobody is called outside of the hours")
    func hours() throws {
        let pace = try Self.pace()
        #expect(pace.open(at: 300) == .init(days: 0, minute: 480))
        #expect(pace.open(at: 600) == .init(days: 0, minute: 600))
        #expect(pace.open(at: 1_200) == .init(days: 1, minute: 480))
        #expect(throws: Complaint("surveys.pace.hours")) {
            try SurveyPace(from: 600, to: 700, mostADay: 1, mostFailures: 1)
        }
    }

    @Test("each result has its end: only an interview brings answers, only a refusal stops all later calls")
    func ends() {
        let ends = Dictionary(uniqueKeysWithValues: SurveyResult.allCases.map { ($0, $0.end) })
        #expect(
            ends == [
                .complete: .done, .partial: .done, .refusal: .refused, .breakOff: .refused, .callBack: nil,
                .noAnswer: nil,
                .busy: nil, .machine: nil, .other: .notReached, .wrongNumber: .notReached, .notWorking: .notReached,
            ])
        #expect(SurveyResult.allCases.filter(\.stopsAll) == [.refusal])
        #expect(SurveyResult.allCases.filter(\.hasAnswers) == [.complete, .partial])
        #expect(SurveyResult.allCases.filter(\.isFailure) == [.noAnswer, .busy, .machine])
    }

    @Test("a dealer's first jobs are all called about, then his share, rounded up")
    func sample() {
        func taken(_ sample: SurveySample, of count: Int) -> Int {
            (0..<count).reduce(0) { $0 + (sample.takes(seen: $1, taken: $0) ? 1 : 0) }
        }
        #expect(taken(SurveySample(share: 20, least: 10), of: 7) == 7)
        #expect(taken(SurveySample(share: 20, least: 10), of: 40) == 10)
        #expect(taken(SurveySample(share: 20, least: 10), of: 101) == 21)
        #expect(taken(SurveySample(share: 100, least: 0), of: 33) == 33)
        #expect(taken(SurveySample(share: 0, least: 0), of: 33) == 0)
        #expect(taken(SurveySample(share: 3, least: 0), of: 1) == 1)
    }

    @Test("who refused, complains or was asked lately is not called, and takes nobody's place in the sample")
    func verdict() {
        func omission(_ refused: Bool, _ complains: Bool, _ rested: Bool, _ taken: Bool) -> SurveyOmission? {
            SurveyVerdict(hasRefused: refused, complains: complains, isRested: rested, isTaken: taken).omission
        }
        #expect(omission(false, false, false, true) == nil)
        #expect(omission(false, false, false, false) == .sampled)
        #expect(omission(false, false, true, true) == .rested)
        #expect(omission(false, true, true, true) == .complaint)
        #expect(omission(true, true, true, true) == .refused)
    }

    @Test("whoever worked on a job does not ask about it, nor whoever has no such role")
    func permit() throws {
        func actor(_ role: Role, _ id: Int64) throws -> Actor {
            try Actor(person: ID(id), name: "", roles: Roles([role]), dealer: role.isOfDealer ? ID(1) : nil)
        }
        #expect(throws: Never.self) { try MayAskCustomer(actor(.surveyAgent, 7), workers: [ID(8)]) }
        #expect(throws: Complaint("surveys.denied.own")) {
            try MayAskCustomer(actor(.surveyAgent, 7), workers: [ID(7)])
        }
        for role in Role.allCases where ![.surveyAgent, .serviceManager, .administrator].contains(role) {
            #expect(throws: Complaint("surveys.denied.role")) { try MayAskCustomer(actor(role, 7), workers: []) }
        }
    }
}
