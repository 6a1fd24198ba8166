import Database
import Domain
import Testing

@testable import Care
@testable import Ground
@testable import Work

extension World {
    /// Yes or no, a current between 0.1 and 0.9 A, and a note that nobody must write.
    static func qualityItems() throws -> QualityItems {
        try QualityItems([
            QualityItem(.yesNo, fa: "روشن می‌شود"), QualityItem(.number, fa: "جریان", unit: "A", least: 100, most: 900),
            QualityItem(.text, fa: "یادداشت", isRequired: false),
        ])
    }

    @discardableResult
    func addQualityPlan(
        _ items: QualityItems? = nil, for target: QualityTarget = QualityTarget()
    ) async throws -> ID<QualityPlan> {
        let inspector = try await person(.qualityInspector)
        return try await arman.write { tx in
            try QualityPlanStore.add(
                QualityPlanFacts(name: "همه", target: target, items: items ?? Self.qualityItems()), by: inspector, tx)
        }
    }

    /// A machine that waits for test.
    func addTested() async throws -> (job: String, control: ID<QualityControl>) {
        let job = try await addBenchItem()
        try await move(job, .diagnosis, .repair, .test)
        return (job, try await currentTest(job))
    }

    func currentTest(_ job: String) async throws -> ID<QualityControl> {
        try await arman.read { tx in
            try #require(try QualityControlStore.current(of: BenchStep.standing(job, tx).item, tx)).id
        }
    }

    func test(
        _ control: ID<QualityControl>, _ found: [Int: QualityFinding], judges: Bool = true,
        by role: Role = .qualityInspector
    ) async throws {
        let (actor, open) = (try await officer(role), arman)
        try await open.write { tx in
            try TestUnit(
                control, version: QualityControlStore.find(control, tx).version,
                found: found.sorted { $0.key < $1.key }.map { QualityReading($0.key, $0.value) }, judges: judges
            ).run(by: actor, in: open, tx)
        }
    }

    static let goodFindings: [Int: QualityFinding] = [1: .yes, 2: .number(400)]
    static let badFindings: [Int: QualityFinding] = [1: .no, 2: .number(400)]

    func qualityState(_ control: ID<QualityControl>) async throws -> QualityState {
        try await arman.read { try QualityControlStore.find(control, $0).state }
    }

    /// Machines that were handed over although the last test of them did not pass.
    func untested() async throws -> Int {
        try await number(
            """
            SELECT count(*) FROM bench_item i WHERE i.state = 'handed_over' AND NOT EXISTS (SELECT 1 FROM quality_control c
                WHERE c.item_id = i.id AND c.is_current = 1 AND c.state = 'passed')
            """)
    }

    func handOver(_ job: String) async throws {
        let (actor, open) = (try await officer(.workshopManager), arman)
        try await open.write { tx in
            let handOver = HandOver(
                receiver: "x", proof: .identity, shown: "x", bill: .free, amount: 0, note: "",
                ticks: Set(FetchTick.allCases))
            try HandOverUnit(number: job, version: BenchItemVersion.of(job, tx), handOver: handOver)
                .run(by: actor, in: open, tx)
        }
    }
}
