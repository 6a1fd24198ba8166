import Testing

@testable import Domain

@Suite("How a promise stands")
struct PromiseStandingTests {
    private static func at(_ seconds: Int64) -> Instant { Instant(seconds: seconds) }

    @Test(
        "follows from what is kept of it and from the moment",
        arguments: [
            (.unsaid, nil, nil, nil, 0, .unsaid), (.open, 100, 80, nil, 79, .running), (.open, 100, 80, nil, 80, .soon),
            (.open, 100, 80, nil, 100, .soon), (.open, 100, 80, nil, 101, .late), (.open, 100, nil, nil, 99, .running),
            (.open, nil, nil, 50, 500, .paused), (.open, 40, nil, 50, 500, .late), (.kept, 100, 80, nil, 500, .kept),
            (.missed, 100, 80, nil, 500, .missed), (.exempt, nil, nil, nil, 500, .exempt),
        ] as [(PromiseMark, Int64?, Int64?, Int64?, Int64, PromiseStanding)])
    func standing(
        mark: PromiseMark, due: Int64?, soon: Int64?, stands: Int64?, now: Int64, standing: PromiseStanding
    ) {
        let found = PromiseStanding(
            mark, due: due.map(Self.at), soonAt: soon.map(Self.at), standsSince: stands.map(Self.at), at: Self.at(now))
        #expect(found == standing)
    }

    @Test(
        "ends as kept up to its second, as missed after it, and as nothing to keep where the job was cancelled before",
        arguments: [
            (100, true, 100, .kept), (101, true, 100, .missed), (100, false, 100, .exempt), (101, false, 100, .missed),
            // The clock stood: nothing was late.
            (500, true, nil, .kept), (500, false, nil, .exempt),
        ] as [(Int64, Bool, Int64?, PromiseMark)])
    func mark(end: Int64, isDone: Bool, due: Int64?, mark: PromiseMark) {
        #expect(PromiseMark(end: Self.at(end), isDone: isDone, due: due.map(Self.at)) == mark)
    }

    @Test("is told of once before and once after, and of nothing that was over before anybody could be told")
    func stages() throws {
        let (due, soon) = (Self.at(100), Self.at(80))
        let first = try #require(PromiseStage.none.next(due: due, soonAt: soon))
        #expect(first == (.warned, soon))
        let second = try #require(PromiseStage.warned.next(due: due, soonAt: soon))
        #expect(second == (.missed, Self.at(101)))
        #expect(PromiseStage.missed.next(due: due, soonAt: soon) == nil)
        #expect(PromiseStage.none.next(due: nil, soonAt: nil) == nil)
        let unwarned = try #require(PromiseStage.none.next(due: due, soonAt: nil))
        #expect(unwarned == (.missed, Self.at(101)))
        #expect(PromiseStage.passed(due: due, soonAt: soon, at: Self.at(79)) == .none)
        #expect(PromiseStage.passed(due: due, soonAt: soon, at: Self.at(80)) == .warned)
        #expect(PromiseStage.passed(due: due, soonAt: soon, at: Self.at(100)) == .warned)
        #expect(PromiseStage.passed(due: due, soonAt: soon, at: Self.at(101)) == .missed)
    }

    @Test("is counted from what was promised, when it was done, and what it waited for")
    func course() throws {
        let zone = CompanyClock(zone: .gmt, calendar: .gregorian)
        let always = try WorkWeek(Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, .wholeDay) }))
        func course(_ ends: PromiseEnds, _ pauses: [(Int64, Int64?)]) -> PromiseCourse {
            let clock = PromiseClock(
                start: Self.at(0),
                pauses: pauses.map { .init(from: Self.at($0.0), to: $0.1.map(Self.at)) },
                WorkingTime(zone, RestDays(always, [])))
            return PromiseCourse(PromiseTerms([.response: 10, .completion: 60], warnMinutes: 5), ends, clock)
        }
        let open = course(PromiseEnds(), [])
        #expect(open[.response] == .init(mark: .open, due: Self.at(600), soonAt: Self.at(300), seconds: nil))
        #expect(open.dueAt == Self.at(600) && open.alarm([:]) == Self.at(300))
        #expect(open.alarm([.response: .warned]) == Self.at(601))
        #expect(open.alarms([:], by: Self.at(3_400)) == [.response: .missed, .completion: .warned])
        #expect(open.alarms([.response: .missed, .completion: .warned], by: Self.at(3_400)).isEmpty)
        // Taken in time, and then it waits: what waits afterwards moves the end alone.
        let waiting = course(PromiseEnds(response: Self.at(500)), [(550, nil)])
        #expect(waiting[.response] == .init(mark: .kept, due: Self.at(600), soonAt: Self.at(300), seconds: 500))
        #expect(waiting[.completion].due == nil && waiting.standsSince == Self.at(550) && waiting.dueAt == nil)
        let goesOn = course(PromiseEnds(response: Self.at(500)), [(550, 1_550)])
        #expect(goesOn.dueAt == Self.at(4_600) && goesOn.standsSince == nil)
        let done = course(PromiseEnds(response: Self.at(500), completion: Self.at(4_601)), [(550, 1_550)])
        #expect(done[.completion] == .init(mark: .missed, due: Self.at(4_600), soonAt: Self.at(4_300), seconds: 3_601))
        #expect(done.dueAt == nil && done.alarm([:]) == nil)
        // Done while it waited, by a visit that was written down later.
        let stood = course(PromiseEnds(completion: Self.at(5_000)), [(550, 9_000)])
        #expect(stood[.completion] == .init(mark: .kept, due: nil, soonAt: nil, seconds: 550))
        #expect(stood[.response].mark == .kept && stood.standsSince == nil)
        let cancelled = course(PromiseEnds(over: Self.at(700)), [])
        #expect(cancelled[.response].mark == .missed && cancelled[.completion].mark == .exempt)
        #expect(cancelled.dueAt == nil)
    }

    @Test("open and late counts as missed; what was cancelled in time counts for nothing")
    func figures() {
        var figures = PromiseFigures()
        let all: [(PromiseStanding, Int64?)] = [
            (.kept, 100), (.kept, 200), (.kept, 300), (.missed, 900), (.late, nil), (.exempt, nil), (.running, nil),
            (.paused, nil),
        ]
        for (standing, took) in all { figures.add(standing, took: took) }
        #expect(figures.permille == 600 && figures.missed == 2 && figures[.exempt] == 1)
        #expect(figures.median == 200 && figures.percentile(90) == 900)
        #expect(PromiseFigures().permille == nil && PromiseFigures().median == nil)
        var ten = PromiseFigures()
        for took in 1...10 { ten.add(.kept, took: Int64(took)) }
        #expect(ten.median == 5 && ten.percentile(90) == 9 && ten.percentile(100) == 10)
    }
}
