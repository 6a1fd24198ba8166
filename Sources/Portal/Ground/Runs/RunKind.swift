import Database
import Domain

/// Marks the ids of runs.
package enum Run {}

/// What a kind of run does. Rooms put theirs into `RunSlots.kinds`.
package protocol RunKind: Sendable {
    /// As it stands in the rows of `run`.
    var name: String { get }
    /// Seconds after which it is done again by itself; nil where somebody asks for it each time.
    var every: Int64? { get }

    /// Whether its steps wait for somebody outside: what they prepare takes none of the turns that all companies share.
    var isPatient: Bool { get }

    /// What its subject is called among events; nil where there is none.
    var subject: String? { get }

    /// Gets ready to go on where the run stands.
    func open(_ run: RunRow, in company: OpenCompany, _ root: Root) async throws -> any RunWork

    /// What the room's own rows say once the run has failed for good, in the transaction that says so.
    func fail(_ run: RunRow, _ why: Complaint, _ tx: Transaction) throws

    /// What the room's own rows say when one that failed goes on, in the transaction that says so.
    /// - Returns: false where there is nothing to go on with.
    func reopen(_ run: RunRow, in company: OpenCompany, _ tx: Transaction) throws -> Bool
}

extension RunKind {
    package var every: Int64? { nil }
    package var isPatient: Bool { false }
    package var subject: String? { nil }
    package func reopen(_: RunRow, in _: OpenCompany, _: Transaction) throws -> Bool { true }
    package func fail(_: RunRow, _: Complaint, _: Transaction) throws {}
}

/// A run under way.
package protocol RunWork: Sendable {
    /// The next step. What takes long and writes nothing is done here, outside of any transaction.
    /// - Parameter step: where the run stands, in the kind's own words; empty at its beginning.
    /// - Throws: a `Complaint` for what no second try would mend; all else is tried again later.
    mutating func next(after step: String) async throws -> RunStep

    /// Whether it goes on in another way now that a statement of its last step was refused; else the step is tried again later.
    mutating func goesRound() -> Bool

    /// What is still to be written where the program stops before the next step was prepared: the last one for now.
    /// - Returns: nil where nothing is.
    func leaving(after step: String) -> RunStep?
}

extension RunWork {
    package mutating func goesRound() -> Bool { false }
    package func leaving(after _: String) -> RunStep? { nil }
}

/// One transaction of a run, with no side effect but its SQL: it may be run again.
package enum RunStep: Sendable {
    case write(@Sendable (Transaction) throws -> RunProgress)
    /// The last one.
    case end(@Sendable (Transaction) throws -> Void)
    /// Over, but for what the sentence says: people read it in the list of runs.
    case endBut(Complaint)
    /// The last one for now: it begins again at that moment, and ends where there is none.
    case rest(@Sendable (Transaction) throws -> Instant?)
}

/// Where a run stands after a step.
package struct RunProgress: Sendable {
    let step: String
    let done: Int
    /// nil where it is as it was.
    let total: Int?

    package init(_ step: String, done: Int, of total: Int? = nil) {
        (self.step, self.done, self.total) = (step, done, total)
    }
}

package enum RunSlots {
    package static let kinds = Slot<any RunKind>("run.kinds")
}

/// Somebody else has taken this run on in the meantime; the transaction that found it is undone.
package struct OvertakenRun: Error {
    package init() {}
}
