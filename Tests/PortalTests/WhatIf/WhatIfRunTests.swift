import Database
import Domain
import Testing

@testable import Fees
@testable import Ground

@Suite("A tariff run over a past period")
struct WhatIfRunTests {
    @Test("shows what it would have cost beside what was computed, and changes nothing")
    func figures() async throws {
        let world = try await World()
        let jobs = try await world.addPricedJobs(2)
        let draft = try await world.addTariff(isActive: false, file: Self.flat(6_000_000))
        // What is due each day touches the machines; it is done before anybody looks.
        try await world.work()
        let before = try await world.everything(of: "arman")
        let run = try await world.runWhatIf(draft)
        let after = try await world.everything(of: "arman")
        let isOfRun = { (table: String) in table.hasPrefix("what_if") || table == "run" }
        #expect(after.filter { !isOfRun($0.key) } == before.filter { !isOfRun($0.key) })
        try await world.browse(as: .auditor) { browser in
            let page = try await browser.get("/arman/what-ifs/\(run)").text
            // Two repairs of 5,110,000 each against 6,000,000.
            #expect(page.contains("۱۰٬۲۲۰٬۰۰۰") && page.contains("۱۲٬۰۰۰٬۰۰۰") && page.contains("۱٬۷۸۰٬۰۰۰"))
            #expect(page.contains("۱۷٫۴٪") && page.contains("نمایندگی تهران"))
            let most = try await browser.get("/arman/what-ifs/\(run)?by=jobs").text
            for job in jobs { #expect(most.contains("/arman/jobs/\(job)\"")) }
            for (kind, name) in [("service_type", "تعمیر"), ("product_group", "یخچال"), ("city", "تهران")] {
                #expect(try await browser.get("/arman/what-ifs/\(run)?by=\(kind)").text.contains(">\(name)"), "\(kind)")
            }
            let lines = try await browser.get("/arman/what-ifs/\(run)/changes/1").text
            #expect(lines.contains("L-A") && lines.contains("FLAT") && lines.contains("۸۹۰٬۰۰۰"))
            let none = try await browser.get("/arman/what-ifs/\(run)/changes/3")
            #expect(none.status == .notFound)
        }
    }

    @Test("is begun from the draft's page for days that are typed, once for a form that is sent twice")
    func begins() async throws {
        let world = try await World()
        try await world.addPricedJobs(1)
        let draft = try await world.addTariff(isActive: false, file: Self.flat(1))
        try await world.browse(as: .financeOfficer) { browser in
            let path = "/arman/tariffs/\(draft)/what-ifs"
            let form = [("from", "۱۴۰۵/۰۹/۰۱"), ("to", "1405/9/30"), ("key", "one")]
            let first = try await browser.post(path, form)
            let second = try await browser.post(path, form)
            #expect(first.status == .seeOther)
            #expect(first.location == second.location)
            for (from, to) in [
                ("1405/09/05", "1405/09/04"), ("1405/13/01", "1405/09/30"), ("", ""), ("1404/1/1", "1404/1/2"),
            ] {
                let refused = try await browser.post(path, [("from", from), ("to", to)])
                #expect(refused.status == .unprocessableContent, "\(from) \(to)")
            }
        }
        let runs: Int? = try await world.arman.read { try $0.value("SELECT count(*) FROM what_if") }
        #expect(runs == 1)
    }

    @Test("counts jobs that nothing has priced apart, and what the tariff cannot price too")
    func apart() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.giveJob(number)
        _ = try await world.finishJob(number)
        _ = try await world.addClaim()
        let draft = try await world.addTariff(isActive: false, file: Self.flat(700_000))
        let run = try await world.runWhatIf(draft)
        let sums = try await world.sums(run)
        // The claim's calculation has facts that nobody can read.
        #expect(sums == ["refused 1 675000 0", "unpriced 1 0 700000"])
        try await world.browse(as: .auditor) { browser in
            let page = try await browser.get("/arman/what-ifs/\(run)").text
            #expect(page.contains("۷۰۰٬۰۰۰") && page.contains("معتبر نیست"))
        }
    }

    @Test("that was killed goes on by itself after a minute, and finds the same")
    func killed() async throws {
        let world = try await World()
        try await world.addPricedJobs(2)
        let draft = try await world.addTariff(isActive: false, file: Self.flat(1))
        let whole = try await world.runWhatIf(draft)
        let killed = try await world.beginWhatIf(draft)
        // Somebody took it on and died after a step.
        _ = try await world.arman.write { tx in
            _ = try RunStore.claim([WhatIfs.name], token: "dead", tx)
            try WhatIfStore.advance(killed, to: 1, tx)
        }
        try await world.work()
        #expect(try await world.whatIf(killed).state == .running)
        try await world.browse(as: .serviceManager) { browser in
            let running = try await browser.get("/arman/what-ifs/\(killed)")
            #expect(running.headers[.init("Refresh")!] == "2")
        }
        world.time.move(seconds: RunStore.lease + 1)
        try await world.work()
        #expect(try await world.sums(killed) == world.sums(whole))
    }

