import Database
import Domain
import Ground
import Web

/// A spot that was seen on a machine when it was taken in.
struct JobMark: Sendable {
    let id: ID<SketchMark>
    let kind: MarkKind
    let spot: SketchSpot

    /// For the history.
    fileprivate var detail: [String: String] {
        ["mark": kind.rawValue, "side": spot.side.rawValue, "place": String(spot.place.rawValue)]
    }
}

extension MarkKind: ColumnValue {}
extension SketchSide: ColumnValue {}

enum JobMarkStore {
    /// More nobody tells apart on so small a picture.
    static let most = 30
    static let (added, removed) = ("marked", "unmarked")

    static func all(of job: ID<Job>, _ tx: Transaction) throws -> [JobMark] {
        try tx.rows("SELECT id, kind, side, x, y FROM job_mark WHERE job_id = \(job) ORDER BY id").compactMap { row in
            guard let spot = SketchSpot(try row("side"), x: try row("x"), y: try row("y")) else { return nil }
            return JobMark(id: try row("id"), kind: try row("kind"), spot: spot)
        }
    }

    /// - Throws: `Refusal.hidden`, `jobs.sketch.over` of a job that has ended, `jobs.sketch.full`.
    static func add(
        _ kind: MarkKind, at spot: SketchSpot, of number: String, by actor: Actor, _ tx: Transaction
    ) throws {
        let job = try open(number, actor, tx)
        let count: Int = try tx.value("SELECT count(*) FROM job_mark WHERE job_id = \(job.id)") ?? 0
        guard count < most else { throw Complaint("jobs.sketch.full", String(most)) }
        let id: ID<SketchMark> = try tx.insert(
            """
            INSERT INTO job_mark (job_id, kind, side, x, y, made_by, made_at)
            VALUES (\(job.id), \(kind), \(spot.side), \(spot.x), \(spot.y), \(actor.person), \(tx.now))
            """)
        let mark = JobMark(id: id, kind: kind, spot: spot)
        try JobEventStore.add(job.id, kind: added, by: actor.person, detail: mark.detail, tx)
    }

    /// - Throws: `Refusal.hidden`, `jobs.sketch.over`; `Refusal.stale` for one that is gone.
    static func remove(_ id: ID<SketchMark>, of number: String, by actor: Actor, _ tx: Transaction) throws {
        let job = try open(number, actor, tx)
        guard let mark = try all(of: job.id, tx).first(where: { $0.id == id }) else {
            throw Refusal.stale(Complaint("error.stale"))
        }
        _ = try tx.execute("DELETE FROM job_mark WHERE id = \(id) AND job_id = \(job.id)")
        try JobEventStore.add(job.id, kind: removed, by: actor.person, detail: mark.detail, tx)
    }

    private static func open(_ number: String, _ actor: Actor, _ tx: Transaction) throws -> JobRow {
        let job = try JobStore.find(number, actor.sight, tx)
        guard !job.state.isEnded else { throw Complaint("jobs.sketch.over") }
        return job
    }
}
