import Domain
import Testing

@testable import Ground
@testable import House

@Suite("Series of numbers")
struct NumberTests {
    @Test("go on where the company was, as long as none of the year is drawn, and leave no gap for the doctor")
    func begin() async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { browser in
            let path = "/arman/settings/numbers"
            let set = try await browser.post(path, [("series", "job 1405"), ("first", "۵۰۰۱")])
            #expect(set.location == path)
            let page = try await browser.get(path).text
            #expect(page.contains("1405-005001"))
            #expect(page.contains("P1405-000001"))
            let job = try await browser.post("/arman/jobs", NewJobTests.form())
            #expect(job.location == "/arman/jobs/1405-005001")
            let late = try await browser.post(path, [("series", "job 1405"), ("first", "9000")])
            #expect(late.status == .unprocessableContent)
            let next = try await browser.post("/arman/jobs", NewJobTests.form(["serial": "FR-901"]))
            #expect(next.location == "/arman/jobs/1405-005002")
            let wrong = try await browser.post(path, [("series", "job 1390"), ("first", "0")])
            #expect(wrong.status == .unprocessableContent)
        }
        let missing = try await world.arman.read { try DoctorList.numberGaps($0) }
        #expect(missing.isEmpty)
    }
}
