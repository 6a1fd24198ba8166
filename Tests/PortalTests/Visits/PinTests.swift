import Database
import Domain
import Testing

@testable import Ground
@testable import Work

@Suite("Where an address lies on the map")
struct PinTests {
    @Test("is pasted by the office on the job's page, and shows the dealer the way")
    func pasted() async throws {
        let world = try await World()
        let job = try await world.addJob()
        try await world.giveJob(job)
        let path = "/arman/jobs/\(job)/pin"
        try await world.browse(as: .reception) { browser in
            let card = try await browser.get("/arman/jobs/\(job)").text
            #expect(card.contains("\"\(path)\"") && !card.contains("neshan.org"))
            for wrong in ["", "تهران", "https://goo.gl/maps/x", "95.5, 51.2"] {
                let refused = try await browser.post(path, [("pin", wrong)])
                #expect(
                    refused.status == .unprocessableContent && refused.text.contains("class=\"errors\""), "\(wrong)")
            }
            let done = try await browser.post(path, [("pin", "https://neshan.org/maps/@35.69970,51.33800,17z,0p")])
            #expect(done.status == .seeOther, "\(done.text.suffix(1500))")
            let page = try await browser.get("/arman/jobs/\(job)").text
            #expect(page.contains("neshan.org/maps/@35.69970,51.33800") && page.contains("روی نقشه ثبت شد"))
            #expect(try await browser.get(path).text.contains("\"\(path)/removal\""))
        }
        try await world.browse(as: .dealerManager) { browser in
            let page = try await browser.get("/arman/jobs/\(job)").text
            #expect(page.contains("geo:35.69970,51.33800") && !page.contains(path))
            let denied = try await browser.post(path, [("pin", "35.1, 51.1")])
            #expect(denied.status == .forbidden)
            #expect(try await browser.post("\(path)/removal").status == .forbidden)
        }
        try await world.browse(as: .reception) { browser in
            for _ in 0..<2 {
                #expect(try await browser.post("\(path)/removal").status == .seeOther)
                // It says so once above the page.
                _ = try await browser.get("/arman/jobs/\(job)")
            }
            let page = try await browser.get("/arman/jobs/\(job)").text
            #expect(!page.contains("@35.69970") && page.matches(of: #/از نقشه برداشته شد/#).count == 1)
            #expect(try await !browser.get(path).text.contains("/removal"))
        }
        #expect(try await world.number("SELECT count(*) FROM pin") == 0, "nothing of it is kept")
    }

    @Test("is written down at reception, with the job or not at all")
    func reception() async throws {
        let world = try await World()
        try await world.browse(as: .reception) { browser in
            let refused = try await browser.post("/arman/jobs", NewJobTests.form(["pin": "کنار پارک"]))
            #expect(refused.status == .unprocessableContent && refused.text.contains("کنار پارک"))
            let made = try await browser.post("/arman/jobs", NewJobTests.form(["pin": "۳۵٫۶۹۹۷، ۵۱٫۳۳۸"]))
            let page = try await browser.get(try #require(made.location)).text
            #expect(page.contains("neshan.org/maps/@35.69970,51.33800"))
            let again = try await browser.post(
                "/arman/jobs", NewJobTests.form(["serial": "FR-903"]))
            let same = try await browser.get(try #require(again.location)).text
            #expect(same.contains("@35.69970,51.33800"), "the same address of the same customer")
        }
        #expect(try await world.number("SELECT count(*) FROM pin") == 1)
    }
}
