import Database
import Domain
import Testing

@testable import Fees
@testable import Ground
@testable import Stock
@testable import Work

@Suite("Putting a recorded visit right")
struct VisitCorrectionTests {
    private static func world(hours: Int = 24) async throws -> World {
        let world = try await World()
        let manager = try await world.person(.serviceManager)
        try await world.arman.write { tx in
            try VisitSetting(correctHours: hours, signature: .off, leastPeers: 5).set(by: manager, tx)
        }
        return world
    }

    /// A job whose visit was recorded by the first dealer's manager.
    private static func done(_ world: World, _ changes: [String: String] = [:]) async throws -> (
        job: String, path: String
    ) {
        let number = try await world.acceptedJob()
        try await world.browse(as: .dealerManager) { browser in
            let answer = try await browser.upload("/arman/jobs/\(number)/visits", World.visit(changes), files: [])
            try #require(answer.status == .seeOther, "\(answer.text)")
        }
        let visit = try await world.number(
            "SELECT max(v.id) FROM visit v JOIN job j ON j.id = v.job_id WHERE j.number = \(number)")
        return (number, "/arman/jobs/\(number)/visits/\(visit)/correction")
    }

    private static func form(_ job: String, _ world: World, _ changes: [String: String]) async throws -> [(
        String, String
    )] {
        let all = ["version": try await world.version(of: job), "reason": "اشتباه تایپی"].merging(changes) { $1 }
        return World.visit(all).filter { $0.0 != "confirmed" && $0.0 != "key" }
    }

