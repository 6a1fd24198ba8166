import Database
import Domain
import Testing

@testable import Base
@testable import Ground
@testable import Work

@Suite("The page of a machine")
struct UnitDataTests {
    @Test("lists what it was given beyond its terms and what the company answers for, each until when")
    func grants() async throws {
        let world = try await World()
        let number = try await world.addJob(serial: "N1")
        let (manager, today) = (try await world.person(.serviceManager), world.arman.clock.day(of: world.time.now))
        try await world.arman.write { tx in
            let unit = try UnitList.find("N1", tx)
            try UnitGrantStore.extend(
                unit.id, CoverExtension(.bought, of: .parts, months: 12), reason: "فاکتور ۷۸", by: manager, tx)
            try UnitGrantStore.extend(unit.id, CoverExtension(.repair, days: 5), reason: number, by: manager, tx)
            let rule = CoverRule(soldFrom: nil, start: CoverStart(.sale), terms: [], repairMonths: 3, partMonths: 6)
            try UnitGrantStore.guarantee(
                unit.id, job: number, faultCode: "E5", parts: ["برد کنترل"], under: rule,
                on: today.adding(days: -120), .jalali, tx)
        }
        let page = try await world.answer(as: .reception) { try await $0.get("/arman/units/N1") }.text
        for text in [
            "تمدیدها", "۱۲ ماه", "قطعه", "فاکتور ۷۸", "۵ روز", "ضمانت‌ها", "برد کنترل", "E5", "برقرار", "پایان‌یافته",
            number,
        ] {
            #expect(page.contains(text), "\(text)")
        }
    }

    @Test(
        "tells in each owner's file what was written when it was his, and nothing of before or after; merged, of both")
    func owners() async throws {
        let world = try await World()
        for serial in ["N1", "N0"] { _ = try await world.addJob(serial: serial) }
        let manager = try await world.person(.serviceManager)
        try await world.arman.write { tx in
            let unit = try UnitList.find("N1", tx)
            let more = CoverExtension(.campaign, months: 2)
            try UnitGrantStore.extend(unit.id, more, reason: "وعده یکم", by: manager, tx)
            let facts = UnitFacts(
                serial: "N1", model: "FRIDGE-1", dates: UnitDates(),
                void: CoverVoid(on: CalendarDay(number: 20_000), "باز کرده است"))
            try CorrectUnit(serial: "N1", version: unit.version, facts: facts, reason: "x").run(by: manager, in: tx)
            let exchange = try ExchangeStore.ask(
                .init(serial: "N2", model: "FRIDGE-1", reason: "خواست خودش"), for: "N1", by: manager, tx)
            try ExchangeStore.decline(exchange, at: 2, because: "نپذیرفت", by: manager, tx)
        }
        let merged = try await world.answer(as: .serviceManager) {
            try await $0.mergeUnits("N0", into: "N1", "یکی بودند")
        }
        #expect(merged.status == .seeOther, "\(merged.text.suffix(1500))")
        _ = try await world.addJob(mobile: "09351234567", serial: "N1")
        try await world.arman.write { tx in
            let unit = try UnitList.find("N1", tx)
            try UnitGrantStore.extend(
                unit.id, CoverExtension(.campaign, months: 2), reason: "وعده دوم", by: manager, tx)
        }
        let first = ["وعده یکم", "باز کرده است", "خواست خودش", "نپذیرفت", "یکی بودند"]
        let ids: [Int64] = try await world.arman.read { try $0.list("SELECT id FROM customer ORDER BY id") }
        try await world.browse(as: .administrator) { browser in
            func told(_ customer: Int64) async throws -> [String] {
                let page = try await browser.get("/arman/customers/\(customer)/data").text
                return (first + ["وعده دوم"]).filter { page.contains($0) }
            }
            #expect(try await told(ids[0]) == first)
            #expect(try await told(ids[1]) == ["وعده دوم"])
            try await browser.merge(ids[0], into: ids[1])
            #expect(try await told(ids[1]) == first + ["وعده دوم"])
            let undo = try #require(try await browser.undo(of: ids[1]))
            _ = try await browser.post(undo)
            #expect(try await told(ids[0]) == first)
            #expect(try await told(ids[1]) == ["وعده دوم"])
        }
    }

    @Test(
        "and its jobs keep nothing of a customer who is taken out in the reasons that people wrote; his file shows them before"
    )
    func erased() async throws {
        let world = try await World()
        let number = try await world.addJob(serial: "N1")
        let manager = try await world.person(.serviceManager)
        try await world.arman.write { tx in
            let unit = try UnitList.find("N1", tx)
            try UnitGrantStore.extend(
                unit.id, CoverExtension(.campaign, months: 2), reason: "وعده به زهرا کریمی", by: manager, tx)
            let facts = UnitFacts(
                serial: "N1", model: "FRIDGE-1", dates: UnitDates(),
                void: CoverVoid(on: CalendarDay(number: 20_000), "زهرا کریمی باز کرده است"))
            try CorrectUnit(serial: "N1", version: unit.version, facts: facts, reason: "زهرا کریمی گفت").run(
                by: manager, in: tx)
            let exchange = try ExchangeStore.ask(
                .init(serial: "N2", model: "FRIDGE-1", reason: "خواست زهرا کریمی"), for: "N1", by: manager, tx)
            try ExchangeStore.decline(exchange, at: 2, because: "زهرا کریمی نپذیرفت", by: manager, tx)
            let job = try JobStore.find(number, .company, tx)
            let verdict = try JobCoverStore.verdict(of: job, on: CalendarDay(number: 20_000), .jalali, tx)
            try JobCoverStore.freeze(
                verdict.decided(.within, on: [.labour], because: "قول به زهرا کریمی"), of: job.id, at: .decision,
                on: CalendarDay(number: 20_000), by: manager, tx)
            try tx.execute("UPDATE job SET state = 'cancelled' WHERE number = \(number)")
        }
        let customer: Int64 = try #require(try await world.arman.read { try $0.value("SELECT customer_id FROM unit") })
        try await world.browse(as: .administrator) { browser in
            let data = try await browser.get("/arman/customers/\(customer)/data").text
            for text in ["وعده به", "باز کرده است", "خواست زهرا", "نپذیرفت", "قول به"] {
                #expect(data.contains(text), "\(text)")
            }
            let done = try await browser.post("/arman/customers/\(customer)/erasure", [("sure", "yes")])
            #expect(done.status == .seeOther, "\(done.text.suffix(1500))")
        }
        let texts: [String] = try await world.arman.read { tx in
            try tx.list("SELECT reason FROM unit_extension") + tx.list("SELECT void_reason FROM unit")
                + tx.list("SELECT reason || answer FROM unit_exchange") + tx.list("SELECT lines FROM job_cover")
                + tx.list("SELECT detail FROM event WHERE subject = 'unit'")
        }
        #expect(texts.count >= 5 && !texts.contains { $0.contains("کریمی") }, "\(texts)")
    }
}
