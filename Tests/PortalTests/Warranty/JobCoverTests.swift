import Database
import Domain
import HTTPTypes
import Testing

@testable import Base
@testable import Ground
@testable import Work

@Suite("The warranty of a job")
struct JobCoverTests {
    private func occasions(_ world: World) async throws -> [String] {
        try await world.arman.read { try $0.list("SELECT occasion FROM job_cover ORDER BY id") }
    }

    private func warranty(of number: String, _ world: World) async throws -> String? {
        try await world.arman.read { try $0.value("SELECT warranty FROM job WHERE number = \(number)") }
    }

    private func sell(_ serial: String, on day: String, _ world: World) async throws {
        _ = try await world.arman.write { tx in
            try tx.execute(
                "UPDATE unit SET purchased_on = \(CalendarSystem.jalali.parse(day)) WHERE serial = \(serial)")
        }
    }

    /// Its visit is written down by the dealer.
    private func finish(_ number: String, _ world: World, _ change: [String: String] = [:]) async throws {
        try await world.giveJob(number)
        let answer = try await world.answer(as: .dealerManager) { browser in
            let version = try await world.version(of: number)
            let fields = World.visit(change.merging(["version": version]) { first, _ in first })
            return try await browser.upload("/arman/jobs/\(number)/visits", fields, files: [])
        }
        #expect(answer.status == .seeOther, "\(answer.text.suffix(3000))")
    }

    @Test("is frozen when it is received and when it ends, and shown to the desk, the dealer and finance with reasons")
    func frozen() async throws {
        let world = try await World()
        let number = try await world.addJob(serial: "N1")
        try await sell("N1", on: "1404/09/01", world)
        try await finish(number, world)
        #expect(try await occasions(world) == ["intake", "end"])
        #expect(try await warranty(of: number, world) == "in")
        // What becomes of the machine later changes nothing of what was said.
        try await sell("N1", on: "1390/09/01", world)
        for role in [Role.reception, .dealerManager, .financeOfficer] {
            let page = try await world.answer(as: role) { try await $0.get("/arman/jobs/\(number)") }.text
            for text in ["گارانتی این کار", "اجرت", "ایاب و ذهاب", "تا پایان ۱۴۰۶/۰۹/۰۱", "وضعیت در پایان کار"] {
                #expect(page.contains(text), "\(role) \(text)")
            }
        }
    }

    @Test("is decided otherwise by a manager alone, with a reason and evidence, and the end keeps it")
    func decided() async throws {
        let world = try await World()
        let number = try await world.addJob(serial: "N1")
        try await sell("N1", on: "1390/09/01", world)
        let path = "/arman/jobs/\(number)/warranty"
        let photo = [(field: "photos", name: "a.jpg", bytes: TestPhotos.jpeg())]
        let all = [("verdict", "in"), ("subject", ""), ("reason", "قول مدیرعامل"), ("version", "1")]
        let silent = all.map { ($0.0, $0.0 == "reason" ? "" : $0.1) }
        let strange = all.map { ($0.0, $0.0 == "verdict" ? "unknown" : $0.1) }
        let reception = try await world.answer(as: .reception) { try await $0.upload(path, all, files: photo) }
        #expect(reception.status == .forbidden)
        try await world.browse(as: .serviceManager) { browser in
            let bare = try await browser.upload(path, all, files: [])
            #expect(bare.status == .unprocessableContent && bare.text.contains("به‌عنوان مدرک لازم است"))
            for wrong in [silent, strange] {
                let answer = try await browser.upload(path, wrong, files: photo)
                #expect(answer.status == .unprocessableContent)
            }
            let done = try await browser.upload(path, all, files: photo)
            #expect(done.location == "/arman/jobs/\(number)", "\(done.text.suffix(2000))")
            let second = all.map { ($0.0, $0.0 == "verdict" ? "out" : $0.1) }
            let other = try await browser.upload(path, second, files: photo)
            #expect(other.status == .conflict, "somebody has decided since his page was read")
        }
        #expect(try await occasions(world) == ["intake", "decision"])
        let files: Int? = try await world.arman.read {
            try $0.value("SELECT count(*) FROM attachment WHERE subject = 'job'")
        }
        #expect(files == 1)
        try await finish(number, world)
        #expect(try await warranty(of: number, world) == "in")
        let page = try await world.answer(as: .reception) { try await $0.get("/arman/jobs/\(number)") }.text
        #expect(page.contains("با تصمیم") && page.contains("قول مدیرعامل"))
        // What was paid by it stays.
        let version = try await world.version(of: number)
        let late = try await world.answer(as: .serviceManager) {
            try await $0.upload(path, all.map { ($0.0, $0.0 == "version" ? version : $0.1) }, files: photo)
        }
        #expect(late.text.contains("پایان یافته"))
    }

