import Database
import Domain
import Testing

@testable import Base
@testable import Care
@testable import Ground
@testable import Work

@Suite("The check list of a service")
struct CheckListJourneyTests {
    private static let list = "کندانسور\n*لاستیک در\n*فشار گاز [bar]"

    /// A job of a service with a list and a kit, with the dealer who does it.
    private func job(_ world: World) async throws -> String {
        try await world.browse(as: .serviceManager) { browser in
            let written = PlanJourneyTests.written.map { $0.0 == "check_1" ? ($0.0, Self.list) : $0 }
            let answer = try await browser.post(
                "/arman/plans/templates", written + [("kit_1", "فیلتر آب × 2\nF-100")])
            #expect(answer.status == .seeOther, "\(answer.text)")
        }
        try await world.addJob()
        let service: Int64 = try await world.arman.write { tx in
            let day = try CalendarSystem.jalali.parse("1405/03/05")
            try tx.execute("UPDATE unit SET installed_on = \(day)")
            try RunStore.add("plan_template", of: 1, by: nil, in: world.arman, tx)
            return 1
        }
        try await world.work()
        try await world.browse(as: .reception) { browser in
            let answer = try await browser.post("/arman/plans/jobs", [("planned", "\(service):1")])
            #expect(answer.status == .seeOther, "\(answer.text)")
        }
        let number: String? = try await world.arman.read {
            try $0.value("SELECT j.number FROM plan_service s JOIN job j ON j.id = s.job_id")
        }
        let found = try #require(number)
        try await world.accept(found, dealer: "D100")
        return found
    }

    /// The answers as the form would send them.
    private static func answers(_ typed: [(String, String, String)]) -> [String: String] {
        let keys = ["check کندانسور", "check لاستیک در", "check فشار گاز"]
        return zip(keys, typed).enumerated().reduce(into: [:]) { fields, row in
            fields["ask_\(row.offset + 1)"] = row.element.0
            fields["answer_\(row.offset + 1)"] = row.element.1.0
            fields["answer_note_\(row.offset + 1)"] = row.element.1.1
        }
    }

    @Test("is asked at the visit, must be answered before the job ends, and is read on job, report and machine")
    func answered() async throws {
        let world = try await World()
        let number = try await job(world)
        let serial: String = try await world.arman.read { try $0.value("SELECT serial FROM unit") ?? "" }
        try await world.browse(as: .dealerManager) { browser in
            let form = try await browser.get("/arman/jobs/\(number)/visits/new").text
            #expect(form.contains("check فشار گاز") && form.contains("کندانسور"))
            let lacking = try await browser.upload(
                "/arman/jobs/\(number)/visits",
                World.visit(Self.answers([("yes", "", ""), ("", "", ""), ("۲٫۱۵", "", "")])),
                files: [])
            #expect(lacking.status == .unprocessableContent && lacking.text.contains("پیش از پایان کار پاسخ دهید"))
            #expect(lacking.text.contains("۲٫۱۵"), "what was typed comes back")
            let wrong = try await browser.upload(
                "/arman/jobs/\(number)/visits",
                World.visit(Self.answers([("yes", "", ""), ("no", "", ""), ("زیاد", "", "")])), files: [])
            #expect(wrong.status == .unprocessableContent && wrong.text.contains("عدد نیست"))
            let done = try await browser.upload(
                "/arman/jobs/\(number)/visits",
                World.visit(Self.answers([("", "", ""), ("no", "پاره بود", ""), ("۲٫۱۵", "", "")])), files: [])
            #expect(done.status == .seeOther, "\(done.text)")
            for path in ["/arman/jobs/\(number)", "/arman/jobs/\(number)/report"] {
                let shown = try await browser.get(path).text
                #expect(shown.contains("پاره بود") && shown.contains("۲٫۱۵"), "\(path)")
            }
        }
        #expect(try await world.number("SELECT count(*) FROM visit_check") == 2)
        #expect(try await world.number("SELECT number FROM visit_check WHERE unit = 'bar'") == 2_150)
        try await world.browse(as: .reception) { browser in
            let unit = try await browser.get("/arman/units/\(serial)").text
            #expect(unit.contains("فهرست‌های بازدید سرویس") && unit.contains("پاره بود"))
        }
    }

    @Test("is read in the evidence of the claim that the visit makes, and in the file of visits")
    func evidence() async throws {
        let world = try await World()
        try await world.addTariff()
        let number = try await job(world)
        try await world.browse(as: .dealerManager) { browser in
            let done = try await browser.upload(
                "/arman/jobs/\(number)/visits",
                World.visit(Self.answers([("", "", ""), ("no", "پاره بود", ""), ("۲٫۱۵", "", "")])), files: [])
            #expect(done.status == .seeOther, "\(done.text)")
            let file = try await browser.get("/arman/jobs/visits/export?format=csv").text
            #expect(file.contains("فهرست بازدید") && file.contains("پاره بود") && file.contains("۲٫۱۵"))
        }
        let claim: Int64 = try #require(try await world.arman.read { try $0.value("SELECT id FROM claim") })
        try await world.browse(as: .financeOfficer) { browser in
            let page = try await browser.get("/arman/claims/\(claim)").text
            #expect(page.contains("پاره بود") && page.contains("۲٫۱۵"))
        }
    }

    @Test("an answer of an earlier visit of the job holds, and a visit that ends nothing asks for none")
    func earlier() async throws {
        let world = try await World()
        let number = try await job(world)
        try await world.browse(as: .dealerManager) { browser in
            let some = Self.answers([("", "", ""), ("yes", "", ""), ("", "", "")])
            let going = try await browser.upload(
                "/arman/jobs/\(number)/visits", World.visit(some.merging(["outcome": "to_continue"]) { $1 }), files: [])
            #expect(going.status == .seeOther, "\(going.text)")
            let form = try await browser.get("/arman/jobs/\(number)/visits/new").text
            #expect(form.contains("پاسخ پیشین"))
            let version = try await world.version(of: number)
            let rest = Self.answers([("", "", ""), ("", "", ""), ("-", "", "")])
            let done = try await browser.upload(
                "/arman/jobs/\(number)/visits", World.visit(rest.merging(["version": version]) { $1 }), files: [])
            #expect(done.status == .seeOther, "\(done.text)")
        }
        #expect(try await world.state(of: number) == .done)
    }

    @Test("the kit stands on the job and on the order, which has boxes for the list")
    func kit() async throws {
        let world = try await World()
        let number = try await job(world)
        try await world.browse(as: .dealerManager) { browser in
            let page = try await browser.get("/arman/jobs/\(number)").text
            #expect(page.contains("قطعات لازم") && page.contains("فیلتر آب"))
            let order = try await browser.get("/arman/jobs/\(number)/order").text
            #expect(order.contains("فیلتر آب") && order.contains("F-100") && order.contains("☐ بله"))
        }
        try await world.browse(as: .serviceManager) { browser in
            let form = try await browser.get("/arman/plans/templates/1").text
            #expect(form.contains("فیلتر آب × 2") && form.contains("*لاستیک در"))
        }
    }
}
