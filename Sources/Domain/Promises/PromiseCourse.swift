/// What is promised of one job, as it was when it came in.
public struct PromiseTerms: Hashable, Sendable {
    private let minutes: [PromiseTarget: Int]
    public let warnMinutes: Int

    /// - Parameter minutes: of working time; 0: nothing is promised.
    public init(_ minutes: [PromiseTarget: Int], warnMinutes: Int) {
        (self.minutes, self.warnMinutes) = (minutes, warnMinutes)
    }

    public init(_ policy: PromisePolicy) {
        self.init(
            Dictionary(uniqueKeysWithValues: PromiseTarget.allCases.map { ($0, policy.minutes($0)) }),
            warnMinutes: policy.warnMinutes)
    }

    public subscript(target: PromiseTarget) -> Int { minutes[target] ?? 0 }
}

/// When what was promised was done.
public struct PromiseEnds: Hashable, Sendable {
    /// The first time that somebody took the job; whoever gives it back has answered all the same.
    public var response: Instant?
    public var completion: Instant?
    /// When the job was cancelled or given back, so that nothing is to be done any more.
    public var over: Instant?

    public init(response: Instant? = nil, completion: Instant? = nil, over: Instant? = nil) {
        (self.response, self.completion, self.over) = (response, completion, over)
    }

    /// What ends a target, and whether it was done; nil while it is open. What is done was taken by somebody.
    func end(of target: PromiseTarget) -> (at: Instant, isDone: Bool)? {
        let done = target == .response ? response ?? completion : completion
        return done.map { ($0, true) } ?? over.map { ($0, false) }
    }

    public var isEnded: Bool { completion != nil || over != nil }
}

/// One of the two promises, counted.
public struct PromiseSide: Hashable, Sendable {
    public let mark: PromiseMark
    /// nil where nothing is promised, and where the clock stands before.
    public let due: Instant?
    /// From when on it is due soon; nil where there is no such moment.
    public let soonAt: Instant?
    /// How much working time it took; nil until it is done.
    public let seconds: Int64?

    public init(mark: PromiseMark, due: Instant?, soonAt: Instant?, seconds: Int64?) {
        (self.mark, self.due, self.soonAt, self.seconds) = (mark, due, soonAt, seconds)
    }

    fileprivate init(_ minutes: Int, warn: Int, _ end: (at: Instant, isDone: Bool)?, _ clock: PromiseClock) {
        let clock = end.map { clock.stopped(at: $0.at) } ?? clock
        let due = minutes == 0 ? nil : clock.due(after: Int64(minutes) * 60)
        let took = end.flatMap { $0.isDone ? clock.seconds(to: $0.at) : nil }
        let soon = warn == 0 ? nil : due.map { clock.before($0, by: Int64(warn) * 60) }
        let mark: PromiseMark =
            minutes == 0 ? .unsaid : end.map { PromiseMark(end: $0.at, isDone: $0.isDone, due: due) } ?? .open
        self.init(mark: mark, due: due, soonAt: soon, seconds: took)
    }
}

/// How far a job's promises are: what is kept of them, and what a doctor counts again.
public struct PromiseCourse: Hashable, Sendable {
    private let sides: [PromiseTarget: PromiseSide]
    /// Since when the clock stands; nil while it goes, and once nothing is open.
    public let standsSince: Instant?

    public init(_ terms: PromiseTerms, _ ends: PromiseEnds, _ clock: PromiseClock) {
        sides = Dictionary(
            uniqueKeysWithValues: PromiseTarget.allCases.map { target in
                (target, PromiseSide(terms[target], warn: terms.warnMinutes, ends.end(of: target), clock))
            })
        standsSince = ends.isEnded ? nil : clock.standsSince
    }

    public subscript(target: PromiseTarget) -> PromiseSide { sides[target]! }

    private var open: [PromiseTarget] { PromiseTarget.allCases.filter { self[$0].mark == .open } }

    /// What comes due next; nil where nothing is open, or the clock stands.
    public var dueAt: Instant? { open.compactMap { self[$0].due }.min() }

    /// When somebody is told next. - Parameter told: of what he was told already.
    public func alarm(_ told: [PromiseTarget: PromiseStage]) -> Instant? { next(told).map(\.at).min() }

    /// What is to be told by now, the last stage of each.
    public func alarms(_ told: [PromiseTarget: PromiseStage], by now: Instant) -> [PromiseTarget: PromiseStage] {
        open.reduce(into: [:]) { alarms, target in
            let passed = PromiseStage.passed(due: self[target].due, soonAt: self[target].soonAt, at: now)
            if passed > told[target] ?? .none { alarms[target] = passed }
        }
    }

    private func next(_ told: [PromiseTarget: PromiseStage]) -> [(stage: PromiseStage, at: Instant)] {
        open.compactMap { (told[$0] ?? .none).next(due: self[$0].due, soonAt: self[$0].soonAt) }
    }
}

extension PromiseCourse {
    /// As it was counted before. - Parameter sides: of both targets.
    public init(_ sides: [PromiseTarget: PromiseSide], standsSince: Instant?) {
        (self.sides, self.standsSince) = (sides, standsSince)
    }
}
