import Database
import Domain
import Foundation
import Testing

@testable import Ground
@testable import House
@testable import Treasury

@Suite("The doctor")
struct DoctorTests {
    @Test("finds nothing wrong with a company at work")
    func well() async throws {
        let world = try await World()
        for _ in 1...3 { try await world.giveJob(try await world.addJob()) }
        try await world.addApproved([400_000, -50_000])
        try await world.addApproved([100_000], dealer: "D200")
        try await world.decide(.reject, [try await world.addClaim()], reason: "photo")
        try await world.serve { client in
            let officer = try await world.browser(client, as: .financeOfficer)
            let approver = try await world.browser(client, as: .financeApprover)
            let withdrawn = try await officer.makePayout()
            _ = try await officer.post("\(withdrawn)/withdrawal", [("version", "1")])
            let paid = try await officer.makePayout()
            try await approver.approvePayout(paid)
            try await approver.sendPayout(paid)
            let payment = try await officer.payPayout(paid, reference: "PAYA-77")
            #expect(payment.status == .seeOther)
        }
        try await world.addApproved([70_000])
        let problems = try await world.problems()
        #expect(problems == [])
    }

    @Test("names a company whose store it cannot look into, goes on to the next, and ends with the worst")
    func refused() async throws {
        let world = try await World()
        let companies = world.portal.companies
        let (reports, all) = AsyncStream.makeStream(of: (String, Complaint?).self)
        let round = DoctorsRound(companies: companies) { all.yield(($0, $1)) }
        let well = try await round.run()
        #expect(well == .well)
        _ = try await world.addJob(company: "pars")
        try await world.pars.write { _ = try $0.execute("UPDATE number_series SET last = 2 WHERE series = 'job'") }
        let ill = try await round.run()
        #expect(ill == .ill)
        // arman comes first, and a newer program has been there.
        try await world.arman.write {
            _ = try $0.execute("INSERT INTO schema_step (number, name, at, sha256) VALUES (9999, '9999_new', 0, 'x')")
        }
        let newer = try await Companies(
            data: companies.data, root: World.root, fittings: .house, storePlaces: companies.storePlaces)
        let refused = try await DoctorsRound(companies: newer) { all.yield(($0, $1)) }.run()
        #expect(refused == .refused)
        try newer.close()
        all.finish()
        let said = await reports.reduce(into: []) { $0.append("\($1.0) \($1.1?.key ?? "ok")") }
        #expect(
            said == [
                "arman ok", "pars ok", "arman ok", "pars doctor.number", "arman doctor.refused", "pars doctor.number",
            ])
        await #expect(throws: Complaint("company.unknown", "nobody")) { _ = try await round.run(only: "nobody") }
    }

    @Test("finds a gap in the numbers of jobs, but none below a number that a file brought")
    func gaps() async throws {
        let world = try await World()
        for _ in 1...3 { try await world.addJob() }
        try await world.arman.write { tx in
            try tx.execute("UPDATE job SET number = '1405-000009' WHERE number = '1405-000002'")
            try tx.execute("UPDATE number_series SET last = 9 WHERE series = 'job'")
        }
        let problems = try await world.problems()
        #expect(problems.map(\.values.last) == ["1405-000002"] + (4...8).map { "1405-00000\($0)" })
        try await world.arman.write { try $0.forge("job_event", "UPDATE job_event SET kind = 'imported'") }
        let foreign = try await world.problems()
        #expect(foreign == [])
    }

    @Test("finds whoever did something and is not in the book, but for the operator")
    func strangers() async throws {
        let world = try await World()
        try await world.addJob()
        try await world.arman.write { tx in
            try tx.execute("UPDATE job SET made_by = 0")
            try tx.forge("job_event", "UPDATE job_event SET person_id = 999999")
        }
        let problems = try await world.problems()
        #expect(problems == [Complaint("doctor.stranger", "job_event.person_id", "999999")])
    }

    @Test("finds an amount in a dealer's account that no claim stands for")
    func ledger() async throws {
        let world = try await World()
        _ = try await world.arman.write { tx in
            try tx.execute(
                "INSERT INTO ledger_entry (dealer_id, at, on_day, kind, amount) SELECT id, 0, 0, 'fee', 5 FROM dealer WHERE code = 'D100'"
            )
        }
        let problems = try await world.problems()
        #expect(problems == [Complaint("doctor.entry_ground", "D100", "1"), Complaint("doctor.open_entry", "1")])
    }

    @Test(
        "finds a row of an account that is kept as waiting and is not, or not as the account has it",
        arguments: [
            "DELETE FROM open_entry", "UPDATE open_entry SET amount = amount + 1",
            "UPDATE open_entry SET day = day + 1",
            "UPDATE open_entry SET kind = 'penalty'",
            "UPDATE open_entry SET dealer_id = (SELECT id FROM dealer WHERE code = 'D200')",
            "INSERT INTO open_entry SELECT id, dealer_id, on_day, kind, amount FROM ledger_entry WHERE kind = 'payment'",
        ])
    func openEntries(_ damage: String) async throws {
        let world = try await World()
        try await world.addApproved([70_000])
        let number = try await world.makePayout()
        try await world.bring(number, to: .sent)
        try await world.settle(number, .paid(on: world.today, reference: "R"))
        try await world.addApproved([60_000])
        #expect(try await world.problems() == [])
        _ = try await world.arman.write { try $0.execute(SQL(trusted: damage)) }
        let problems = try await world.problems()
        #expect(problems.map(\.key) == ["doctor.open_entry"])
    }

    @Test("finds a file that is gone, and one that is not what its name says")
    func blobs() async throws {
        let world = try await World()
        let job = try await world.addJob()
        let kept = try world.arman.blobs.put([1, 2, 3])
        let changed = try world.arman.blobs.put([4, 5, 6])
        let gone = String(repeating: "0", count: 64)
        try world.damage(changed)
        try await world.arman.write { tx in
            for hash in [kept, changed, gone] {
                try tx.execute(
                    """
                    INSERT INTO attachment (subject, subject_id, sha256, media_type, bytes, made_by, made_at)
                    SELECT 'job', id, \(hash), 'image/jpeg', 3, (SELECT min(id) FROM person), 0 FROM job WHERE number = \(job)
                    """)
            }
        }
        let problems = try await world.problems()
        #expect(Set(problems) == [Complaint("doctor.blob_missing", gone), Complaint("doctor.blob_changed", changed)])
    }

    @Test("finds a person whom the directory lets in as something else than the book says")
    func people() async throws {
        let world = try await World()
        let person = try await world.person(.auditor)
        _ = try await world.arman.write { try $0.execute("UPDATE person SET roles = 'reception' WHERE id = \(person)") }
        let problems = try await world.problems()
        #expect(problems.map(\.key) == ["doctor.person"])
    }

    @Test(
        "finds a service that is booked though its job is over, one that is done though its job is not, a plan of nothing"
    )
    func plans() async throws {
        let world = try await World()
        for _ in 1...2 { try await world.addJob() }
        try await world.arman.write { tx in
            let template: ID<PlanTemplate> = try tx.insert(
                """
                INSERT INTO plan_template (name, service_type, basis, month_day, closed_days, early_days, late_days, made_by,
                                           made_at)
                SELECT 'تنها', 'periodic', 'fixed', 0, 'keep', 0, 0, min(id), 0 FROM person
                """)
            for (job, state, done) in [(1, "booked", nil), (2, "done", 20_000)] as [(Int64, String, Int64?)] {
                _ = try tx.execute(
                    """
                    INSERT INTO plan_service (unit_id, template_id, position, planned_on, from_on, until_on, is_free, state,
                                              call_on, job_id, done_on)
                    VALUES (\(job), \(template), 1, 20000, 20000, 20000, 1, \(state), 20000, \(job), \(done))
                    """)
            }
            _ = try tx.execute("UPDATE job SET state = 'cancelled' WHERE id = 1")
        }
        let problems = try await world.problems()
        #expect(problems.map(\.key).sorted() == ["doctor.plan.booked", "doctor.plan.done", "doctor.plan.ownerless"])
    }
}

extension World {
    func problems() async throws -> [Complaint] {
        try await Doctor(company: arman, directory: portal.companies.directory).problems()
    }

    /// Writes over a stored file.
    func damage(_ hash: String) throws {
        try Data([9, 9]).write(to: arman.blobs.folder.appendingPathComponent("\(hash.prefix(2))/\(hash)"))
    }
}
