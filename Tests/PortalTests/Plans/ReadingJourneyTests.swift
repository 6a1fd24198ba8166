import Database
import Domain
import Testing

@testable import Base
@testable import Care
@testable import Ground
@testable import Work

@Suite("What a machine's counter shows")
struct ReadingJourneyTests {
    private static let plan = [
        ("name", "سرویس ژنراتور"), ("for", "group:1"), ("count", "hours"), ("basis", "fixed"), ("early", "10"),
        ("late", "20"), ("months_1", "1000"), ("pay_1", "free"), ("again", "1000"), ("usual", "300"),
    ]

    /// A machine in Tehran that was installed on 1405/03/05, with a plan by hours.
    private func machine(_ world: World) async throws -> String {
        let number = try await world.acceptedJob()
        try await world.arman.write { tx in
            let day = try CalendarSystem.jalali.parse("1405/03/05")
            try tx.execute("UPDATE unit SET installed_on = \(day)")
        }
        try await world.browse(as: .serviceManager) { browser in
            let answer = try await browser.post("/arman/plans/templates", Self.plan)
            #expect(answer.status == .seeOther, "\(answer.text)")
            let form = try await browser.get("/arman/plans/templates/1").text
            #expect(form.contains("ساعت کار") && form.contains("value=\"1000\""))
            let list = try await browser.get("/arman/plans/templates").text
            #expect(list.contains("۱٬۰۰۰ ساعت"))
        }
        try await world.work()
        return number
    }

    private func days(_ world: World) async throws -> [String] {
        try await world.arman.read { tx in
            try tx.rows("SELECT position, planned_on FROM plan_service ORDER BY planned_on, id").map { row in
                "\(try row("position") as Int) \(CalendarSystem.jalali.text(try row("planned_on")))"
            }
        }
    }

    @Test("is written down by the office, moves what is planned, and goes back with a reason alone")
    func office() async throws {
        let world = try await World()
        _ = try await machine(world)
        let before = try await days(world)
        #expect(before.first == "2 1405/09/21", "the first one was over: \(before)")
        let serial: String = try await world.arman.read { try $0.value("SELECT serial FROM unit") ?? "" }
        try await world.browse(as: .reception) { browser in
            let path = "/arman/units/\(serial)/readings"
            let unit = try await browser.get("/arman/units/\(serial)").text
            #expect(unit.contains(path))
            func read(_ value: String, _ more: [(String, String)] = []) async throws -> Browser.Answer {
                try await browser.post(path, [("count", "hours"), ("value", value)] + more)
            }
            let first = try await read("۹۰۰", [("day", "1405/09/01")])
            #expect(first.status == .seeOther, "\(first.text)")
            let less = try await read("800")
            #expect(less.status == .unprocessableContent && less.text.contains("کمتر از عدد پیشین"))
            let mute = try await read("800", [("why", "mistake")])
            #expect(mute.status == .unprocessableContent && mute.text.contains("دلیل را"))
            let earlier = try await read("950", [("day", "1405/08/01")])
            #expect(earlier.status == .unprocessableContent)
            let right = try await read("800", [("why", "mistake"), ("note", "اشتباه خوانده شد")])
            #expect(right.status == .seeOther)
            let page = try await browser.get(path).text
            #expect(page.contains("۸۰۰ ساعت") && page.contains("اشتباه خوانده شد"))
        }
        // 800 hours in 181 days: 200 more take 46.
        #expect(try await days(world).first == "1 1405/10/18")
        try await world.browse(as: .auditor) { browser in
            let page = try await browser.get("/arman/units/\(serial)/readings")
            #expect(page.status == .ok && !page.text.contains("name=\"value\""))
            let denied = try await browser.post(
                "/arman/units/\(serial)/readings", [("count", "hours"), ("value", "1")])
            #expect(denied.status == .forbidden)
        }
    }

    @Test("is asked at the visit of a machine whose plan counts it, and kept with the visit")
    func visit() async throws {
        let world = try await World()
        let number = try await machine(world)
        try await world.browse(as: .dealerManager) { browser in
            let form = try await browser.get("/arman/jobs/\(number)/visits/new").text
            #expect(form.contains("usage hours") && form.contains("ساعت کار"))
            let wrong = try await browser.upload(
                "/arman/jobs/\(number)/visits", World.visit(["ask_1": "usage hours", "answer_1": "12.5"]), files: [])
            #expect(wrong.status == .unprocessableContent)
            let going = try await browser.upload(
                "/arman/jobs/\(number)/visits",
                World.visit(["ask_1": "usage hours", "answer_1": "1200", "outcome": "to_continue"]), files: [])
            #expect(going.status == .seeOther, "\(going.text)")
            let version = try await world.version(of: number)
            let less = try await browser.upload(
                "/arman/jobs/\(number)/visits",
                World.visit(["ask_1": "usage hours", "answer_1": "5", "version": version]), files: [])
            #expect(less.status == .unprocessableContent && less.text.contains("کمتر از مقدار پیشین"))
            let replaced = try await browser.upload(
                "/arman/jobs/\(number)/visits",
                World.visit([
                    "ask_1": "usage hours", "answer_1": "5", "answer_note_1": "شمارنده عوض شد", "version": version,
                ]), files: [])
            #expect(replaced.status == .seeOther, "\(replaced.text)")
            let page = try await browser.get("/arman/jobs/\(number)").text
            #expect(page.contains("۱٬۲۰۰ ساعت") || page.contains("۱٬۲۰۰"))
        }
        #expect(try await world.number("SELECT count(*) FROM unit_reading WHERE visit_id IS NOT NULL") == 2)
        #expect(try await world.number("SELECT count(*) FROM unit_reading WHERE why = 'replaced'") == 1)
    }
}
