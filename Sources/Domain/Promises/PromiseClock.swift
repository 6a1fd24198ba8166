/// What is promised of a job.
public enum PromiseTarget: String, CaseIterable, Sendable {
    /// That somebody takes it: the first dealer who accepts it, or the company's own workshop. An appointment needs that
    /// before it, and whoever has taken it once has answered, even if he gives it back.
    case response
    /// That it is done.
    case completion
}

/// A time in which the clock of a promise stands.
public struct PromisePause: Hashable, Sendable {
    public let from: Instant
    /// nil while it lasts.
    public let to: Instant?

    public init(from: Instant, to: Instant?) { (self.from, self.to) = (from, to) }
}

/// Counts what a promise takes of the company's working time, to the second: from the moment at which a job came in, without
/// the times in which it waits for something that stops the clock.
public struct PromiseClock: Sendable {
    public let start: Instant
    /// Apart from each other, in their order, none before the start; one that lasts is the last.
    public let pauses: [PromisePause]
    private let time: WorkingTime

    /// - Parameter pauses: as they were, in any order; where two lie over each other the clock stands once.
    public init(start: Instant, pauses: [PromisePause], _ time: WorkingTime) {
        (self.start, self.time) = (start, time)
        self.pauses = Self.joined(pauses, from: start)
    }

    /// Since when it stands now; nil while it goes.
    public var standsSince: Instant? { pauses.last.flatMap { $0.to == nil ? $0.from : nil } }

    /// When so much working time has passed. Whoever is ready at that very second has kept the promise.
    /// - Returns: nil where the clock stands before, so that nobody knows; and where nobody works for months.
    public func due(after seconds: Int64) -> Instant? {
        var (left, from) = (seconds, start)
        for pause in pauses {
            let worked = time.seconds(from: from, to: pause.from)
            guard worked < left else { break }
            guard let to = pause.to else { return nil }
            (left, from) = (left - worked, to)
        }
        return time.adding(seconds: left, to: from)
    }

    /// As it was at its end: it stands there where a wait ended later, and waits of afterwards are nothing to it.
    public func stopped(at end: Instant) -> PromiseClock {
        let known = pauses.filter { $0.from < end }.map { pause in
            PromisePause(from: pause.from, to: pause.to.flatMap { $0 >= end ? nil : $0 })
        }
        return PromiseClock(start: start, pauses: known, time)
    }

    /// How much working time has passed until then.
    public func seconds(to end: Instant) -> Int64 {
        segments(to: end).reduce(0) { $0 + time.seconds(from: $1.0, to: $1.1) }
    }

    /// How much working time it has stood until then.
    public func pausedSeconds(to end: Instant) -> Int64 {
        pauses.reduce(0) { sum, pause in
            sum + time.seconds(from: pause.from, to: min(pause.to ?? end, end))
        }
    }

    /// How much is left of a promise; below zero where it is late.
    /// - Parameter due: as `due(after:)` says.
    public func left(of seconds: Int64, due: Instant?, at now: Instant) -> Int64 {
        guard let due, due < now else { return seconds - self.seconds(to: now) }
        return -time.seconds(from: due, to: now)
    }

    /// The moment at which so much working time is left before another.
    public func before(_ due: Instant, by seconds: Int64) -> Instant {
        max(start, time.adding(seconds: -seconds, to: due) ?? due)
    }

    private func segments(to end: Instant) -> [(Instant, Instant)] {
        var (from, segments) = (start, [(Instant, Instant)]())
        for pause in pauses where pause.from < end {
            segments.append((from, pause.from))
            guard let to = pause.to else { return segments }
            from = to
        }
        segments.append((from, end))
        return segments
    }

    private static func joined(_ pauses: [PromisePause], from start: Instant) -> [PromisePause] {
        let known = pauses.compactMap { pause -> PromisePause? in
            if let to = pause.to, to <= max(pause.from, start) { return nil }
            return PromisePause(from: max(pause.from, start), to: pause.to)
        }
        var joined: [PromisePause] = []
        for pause in known.sorted(by: { $0.from < $1.from }) {
            guard let last = joined.last else {
                joined.append(pause)
                continue
            }
            guard let lastEnd = last.to else { break }
            if lastEnd < pause.from {
                joined.append(pause)
            } else {
                joined[joined.count - 1] = PromisePause(from: last.from, to: pause.to.map { max($0, lastEnd) })
            }
        }
        return joined
    }
}