    @Test("changes what was said, computes fee and claim anew, and keeps what was before with the reason")
    func corrected() async throws {
        let world = try await Self.world()
        try await world.activateTariff()
        let (job, path) = try await Self.done(world)
        let before = try await world.number("SELECT count(*) FROM calculation")
        try await world.browse(as: .dealerManager) { browser in
            let page = try await browser.get("/arman/jobs/\(job)").text
            #expect(page.contains(path) && page.contains("می‌توانید اصلاح کنید"))
            let form = try await browser.get(path).text
            #expect(form.value(of: "minutes") == "45" && form.value(of: "part1") == "P-100")
            let bare = try await browser.post(path, try await Self.form(job, world, ["minutes": "90", "reason": ""]))
            #expect(bare.status == .unprocessableContent)
            let answer = try await browser.post(
                path, try await Self.form(job, world, ["minutes": "90", "km": "300"]))
            #expect(answer.status == .seeOther, "\(answer.text)")
            let after = try await browser.get("/arman/jobs/\(job)").text
            for text in ["اصلاح مراجعه", "اشتباه تایپی", "۴۵", "۹۰"] { #expect(after.contains(text), "\(text)") }
        }
        let kept = try await world.number("SELECT count(*) FROM visit WHERE minutes = 90 AND km_tenths = 3000")
        let calculations = try await world.number("SELECT count(*) FROM calculation")
        let claimed = try await world.number("SELECT claimed FROM claim")
        let payable = try await world.number("SELECT payable FROM calculation ORDER BY id DESC LIMIT 1")
        #expect(kept == 1 && calculations == before + 1 && claimed == payable)
        // The tariff of these tests was written by nobody.
        let problems = try await world.problems().filter { $0.key != "doctor.stranger" }
        #expect(problems == [])
    }

    @Test("is refused to anybody else, to another dealer and the office, and where nothing was changed")
    func others() async throws {
        let world = try await Self.world()
        let (job, path) = try await Self.done(world)
        let form = try await Self.form(job, world, ["minutes": "90"])
        try await world.browse(as: .dealerManager, dealer: 2) { browser in
            let (page, deed) = (try await browser.get(path), try await browser.post(path, form))
            #expect(page.status == .notFound && deed.status == .notFound)
        }
        for role in [Role.dispatcher, .financeOfficer, .administrator] {
            try await world.browse(as: role) { browser in
                let (page, deed) = (try await browser.get(path), try await browser.post(path, form))
                #expect(page.status == .notFound && deed.status == .forbidden)
            }
        }
        try await world.browse(as: .dealerManager) { browser in
            let same = try await browser.post(path, try await Self.form(job, world, [:]))
            #expect(same.status == .unprocessableContent && same.text.contains("چیزی تغییر نکرده است"))
        }
        _ = try await world.arman.write { try $0.execute("UPDATE visit SET made_by = 1") }
        try await world.browse(as: .dealerManager) { browser in
            let page = try await browser.get(path)
            #expect(page.text.contains("فقط کسی که مراجعه را ثبت کرده است"))
        }
    }

    @Test("is over with its hours, with the decision on its claim, and does not exist where the company wants none")
    func closed() async throws {
        let world = try await Self.world(hours: 2)
        let (job, path) = try await Self.done(world)
        let form = try await Self.form(job, world, ["minutes": "90"])
        world.time.move(seconds: 2 * 3_600 + 1)
        try await world.browse(as: .dealerManager) { browser in
            let page = try await browser.get(path).text
            #expect(page.contains("مهلت اصلاح (۲ ساعت پس از ثبت) گذشته است"))
            let (deed, own) = (try await browser.post(path, form), try await browser.get("/arman/jobs/\(job)").text)
            #expect(deed.status == .unprocessableContent && !own.contains(path))
        }
        let off = try await Self.world(hours: 0)
        let (_, other) = try await Self.done(off)
        try await off.browse(as: .dealerManager) { browser in
            let page = try await browser.get(other).text
            #expect(page.contains("مراجعه ثبت‌شده اصلاح نمی‌شود"))
        }
    }

    @Test("neither opens a job nor moves the day of its end")
    func end() async throws {
        let world = try await Self.world()
        let (job, path) = try await Self.done(world)
        try await world.browse(as: .dealerManager) { browser in
            for (changes, text) in [
                (["outcome": "to_continue"], "اصلاح، کار تمام‌شده را باز نمی‌کند"),
                (["outcome": "refused"], "نمی‌توانید به این گزینه تغییر دهید"),
            ] {
                let answer = try await browser.post(path, try await Self.form(job, world, changes))
                #expect(answer.status == .unprocessableContent && answer.text.contains(text), "\(answer.text)")
            }
        }
    }

    @Test("takes back the parts and fits them anew, by rows of their own")
    func parts() async throws {
        let world = try await Self.world()
        for code in ["P-100", "P-200"] { try await world.addPart(code) }
        try await world.addPart("D-100", mustReturn: .always)
        let sub = try await world.addPlace(.sub, "S1", dealer: "D100")
        for code in ["P-100", "P-200", "D-100"] { try await world.receive(code, 3, at: sub) }
        let (job, path) = try await Self.done(world, ["part1": "D-100", "quantity1": "2"])
        let owed = try await world.number("SELECT count(*) FROM part_debt WHERE state = 'owed'")
        #expect(owed == 2)
        try await world.browse(as: .dealerManager) { browser in
            let answer = try await browser.post(
                path, try await Self.form(job, world, ["part1": "P-200", "quantity1": "1"]))
            #expect(answer.status == .seeOther, "\(answer.text)")
        }
        let (back, taken) = (try await world.onHand("D-100", at: sub), try await world.onHand("P-200", at: sub))
        #expect(back == 3 && taken == 2)
        let waived = try await world.number("SELECT count(*) FROM part_debt WHERE state = 'waived'")
        let reversed = try await world.number("SELECT count(*) FROM stock_movement WHERE reverses_id IS NOT NULL")
        let named = try await world.number("SELECT count(*) FROM visit_part WHERE part = 'P-200'")
        #expect(waived == 2 && reversed == 2 && named == 1)
        let problems = try await world.stockProblems()
        #expect(problems == [])
    }

    @Test("leaves parts alone of which a removed one is on its way")
    func sent() async throws {
        let world = try await Self.world()
        try await world.addPart("D-100", mustReturn: .always)
        let sub = try await world.addPlace(.sub, "S1", dealer: "D100")
        try await world.receive("D-100", 3, at: sub)
        let (job, path) = try await Self.done(world, ["part1": "D-100", "quantity1": "1"])
        let debts = try await world.arman.read { try $0.list("SELECT id FROM part_debt", as: ID<PartDebt>.self) }
        _ = try await world.sendBox(debts)
        try await world.browse(as: .dealerManager) { browser in
            let answer = try await browser.post(
                path, try await Self.form(job, world, ["part1": "D-100", "quantity1": "2"]))
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("داغی این مراجعه ارسال شده یا بهای آن به حساب نماینده گذاشته شده است"))
            let rest = try await browser.post(
                path, try await Self.form(job, world, ["part1": "D-100", "quantity1": "1", "minutes": "50"]))
            #expect(rest.status == .seeOther, "\(rest.text)")
        }
        let lies = try await world.onHand("D-100", at: sub)
        #expect(lies == 2)
    }
}