    @Test("that failed is begun again by a form, once")
    func failed() async throws {
        let world = try await World()
        try await world.addPricedJobs(1)
        let draft = try await world.addTariff(isActive: false, file: Self.flat(1))
        let run = try await world.beginWhatIf(draft)
        _ = try await world.arman.write { try $0.execute("UPDATE tariff_rule SET method = 'none'") }
        try await world.work()
        #expect(try await world.whatIf(run).state == .failed)
        _ = try await world.arman.write { try $0.execute("UPDATE tariff_rule SET method = 'fixed'") }
        try await world.browse(as: .serviceManager) { browser in
            let (start, key) = ("/arman/what-ifs/\(run)/start", ("key", "sent-once"))
            let failed = try await browser.get("/arman/what-ifs/\(run)")
            #expect(failed.headers[.init("Refresh")!] == nil && failed.text.contains(start))
            for _ in 1...2 {
                let answer = try await browser.post(start, [key])
                #expect(answer.status == .seeOther)
            }
            let other = try await browser.post(start, [key, ("other", "1")])
            #expect(other.status == .conflict)
        }
        try await world.work()
        #expect(try await world.whatIf(run).state == .done)
        #expect(try await world.number("SELECT count(*) FROM run WHERE kind = 'what_if'") == 1)
    }

    @Test("of a draft that was changed since says so")
    func changedSince() async throws {
        let world = try await World()
        try await world.addPricedJobs(1)
        let draft = try await world.addTariff(isActive: false, file: Self.flat(1))
        let run = try await world.runWhatIf(draft)
        let note = "پیش‌نویس پس از این برآورد تغییر کرده است"
        try await world.browse(as: .auditor) { browser in
            #expect(try await !browser.get("/arman/what-ifs/\(run)").text.contains(note))
            _ = try await world.arman.write { try $0.execute("UPDATE tariff SET revision = 2 WHERE id = \(draft)") }
            #expect(try await browser.get("/arman/what-ifs/\(run)").text.contains(note))
        }
    }

    private static func flat(_ amount: Int) -> String { "code,component,method,amount\nFLAT,labour,fixed,\(amount)\n" }
}

extension World {
    /// Repairs done more than a day after each was taken, priced by the sample tariff.
    @discardableResult
    func addPricedJobs(_ count: Int) async throws -> [String] {
        try await addTariff()
        var numbers: [String] = []
        for _ in 0..<count {
            let number = try await addJob()
            try await giveJob(number)
            time.move(seconds: 30 * 3_600)
            _ = try await finishJob(number)
            numbers.append(number)
        }
        return numbers
    }

    /// A run of the days around now that nobody does yet.
    func beginWhatIf(_ tariff: ID<TariffVersion>) async throws -> ID<WhatIfRun> {
        let day = arman.clock.day(of: time.now)
        let actor = try Actor(
            person: try await personID(.serviceManager), name: "", roles: Roles([.serviceManager]), dealer: nil)
        let start = StartWhatIf(tariff: tariff, from: day.adding(days: -30), to: day)
        return try await arman.write { try start.run(by: actor, in: self.arman, $0) }
    }

    func runWhatIf(_ tariff: ID<TariffVersion>) async throws -> ID<WhatIfRun> {
        let run = try await beginWhatIf(tariff)
        try await work()
        #expect(try await whatIf(run).state == .done)
        return run
    }

    func whatIf(_ run: ID<WhatIfRun>) async throws -> WhatIfRow {
        try #require(try await arman.read { try WhatIfList.find(run, $0) })
    }

    /// Kind, jobs, computed and priced of each sum.
    func sums(_ run: ID<WhatIfRun>) async throws -> [String] {
        try await arman.read { tx in
            try tx.rows(
                "SELECT kind, code, jobs, computed, priced FROM what_if_sum WHERE what_if_id = \(run) ORDER BY kind, code"
            ).map { row in
                let (kind, jobs): (String, Int) = (try row("kind"), try row("jobs"))
                let (computed, priced): (Int64, Int64) = (try row("computed"), try row("priced"))
                return "\(kind) \(jobs) \(computed) \(priced)"
            }
        }
    }
}
