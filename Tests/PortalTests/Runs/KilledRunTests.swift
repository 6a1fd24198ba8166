import Database
import Domain
import Synchronization
import Testing

@testable import Fees
@testable import Ground
@testable import House

/// A kind of run whose every step is undone the first time, after its work and before it is kept, as if the program had died there.
private struct Killing: RunKind {
    final class Killed: Sendable {
        private let steps = Mutex<Set<[String]>>([])
        var count: Int { steps.withLock { $0.count } }
        var kinds: Set<String> { Set(steps.withLock { $0 }.map { $0[0] }) }
        /// - Returns: whether this is the first time.
        func kills(_ step: [String]) -> Bool { steps.withLock { $0.insert(step).inserted } }
    }

    private struct Death: Error {}

    let kind: any RunKind
    let killed: Killed

    var name: String { kind.name }
    var every: Int64? { kind.every }
    var isPatient: Bool { kind.isPatient }
    var subject: String? { kind.subject }

    func open(_ run: RunRow, in company: OpenCompany, _ root: Root) async throws -> any RunWork {
        Work(work: try await kind.open(run, in: company, root), run: run, killed: killed)
    }

    func fail(_ run: RunRow, _ why: Complaint, _ tx: Transaction) throws { try kind.fail(run, why, tx) }

    func reopen(_ run: RunRow, in company: OpenCompany, _ tx: Transaction) throws -> Bool {
        try kind.reopen(run, in: company, tx)
    }

    struct Work: RunWork {
        var work: any RunWork
        let run: RunRow
        let killed: Killed

        mutating func next(after step: String) async throws -> RunStep {
            let (place, killed) = ([run.kind, String(run.subject), step], killed)
            @Sendable func dies() throws { if killed.kills(place) { throw Death() } }
            switch try await work.next(after: step) {
            case .write(let write):
                return .write { tx in
                    let mark = try write(tx)
                    try dies()
                    return mark
                }
            case .end(let write):
                return .end { tx in
                    try write(tx)
                    try dies()
                }
            case .rest(let write):
                return .rest { tx in
                    let moment = try write(tx)
                    try dies()
                    return moment
                }
            case .endBut(let rest): return .endBut(rest)
            }
        }

        mutating func goesRound() -> Bool { work.goesRound() }
    }
}

@Suite("Runs that are killed")
struct KilledRunTests {
    @Test("at each of their steps leave what those leave that nobody disturbs")
    func everyStep() async throws {
        let (calm, troubled) = (try await World(), try await World())
        for world in [calm, troubled] { try await world.askForRuns() }
        try await calm.work()

        let killed = Killing.Killed()
        let kinds = troubled.arman.fittings[RunSlots.kinds].map { Killing(kind: $0, killed: killed) }
        let runs = CompanyRuns(troubled.arman, World.root, kinds: kinds)
        var before = -1
        while killed.count > before {
            before = killed.count
            try await runs.drain()
            // Its turn comes again after a pause.
            try await troubled.arman.write { tx in
                _ = try tx.execute("UPDATE run SET not_before = 0 WHERE state = 'waiting' AND failed_key IS NOT NULL")
            }
        }
        for kind in kinds { #expect(try await troubled.failed(kind.name) == 0, "\(kind.name)") }
        let asked: Set = ["booking", "what_if", "plan_template", "import", "due_claims", "unit_cover", "survey_list"]
        #expect(killed.kinds.isSuperset(of: asked), "\(killed.kinds.sorted())")
        #expect(killed.kinds.count > 10, "\(killed.kinds.sorted())")
        let (expected, found) = (try await calm.rowCounts(), try await troubled.rowCounts())
        for (table, count) in expected.sorted(by: { $0.key < $1.key }) { #expect(found[table] == count, "\(table)") }
        #expect(
            try await troubled.number("SELECT sum(amount) FROM ledger_entry")
                == calm.number("SELECT sum(amount) FROM ledger_entry"))
        #expect(try await troubled.feeProblems().isEmpty)
    }
}

extension World {
    /// A file of requests, a what-if, a recomputation and a plan wait, besides what is done from time to time.
    fileprivate func askForRuns() async throws {
        let (retroactive, _) = try await addRetroactiveRun(approved: 2, open: 2)
        try await proposeRecomputation(retroactive)
        try await confirmRecomputation(retroactive)
        _ = try await beginWhatIf(
            try await addTariff(isActive: false, file: "code,component,method,amount\nFLAT,labour,fixed,700\n"))
        try await browse(as: .serviceManager) { browser in
            let answer = try await browser.post("/arman/plans/templates", PlanJourneyTests.written)
            #expect(answer.status == .seeOther)
        }
        try await addSurveyRule(share: 50)
        try await arman.write { try SettingStore.set("survey_after_days", "0", $0) }
        _ = try await begun(.products, "products.csv")
        _ = try await arman.write { try $0.execute("UPDATE run SET not_before = 0 WHERE state = 'waiting'") }
    }

    fileprivate func failed(_ kind: String) async throws -> Int {
        try await number(
            "SELECT count(*) FROM run WHERE kind = \(kind) AND (state = 'failed' OR failed_key IS NOT NULL)")
    }

    fileprivate func rowCounts() async throws -> [String: Int] {
        try await everything(of: "arman").mapValues(\.count)
    }
}
