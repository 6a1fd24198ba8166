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

    @Test("look as the company says from the next one on; those before stay, are found, and the doctor finds no gap")
    func shape() async throws {
        let world = try await World()
        let path = "/arman/settings/numbers/form"
        try await world.browse(as: .administrator) { browser in
            let first = try await browser.post("/arman/jobs", NewJobTests.form())
            #expect(first.location == "/arman/jobs/1405-000001")
            for wrong in [
                [("prefix", "کا"), ("width", "4")], [("prefix", "A1"), ("width", "4")],
                [("prefix", "ABCDE"), ("width", "4")],
                [("prefix", "KH"), ("width", "3")], [("prefix", "KH"), ("width", "10")], [("prefix", "KH")],
            ] {
                let refused = try await browser.post(path, [("shape_series", "job")] + wrong)
                #expect(refused.status == .unprocessableContent, "\(wrong)")
            }
            #expect(
                try await browser.post(path, [("shape_series", "none"), ("width", "4")]).status == .unprocessableContent
            )
            let set = try await browser.post(path, [("shape_series", "job"), ("prefix", "kh"), ("width", "۴")])
            #expect(set.location == "/arman/settings/numbers", "\(set.text)")
            let page = try await browser.get("/arman/settings/numbers").text
            #expect(page.contains("KH1405-0002") && page.contains("KH1406-0001") && page.contains("P1405-000001"))
            let second = try await browser.post("/arman/jobs", NewJobTests.form(["serial": "FR-902"]))
            #expect(second.location == "/arman/jobs/KH1405-0002")
            for typed in ["2", "0002", "KH14050002", "KH1405-0002"] {
                let found = try await browser.get("/arman/jobs?q=\(typed)")
                #expect(found.text.contains("KH1405-0002") || found.location == "/arman/jobs/KH1405-0002", "\(typed)")
            }
            #expect(try await browser.get("/arman/jobs/1405-000001").status == .ok)
            let back = try await browser.post(path, [("shape_series", "job"), ("prefix", ""), ("width", "6")])
            #expect(back.status == .seeOther)
            let third = try await browser.post("/arman/jobs", NewJobTests.form(["serial": "FR-903"]))
            #expect(third.location == "/arman/jobs/1405-000003")
            let history = try await browser.get("/arman/settings/numbers").text
            #expect(history.contains("شکل شماره‌ها تغییر کرد"))
        }
        let missing = try await world.arman.read { try DoctorList.numberGaps($0) }
        #expect(missing.isEmpty)
    }

    @Test("do not take a prefix that jobs of another system have")
    func taken() async throws {
        let world = try await World()
        let number = try await world.addJob()
        _ = try await world.arman.write { tx in
            try tx.execute("UPDATE job SET number = 'AR-12999' WHERE number = \(number)")
        }
        try await world.browse(as: .administrator) { browser in
            let fields = { (prefix: String) in [("shape_series", "job"), ("prefix", prefix), ("width", "5")] }
            let taken = try await browser.post("/arman/settings/numbers/form", fields("AR"))
            #expect(taken.status == .unprocessableContent && taken.text.contains("از سامانه دیگر"))
            #expect(try await browser.post("/arman/settings/numbers/form", fields("AK")).status == .seeOther)
        }
    }
}
