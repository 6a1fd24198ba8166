import Database
import Domain
import Testing

@testable import Fees
@testable import Ground
@testable import Treasury
@testable import Work

@Suite("Booking what another tariff would have given")
struct RecomputationTests {
    @Test("puts the difference of each settled job to its dealer's account, and leaves what was computed as it was")
    func books() async throws {
        let world = try await World()
        let (run, jobs) = try await world.addRetroactiveRun(approved: 2, open: 1)
        let before = try await world.calculations()
        try await world.proposeRecomputation(run)
        try await world.confirmRecomputation(run)
        try await world.work()
        let after = try await world.calculations()
        #expect(Array(after.prefix(before.count)) == before)
        #expect(after.count == before.count + 2)
        // 6,000,000 instead of 5,110,000, twice; the claim that nobody has decided is left alone.
        #expect(try await world.adjustments() == [890_000, 890_000])
        #expect(try await world.balance() == 2 * 6_000_000)
        #expect(try await world.feeProblems().isEmpty)
        let accounts = try await world.arman.read { try AccountDoctorList.problems($0) }
        #expect(accounts.isEmpty)
        try await world.browse(as: .auditor) { browser in
            let page = try await browser.get("/arman/what-ifs/\(run)").text
            #expect(page.contains("۲ کار، ") && page.contains("۱٬۷۸۰٬۰۰۰") && page.contains("تعرفه از فروردین"))
            #expect(try await browser.get("/arman/jobs/\(jobs[0])").text.contains("FLAT"))
        }
    }

    @Test("twice, or after it broke off anywhere, books nothing twice", arguments: [0, 1, 2, 3])
    func idempotent(booked: Int) async throws {
        let world = try await World()
        let (run, _) = try await world.addRetroactiveRun(approved: 3, open: 0)
        try await world.proposeRecomputation(run)
        try await world.confirmRecomputation(run)
        try await world.book(booked, of: run)
        #expect(try await world.adjustments().count == booked)
        try await world.work()
        try await world.work()
        #expect(try await world.adjustments() == [890_000, 890_000, 890_000])
        let row = try #require(try await world.arman.read { try RecomputationStore.find(of: run, $0) })
        #expect(row.state == .booked)
        #expect([row.bookedJobs, Int(row.bookedAmount)] == [3, 2_670_000])
        // A later run of the same tariff finds nothing left to change.
        let again = try await world.runWhatIf(world.whatIf(run).tariff)
        #expect(try await world.sums(again).filter { $0.hasPrefix("settled") }.isEmpty)
        #expect(try await world.feeProblems().isEmpty)
    }

    @Test("is begun again once by a form, however often it is sent")
    func begunAgain() async throws {
        let world = try await World()
        let (run, _) = try await world.addRetroactiveRun(approved: 1, open: 0)
        try await world.proposeRecomputation(run)
        try await world.confirmRecomputation(run)
        try await world.browse(as: .financeOfficer) { browser in
            let (start, key) = ("/arman/what-ifs/\(run)/recomputation/start", ("key", "sent-once"))
            for _ in 1...2 {
                let answer = try await browser.post(start, [key])
                #expect(answer.status == .seeOther)
            }
            let other = try await browser.post(start, [key, ("other", "1")])
            #expect(other.status == .conflict)
        }
    }

    @Test("that goes on later books no claim that was approved after the confirmation")
    func approvedLater() async throws {
        let world = try await World()
        let (run, jobs) = try await world.addRetroactiveRun(approved: 2, open: 1)
        try await world.proposeRecomputation(run)
        try await world.confirmRecomputation(run)
        try await world.book(1, of: run)
        world.time.move(seconds: 86_400)
        try await world.approve(jobs[2])
        try await world.work()
        #expect(try await world.adjustments() == [890_000, 890_000])
        #expect(try await world.state(of: run) == .booked)
    }

