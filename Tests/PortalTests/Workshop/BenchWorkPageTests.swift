import Database
import Domain
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Ground
@testable import Work

@Suite("Work in the workshop, written down")
struct BenchWorkPageTests {
    @Test("a diagnosis is of the company's codes or free words, and one that is overtaken is said so")
    func diagnosis() async throws {
        let world = try await World()
        let job = try await world.addBenchItem()
        try await world.browse(as: .benchTechnician) { browser in
            let path = "/arman/workshop/units/\(job)"
            let page = try await browser.get(path).text
            #expect(page.contains("id=\"offered-symptom\"") && page.contains("C01"))
            let saved = try await browser.post(
                path + "/diagnosis",
                [("version", "1"), ("symptom", "S01"), ("cause", "C03 نوسان برق"), ("remedy", "تعویض برد")])
            #expect(saved.status == .seeOther, "\(saved.text.suffix(1500))")
            let shown = try await browser.get(path).text
            #expect(shown.contains("C03 نوسان برق") && shown.contains("تعویض برد"))
            let stale = try await browser.post(
                path + "/diagnosis", [("version", "1"), ("symptom", "دیگر"), ("cause", ""), ("remedy", "")])
            #expect(stale.status == .conflict && stale.text.contains("دیگر"))
        }
    }

    @Test("time is counted from start to stop, on one machine at a time, and added by hand")
    func time() async throws {
        let world = try await World()
        let (one, other) = (try await world.addBenchItem(), try await world.addBenchItem())
        try await world.browse(as: .benchTechnician) { browser in
            func time(_ job: String, _ deed: String, _ more: [(String, String)] = []) async throws
                -> HTTPResponse.Status
            {
                try await browser.post("/arman/workshop/units/\(job)/time", [("do", deed)] + more).status
            }
            #expect(try await time(one, "stop") == .unprocessableContent)
            #expect(try await time(one, "start") == .seeOther)
            #expect(try await time(one, "start") == .unprocessableContent)
            world.time.move(seconds: 25 * 60)
            #expect(try await time(other, "start") == .seeOther)
            world.time.move(seconds: 601)
            #expect(try await time(other, "stop") == .seeOther)
            #expect(try await time(one, "add", [("minutes", "۱۵"), ("note", "لحیم‌کاری")]) == .seeOther)
            for wrong in ["", "0", "721", "1.5", "x"] {
                #expect(try await time(one, "add", [("minutes", wrong)]) == .unprocessableContent, "\(wrong)")
            }
            let page = try await browser.get("/arman/workshop/units/\(one)").text
            #expect(page.contains("۴۰ دقیقه") && page.contains("لحیم‌کاری"))
            let second = try await browser.get("/arman/workshop/units/\(other)").text
            #expect(second.contains("۱۱ دقیقه"))
        }
    }

    @Test("what is put aside is worked on by nobody any more")
    func aside() async throws {
        let world = try await World()
        let job = try await world.addBenchItem()
        try await world.move(job, .diagnosis)
        try await world.browse(as: .benchTechnician) { browser in
            let begun = try await browser.post("/arman/workshop/units/\(job)/time", [("do", "start")])
            #expect(begun.status == .seeOther)
        }
        world.time.move(seconds: 120)
        try await world.move(job, .waitingPart)
        #expect(try await world.number("SELECT count(*) FROM bench_time WHERE minutes IS NULL") == 0)
        #expect(try await world.number("SELECT sum(minutes) FROM bench_time") == 2)
    }

    @Test("a machine is at one outside shop at a time, with price and days, and is back before it goes on")
    func outside() async throws {
        let world = try await World()
        let job = try await world.addBenchItem()
        try await world.move(job, .diagnosis, .outside)
        let path = "/arman/workshop/units/\(job)"
        try await world.browse(as: .workshopManager) { browser in
            func send(_ shop: String) async throws -> Browser.Answer {
                try await browser.post(
                    path + "/outside",
                    [
                        ("shop", shop), ("sent", "1405/09/01"), ("due", "1405/09/10"), ("price", "2000000"),
                        ("out_note", ""),
                    ])
            }
            #expect(try await send("").status == .unprocessableContent)
            let sent = try await send("سیم‌پیچی رضا")
            #expect(sent.status == .seeOther, "\(sent.text.suffix(1500))")
            #expect(try await send("دیگری").status == .unprocessableContent)
            let away = try await browser.post(path + "/moves", [("version", "3"), ("do", "move"), ("to", "repair")])
            #expect(away.status == .unprocessableContent && away.text.contains("تعمیرگاه بیرون است"))
            let early = try await browser.post(
                path + "/outside/back", [("back_day", "1405/08/30"), ("back_price", "1")])
            #expect(early.status == .unprocessableContent)
            let back = try await browser.post(
                path + "/outside/back", [("back_day", "1405/09/02"), ("back_price", "2500000")])
            #expect(back.status == .seeOther, "\(back.text.suffix(1500))")
            let page = try await browser.get(path).text
            #expect(page.contains("سیم‌پیچی رضا") && page.contains("۲٬۵۰۰٬۰۰۰"))
            let on = try await browser.post(path + "/moves", [("version", "3"), ("do", "move"), ("to", "repair")])
            #expect(on.status == .seeOther, "\(on.text.suffix(1500))")
        }
    }

    @Test("nobody writes on another's machine")
    func others() async throws {
        let world = try await World()
        let job = try await world.addBenchItem()
        let manager = try await world.person(.workshopManager)
        try await world.browse(as: .workshopManager) { browser in
            let given = try await browser.post(
                "/arman/workshop/units/\(job)/moves",
                [("version", "1"), ("do", "assign"), ("to_technician", "\(manager)")])
            #expect(given.status == .seeOther)
        }
        try await world.browse(as: .benchTechnician) { browser in
            let page = try await browser.get("/arman/workshop/units/\(job)").text
            #expect(!page.contains("/diagnosis"))
            let refused = try await browser.post(
                "/arman/workshop/units/\(job)/diagnosis",
                [("version", "2"), ("symptom", "x"), ("cause", ""), ("remedy", "")])
            #expect(refused.status == .unprocessableContent)
        }
    }
}
