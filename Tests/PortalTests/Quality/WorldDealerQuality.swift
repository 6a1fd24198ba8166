import Database
import Domain
import Testing

@testable import Care
@testable import Fees
@testable import Ground
@testable import Work

extension World {
    /// A repair is worth 3,030,000 rial, a rework of one's own failed work nothing.
    static let reworkTariff = """
        code,component,priority,metric,from,method,amount
        L,labour,,,,fixed,3030000
        R,labour,9,rework,1,fixed,0

        """

    /// So much of the dealers' jobs is controlled; none of the first ones but by the share.
    func sampleJobs(
        share: Int = 100, first: Int = 0, tightened: Int = 100, reduced: Int = 100, toNormal: Int = 2,
        toReduced: Int = 2, company: String = "arman"
    ) async throws {
        let manager = try await person(.serviceManager, company: company)
        try await self.company(company).write { tx in
            var settings = QualitySettings()
            settings.isOn = true
            settings.rule = SamplingRule(
                shares: settings.rule.shares.mapValues { _ in share }, firstJobs: first, tightened: tightened,
                reduced: reduced, passesToNormal: toNormal, passesToReduced: toReduced)
            try settings.set(by: manager, tx)
        }
    }

    /// Ends an accepted job as its dealer's manager does it on his phone.
    func endJob(_ number: String, _ outcome: VisitOutcome = .completed, dealer: Int = 1) async throws {
        let (manager, open) = (try await person(.dealerManager, dealer: dealer), arman)
        try await open.write { tx in
            let row = try JobStore.find(number, .company, tx)
            let actor = try Actor(person: manager, name: "", roles: Roles([.dealerManager]), dealer: row.dealer)
            let facts = VisitFacts(
                outcome: outcome, endsJob: true, visitedAt: tx.now, minutes: 45, kmTenths: 125, symptom: "E1",
                remedy: "R03", parts: [.init(name: "P-7", quantity: 1)], customerLabour: 0, customerParts: 0,
                customerTravel: 0, note: "")
            try LogVisit(number: number, version: row.version, facts: facts, photos: [], isAnother: true).run(
                by: actor, in: open, tx)
        }
    }

    /// A job that a dealer has done, with its claim.
    func endedJob(serial: String? = nil) async throws -> String {
        let number = try await acceptedJob(serial: serial)
        try await endJob(number)
        return number
    }

    /// The control of a dealer's job that stands. - Throws: where there is none.
    func control(of number: String) async throws -> ID<QualityControl> {
        try await arman.read { tx in
            try tx.one(
                """
                SELECT c.id FROM quality_control c JOIN job j ON j.id = c.job_id
                WHERE j.number = \(number) AND c.dealer_id IS NOT NULL AND c.is_current = 1
                """)("id")
        }
    }

    /// Tests and judges the control of a dealer's job.
    func judge(
        _ number: String, passes: Bool, by role: Role = .qualityInspector, cause: ReworkCause = .work
    ) async throws {
        let (control, actor, open) = (try await control(of: number), try await officer(role), arman)
        let found = passes ? Self.goodFindings : Self.badFindings
        try await open.write { tx in
            try TestUnit(
                control, version: QualityControlStore.find(control, tx).version,
                found: found.sorted { $0.key < $1.key }.map { QualityReading($0.key, $0.value) }, judges: true,
                way: .phone, cause: cause
            ).run(by: actor, in: open, tx)
        }
    }

    func sampleState(_ number: String) async throws -> SampleState? {
        try await arman.read { try QualitySampleStore.find(JobStore.find(number, .company, $0).id, $0)?.state }
    }

    func rank(_ code: String = "D100") async throws -> SamplingStanding {
        try await arman.read { tx in
            let dealer: ID<Dealer> = try #require(try tx.value("SELECT id FROM dealer WHERE code = \(code)"))
            return try QualityStandingStore.standing(dealer, tx)
        }
    }

    /// The number of the last job that makes good this one. - Throws: where there is none.
    func rework(of number: String) async throws -> String {
        try await arman.read { tx in
            let job = try JobStore.find(number, .company, tx).id
            guard let rework = try QualityReworkStore.last(of: job, .company, tx) else { throw DatabaseFault.noRow }
            return rework.number
        }
    }

    /// What the doctor finds in controls.
    func qualityProblems() async throws -> [Complaint] { try await arman.read { try QualityDoctorList.problems($0) } }

    /// Whoever it was offered to takes it.
    func take(_ number: String) async throws {
        try await arman.write { tx in
            let job = try JobStore.find(number, .company, tx)
            try JobStore.move(job, .accept, by: nil, .accepted(at: tx.now), tx)
            try AssignmentStore.decide(job.id, .accepted, by: nil, tx)
        }
    }

    /// Approves what is claimed for jobs.
    func approveClaims() async throws {
        let rows = try await arman.read { tx in
            try tx.rows(
                """
                SELECT c.id, j.number, c.version, c.state FROM claim c JOIN job j ON j.id = c.job_id
                WHERE c.state IN ('draft', 'submitted') ORDER BY c.id
                """
            ).map {
                (id: try $0("id") as ID<Claim>, number: try $0("number") as String, version: try $0("version") as Int)
            }
        }
        guard !rows.isEmpty else { return }
        try await decide(.approve, rows.map { TestClaim(id: $0.id, number: $0.number, version: $0.version) })
    }
}