    @Test("is not called failed by a second booker who comes while the first one books")
    func secondBooker() async throws {
        let world = try await World()
        let (run, _) = try await world.addRetroactiveRun(approved: 2, open: 0)
        try await world.proposeRecomputation(run)
        try await world.confirmRecomputation(run)
        try await world.book(1, of: run)
        let row = try #require(try await world.arman.read { try RecomputationStore.find(of: run, $0) })
        try await world.arman.write { try RecomputationStore.fail(row.id, "recompute.changed", $0) }
        #expect(try await world.state(of: run) == .booking)
        await #expect(throws: OvertakenRun.self) {
            _ = try await world.arman.write { try RecomputationStore.advance(row.id, jobs: 2, amount: 1, $0) }
        }
        try await world.work()
        #expect(try await world.state(of: run) == .booked)
        await #expect(throws: OvertakenRun.self) {
            _ = try await world.arman.write { try RecomputationStore.advance(row.id, jobs: 0, amount: 0, $0) }
        }
    }

    @Test("leaves alone what the tariff of another audience has computed")
    func otherAudience() async throws {
        let world = try await World()
        _ = try await world.addRetroactiveRun(approved: 2, open: 0)
        try await world.setPay(.technicians)
        let own = try await world.addTariff(file: WorldRecomputation.flat, audience: "technicians")
        let run = try await world.runWhatIf(own)
        #expect(try await world.sums(run).filter { $0.hasPrefix("settled") }.isEmpty)
        try await world.browse(as: .financeOfficer) { browser in
            let answer = try await browser.post("/arman/what-ifs/\(run)/recomputation", [("reason", "x")])
            #expect(answer.status == .unprocessableContent)
        }
    }

    @Test("by two processes at the same moment books each job once")
    func race() async throws {
        let world = try await World()
        let (run, _) = try await world.addRetroactiveRun(approved: 3, open: 0)
        try await world.proposeRecomputation(run)
        try await world.confirmRecomputation(run)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<3 {
                group.addTask { try? await world.work() }
            }
        }
        #expect(try await world.adjustments() == [890_000, 890_000, 890_000])
        #expect(try await world.feeProblems().isEmpty)
    }

    @Test("needs an approver other than the one who proposed it, and a reason")
    func secondPerson() async throws {
        let world = try await World()
        let (run, _) = try await world.addRetroactiveRun(approved: 1, open: 0)
        let path = "/arman/what-ifs/\(run)/recomputation"
        try await world.serve { client in
            let approver = try await world.browser(client, as: .financeApprover)
            let officer = try await world.browser(client, as: .financeOfficer)
            #expect(try await approver.post(path, [("reason", " ")]).status == .unprocessableContent)
            #expect(try await approver.post(path, [("reason", "تعرفه از فروردین")]).status == .seeOther)
            #expect(
                try await officer.get("/arman/tariffs").text.contains(
                    "href=\"/arman/what-ifs/\(run)\">تعرفه از فروردین"))
            #expect(try await officer.post(path, [("reason", "دوباره")]).status == .conflict)
            #expect(try await officer.post("\(path)/decision", [("decision", "confirm")]).status == .forbidden)
            let own = try await approver.post("\(path)/decision", [("decision", "confirm")])
            #expect(own.status == .unprocessableContent)
            #expect(try await approver.post("\(path)/decision", []).status == .unprocessableContent)
        }
        #expect(try await world.adjustments().isEmpty)
    }

    @Test("is refused of a draft, and where nothing that is settled changes")
    func nothing() async throws {
        let world = try await World()
        try await world.addPricedJobs(1)
        let draft = try await world.addTariff(isActive: false, file: WorldRecomputation.flat)
        let run = try await world.runWhatIf(draft)
        try await world.browse(as: .financeOfficer) { browser in
            #expect(try await !browser.get("/arman/what-ifs/\(run)").text.contains("/recomputation"))
            let answer = try await browser.post("/arman/what-ifs/\(run)/recomputation", [("reason", "x")])
            #expect(answer.status == .unprocessableContent)
        }
    }

    @Test("books nothing where claims have changed since it was proposed")
    func changed() async throws {
        let world = try await World()
        let (run, jobs) = try await world.addRetroactiveRun(approved: 2, open: 0)
        try await world.proposeRecomputation(run)
        try await world.arman.write { tx in
            let job = try JobStore.find(jobs[0], .company, tx)
            try tx.execute("UPDATE claim SET state = 'part_approved' WHERE job_id = \(job.id)")
        }
        try await world.confirmRecomputation(run)
        try await world.work()
        let row = try #require(try await world.arman.read { try RecomputationStore.find(of: run, $0) })
        #expect(row.state == .failed)
        #expect(try await world.adjustments().isEmpty)
        try await world.browse(as: .financeOfficer) { browser in
            let page = try await browser.get("/arman/what-ifs/\(run)").text
            #expect(page.contains("چیزی ثبت نشد"))
        }
    }

    @Test("is the only way: to put another tariff into force changes no calculation")
    func activation() async throws {
        let world = try await World()
        try await world.addPricedJobs(2)
        let before = try await world.calculations()
        let draft = try await world.addTariff(isActive: false, file: WorldRecomputation.flat)
        _ = try await world.arman.write { tx in
            try tx.execute("UPDATE tariff SET valid_from = \(CalendarDay(iso: "2026-11-24")!) WHERE id = \(draft)")
        }
        try await world.browse(as: .financeOfficer) { browser in
            let answer = try await browser.activate(draft)
            #expect(answer.status == .seeOther)
        }
        #expect(try await world.calculations() == before)
    }
}

