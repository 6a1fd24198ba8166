import Database
import Domain
import Foundation
import Ground
import Web

/// What was promised of a job, on its page: when it is due, how much is left or over, and what its clock has stood for.
struct PromiseCard: Sendable {
    struct Line: Sendable {
        let label: String
        let badge: Badge
        let text: String
        let isLate: Bool
    }

    let lines: [Line]
    let pauses: [String]
    /// What stops the clock; nil where nothing does.
    let stops: String?

    /// nil where nothing was promised.
    static func card(
        _ job: JobRow, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        guard let row = try PromiseStore.find(job.id, tx) else { return nil }
        let clock = context.company.clock
        let waits = try JobWaitingStore.askSpans(of: job.id, tx)
        let time = try WorkDayStore.askTime(PromiseStore.days(since: row.startedAt, clock, tx), clock, tx)
        let card = PromiseCard(row, try waits.value(), try time(), tx.now, context.reader)
        return card.lines.isEmpty ? nil : PageCard("promises/_card", at: .aside, card)
    }

    private init(
        _ row: PromiseRow, _ waits: [JobWaitSpan], _ time: WorkingTime, _ now: Instant, _ reader: Reader
    ) {
        let words = reader.words
        let clock = row.clock(waits, time)
        lines = PromiseTarget.allCases.filter { row[$0].mark != .unsaid }.map { target in
            let standing = row.standing(target, at: now)
            return Line(
                label: words("promises.\(target.rawValue)"), badge: Badge(standing, words),
                text: Self.text(target, standing, row, clock, now, reader), isLate: standing == .late)
        }
        let stopping = waits.filter { row.pauses.contains($0.reason) && ($0.to ?? now) > row.startedAt }
        pauses = stopping.map { wait in
            let reason = words("promises.pause.\(wait.reason.rawValue)")
            return wait.to.map {
                words("promises.paused_until", reason, reader.dateTime(wait.from), reader.dateTime($0))
            } ?? words("promises.paused_since", reason, reader.dateTime(wait.from))
        }
        let reasons = JobWait.allCases.filter(row.pauses.contains).map { words("promises.pause.\($0.rawValue)") }
        stops = reasons.isEmpty ? nil : words("promises.stops", reasons.joined(separator: words("list.comma")))
    }

    private static func text(
        _ target: PromiseTarget, _ standing: PromiseStanding, _ row: PromiseRow, _ clock: PromiseClock,
        _ now: Instant, _ reader: Reader
    ) -> String {
        let (side, words) = (row[target], reader.words)
        let seconds = Int64(row.terms[target]) * 60
        let left = reader.workingTime(abs(clock.left(of: seconds, due: side.due, at: now)))
        let due = side.due.map(reader.dateTime) ?? ""
        switch standing {
        case .unsaid: return ""
        case .running, .soon: return words("promises.left", due, left)
        case .paused: return words("promises.stands", row.standsSince.map(reader.dateTime) ?? "", left)
        case .late: return words("promises.late", due, left)
        case .kept, .missed:
            let done = target == .response ? row.ends.response ?? row.ends.completion : row.ends.completion
            guard let done else { return words("promises.over", due) }
            let took = reader.workingTime(side.seconds ?? 0)
            return side.due == nil
                ? words("promises.done_standing", reader.dateTime(done), took)
                : words("promises.done", due, reader.dateTime(done), took)
        case .exempt: return words("promises.exempt")
        }
    }
}

extension Badge {
    init(_ standing: PromiseStanding, _ words: Words) {
        let kind =
            switch standing {
            case .unsaid, .exempt: "neutral"
            case .running: "info"
            case .soon, .paused: "warning"
            case .late, .missed: "error"
            case .kept: "done"
            }
        self.init(kind: kind, label: words("promises.standing.\(standing.rawValue)"))
    }
}

extension Reader {
    /// `2 hours 10 minutes`; begun minutes count as whole ones.
    func workingTime(_ seconds: Int64) -> String {
        let minutes = Int((seconds + 59) / 60)
        guard minutes >= 60 else { return words("promises.minutes", number(minutes)) }
        let (hours, rest) = (number(minutes / 60), number(minutes % 60))
        return minutes % 60 == 0 ? words("promises.hours", hours) : words("promises.hours_minutes", hours, rest)
    }
}

/// What comes due of a job, where it stands in a list.
struct DueView: Sendable {
    let text: String
    let isLate: Bool

    /// - Parameters:
    ///   - due: as `job.due_at` has it.
    ///   - stands: since when its clock stands.
    /// - Returns: nil where nothing comes due.
    init?(_ due: Instant, stands: Instant?, at now: Instant, _ reader: Reader) {
        isLate = due < now
        if due < PromiseStore.never {
            text = reader.dateTime(due)
        } else if stands != nil {
            text = reader.words("promises.standing.paused")
        } else {
            return nil
        }
    }

    /// Of a row with `due_at` and `stands_since`.
    init?(_ row: Row, at now: Instant, _ reader: Reader) throws {
        self.init(try row("due_at"), stands: try row.optional("stands_since"), at: now, reader)
    }
}