    @Test("is decided otherwise of one component, or of all of it, as the rule names them, and of nothing else")
    func component() async throws {
        let world = try await World()
        let number = try await world.addJob(serial: "N1")
        try await sell("N1", on: "1405/01/10", world)
        _ = try await WarrantyRuleTests.activate(try await WarrantyRuleTests.add(world), world)
        let name: String = try #require(
            try await world.arman.read {
                try $0.value("SELECT subject FROM warranty_term WHERE subject LIKE 'component:%' ORDER BY subject")
            })
        let path = "/arman/jobs/\(number)/warranty"
        let photo = [(field: "photos", name: "a.jpg", bytes: TestPhotos.jpeg())]
        @Sendable func lines() async throws -> [String: String] {
            let text: String = try #require(
                try await world.arman.read { try $0.value("SELECT lines FROM job_cover ORDER BY id DESC LIMIT 1") })
            return text.split(separator: "\n").reduce(into: [:]) { lines, line in
                let parts = line.split(separator: "\t").map(String.init)
                lines[parts[0]] = parts[1]
            }
        }
        try await world.browse(as: .serviceManager) { browser in
            let page = try await browser.get(path).text
            #expect(page.contains("value=\"\(name)\""), "\(name)")
            func decide(_ subject: String, _ verdict: String) async throws -> Browser.Answer {
                try await browser.upload(
                    path,
                    [
                        ("verdict", verdict), ("subject", subject), ("reason", "قول مدیرعامل"),
                        ("version", try await world.version(of: number)),
                    ], files: photo)
            }
            let strange = try await decide("component:هیچ", "in")
            #expect(strange.status == .unprocessableContent)
            let one = try await decide(name, "commitment")
            #expect(one.location == "/arman/jobs/\(number)", "\(one.text.suffix(1500))")
            let decided = try await lines()
            #expect(decided[name] == "commitment" && decided["labour"] == "in")
            let all = try await decide("", "out")
            #expect(all.status == .seeOther)
            #expect(Set(try await lines().values) == ["out"])
            let shown = try await browser.get("/arman/jobs/\(number)").text
            #expect(shown.contains("قول مدیرعامل"))
        }
    }

    @Test("of the same fault within the guarantee of the repair costs its owner nothing; of another one it does")
    func guarantee() async throws {
        let world = try await World()
        _ = try await WarrantyRuleTests.activate(try await WarrantyRuleTests.add(world), world)
        let first = try await world.addJob(serial: "N1")
        try await sell("N1", on: "1405/01/10", world)
        try await finish(first, world)
        let kinds: [String] = try await world.arman.read {
            try $0.list("SELECT kind FROM unit_guarantee ORDER BY kind, id")
        }
        #expect(kinds.contains("repair") && kinds.contains("part"))
        // So old that only the guarantee of the repair is left.
        _ = try await world.arman.write { tx in
            try tx.execute("UPDATE unit SET purchased_on = \(CalendarSystem.jalali.parse("1380/01/01"))")
        }
        let again = try await world.addJob(serial: "N1")
        try await finish(again, world)
        // The rule of 1405 is not the one under which it was sold, but the promise was made.
        #expect(try await warranty(of: again, world) == "in")
        let page = try await world.answer(as: .reception) { try await $0.get("/arman/jobs/\(again)") }.text
        #expect(page.contains("ضمانت تعمیر"))
    }

    @Test(
        "of a part that was fitted some months ago and fails again costs its owner no part, and no work where the rule says so",
        arguments: [false, true])
    func partGuarantee(_ isWithService: Bool) async throws {
        let world = try await World()
        let fields =
            WarrantyRuleTests.form(["parts": "1", "labour": "0", "repair_months": "0"])
            + (isWithService ? [("part_service", "1")] : [])
        let rule = try await world.answer(as: .administrator) { try await $0.post("/arman/warranty", fields) }
        let path = try #require(rule.location)
        let shown = try await world.answer(as: .administrator) { try await $0.get(path) }.text
        #expect(shown.contains("ضمانت قطعه با اجرت") && shown.contains(isWithService ? "بله" : "خیر"))
        _ = try await WarrantyRuleTests.activate(path, world)
        let first = try await world.addJob(serial: "N1")
        try await sell("N1", on: "1405/01/10", world)
        try await finish(first, world, ["symptom": "صدا"])
        #expect(try await warranty(of: first, world) == "commitment", "not by its own guarantee")
        let again = try await world.addJob(serial: "N1")
        try await finish(again, world, ["symptom": "صدا"])
        #expect(try await warranty(of: again, world) == (isWithService ? "in" : "commitment"))
        let page = try await world.answer(as: .reception) { try await $0.get("/arman/jobs/\(again)") }.text
        #expect(page.contains("ضمانت قطعه ") && page.contains(first))
        let other = try await world.addJob(serial: "N1")
        try await finish(other, world, ["symptom": "صدا", "part1": "P-999"])
        #expect(try await warranty(of: other, world) == "commitment")
    }

    @Test("that lies in repair beyond the limit lengthens the warranty of its machine by what is beyond")
    func long() async throws {
        let world = try await World()
        _ = try await WarrantyRuleTests.activate(try await WarrantyRuleTests.add(world), world)
        let number = try await world.addJob(serial: "N1")
        try await sell("N1", on: "1405/01/10", world)
        _ = try await world.arman.write { tx in
            try tx.execute("UPDATE job SET received_at = received_at - 35 * 86400")
        }
        try await finish(number, world)
        let days: [Int] = try await world.arman.read { try $0.list("SELECT days FROM unit_extension") }
        #expect(days == [15])
    }
}