private enum WorldRecomputation {
    static let flat = "code,component,method,amount\nFLAT,labour,fixed,6000000\n"
}

extension World {
    /// Repairs priced by the sample tariff with their claims, and a run over them of another tariff that has come into force
    /// since, for days that were over.
    func addRetroactiveRun(approved: Int, open: Int) async throws -> (ID<WhatIfRun>, [String]) {
        let old = try await addTariff()
        var jobs: [String] = []
        for place in 0..<(approved + open) {
            // Workdays, each job a day and more after it was taken.
            let number = try await addJob()
            try await giveJob(number)
            time.move(seconds: 26 * 3_600)
            let priced = try #require(try await finishJob(number))
            try await claim(number, priced, isApproved: place < approved)
            jobs.append(number)
        }
        let new = try await addTariff(isActive: false, file: WorldRecomputation.flat)
        try await arman.write { tx in
            try tx.execute("UPDATE tariff SET state = 'retired' WHERE id = \(old)")
            try tx.execute(
                "UPDATE tariff SET state = 'active', activated_by = 2, activated_at = \(tx.now) WHERE id = \(new)")
        }
        return (try await runWhatIf(new), jobs)
    }

    private func claim(_ number: String, _ priced: PriceJob.Priced, isApproved: Bool) async throws {
        let officer = try Actor(
            person: try await personID(.financeOfficer), name: "", roles: Roles([.financeOfficer]), dealer: nil)
        try await arman.write { tx in
            let job = try JobStore.find(number, .company, tx)
            let id = try AddClaim(
                job: job.id, calculation: priced.id, dealer: job.dealer!, payable: priced.calculation.payable,
                completedOn: self.arman.clock.day(of: tx.now)
            ).run(by: nil, in: self.arman, tx)
            guard isApproved else { return }
            let version: Int = try tx.value("SELECT version FROM claim WHERE id = \(id)") ?? 1
            try DecideClaims(
                deed: .approve, choices: [ClaimChoice(id: id, version: version)], reason: nil, text: "", isSure: true
            ).run(by: officer, in: self.arman, tx)
        }
    }

    func proposeRecomputation(_ run: ID<WhatIfRun>) async throws {
        try await browse(as: .financeOfficer) { browser in
            let answer = try await browser.post(
                "/arman/what-ifs/\(run)/recomputation", [("reason", "تعرفه از فروردین")])
            #expect(answer.status == .seeOther)
        }
    }

    /// By the command alone: nothing is booked yet.
    func confirmRecomputation(_ run: ID<WhatIfRun>) async throws {
        let approver = try Actor(
            person: try await personID(.financeApprover), name: "", roles: Roles([.financeApprover]), dealer: nil)
        try await arman.write {
            try DecideRecomputation(run: run, isConfirmed: true).run(by: approver, in: self.arman, $0)
        }
    }

    fileprivate func state(of run: ID<WhatIfRun>) async throws -> RecomputationState? {
        try await arman.read { try RecomputationStore.find(of: run, $0)?.state }
    }

    fileprivate func approve(_ number: String) async throws {
        let officer = try Actor(
            person: try await personID(.financeOfficer), name: "", roles: Roles([.financeOfficer]), dealer: nil)
        try await arman.write { tx in
            let job = try JobStore.find(number, .company, tx)
            let row = try tx.one("SELECT id, version FROM claim WHERE job_id = \(job.id)")
            try DecideClaims(
                deed: .approve, choices: [ClaimChoice(id: row("id"), version: row("version"))], reason: nil, text: "",
                isSure: true
            ).run(by: officer, in: self.arman, tx)
        }
    }

    /// What a booking that broke off after so many jobs has left behind.
    fileprivate func book(_ count: Int, of run: ID<WhatIfRun>) async throws {
        let pass = try await WhatIfPass(run, in: arman)
        let step = try #require(try await pass.next(after: pass.start))
        let row = try #require(try await arman.read { try RecomputationStore.find(of: run, $0) })
        let booking = BookDifferences(company: arman, row: row, pass: pass, step: pass.start)
        let changes = Array(step.changes.prefix(count))
        _ = try await arman.write { try booking.book(changes, $0) }
    }

    /// Job, amount and tariff of each, in their order.
    fileprivate func calculations() async throws -> [String] {
        try await arman.read { tx in
            try tx.rows("SELECT * FROM calculation ORDER BY id").map { "\($0.fields)" }
        }
    }

    fileprivate func adjustments() async throws -> [Int64] {
        try await arman.read { try $0.list("SELECT amount FROM ledger_entry WHERE kind = 'adjustment' ORDER BY id") }
    }
}
