import Database
import Domain
import Testing

@testable import Ground

@Suite("A job's page")
struct JobPageTests {
    @Test("tells everybody in the office everything about it")
    func office() async throws {
        let world = try await World()
        let number = try await world.addJob(serial: "S900")
        for role in [Role.administrator, .reception, .dispatcher, .financeOfficer, .auditor] {
            try await world.browse(as: role) { browser in
                let page = try await browser.get("/arman/jobs/\(number)")
                #expect(page.status == .ok)
                for fact in [number, "زهرا کریمی", "tel:+989121112233", "S900", "سرد نمی‌کند", "دستور کار ثبت شد"] {
                    #expect(page.text.contains(fact), "\(role) \(fact)")
                }
            }
        }
    }

    @Test("takes a note once, though it is sent twice")
    func note() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.browse(as: .reception) { browser in
            let place = "/arman/jobs/\(number)"
            for _ in 0..<2 {
                let answer = try await browser.post(place + "/notes", [("note", "مشتری عصر خانه است"), ("key", "k1")])
                #expect(answer.location == place)
            }
            let page = try await browser.get(place).text
            #expect(page.split(separator: "مشتری عصر خانه است").count == 2)
            let empty = try await browser.post(place + "/notes", [("note", " ")])
            #expect(empty.status == .unprocessableContent)
            let long = String(repeating: "ن", count: 1001)
            let refused = try await browser.post(place + "/notes", [("note", long)])
            #expect(refused.status == .unprocessableContent && refused.text.contains(long))
        }
    }

    @Test("lets nobody note on what he may not see or change")
    func noteDenied() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.giveJob(number, dealer: "D200")
        try await world.serve { client in
            let (other, auditor) = (
                try await world.browser(client, as: .dealerManager), try await world.browser(client, as: .auditor)
            )
            #expect(try await other.post("/arman/jobs/\(number)/notes", [("note", "x")]).status == .notFound)
            #expect(try await auditor.post("/arman/jobs/\(number)/notes", [("note", "x")]).status == .forbidden)
            #expect(try await auditor.get("/arman/jobs/\(number)").text.contains("/notes") == false)
        }
    }

    @Test("tells the hours of an appointment in words, which run as the sentence does")
    func appointment() async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        try await world.browse(as: .dealerManager) { browser in
            let answer = try await browser.post(
                "/arman/jobs/\(number)/appointment",
                [("day", "tomorrow"), ("from", "9"), ("to", "12:30"), ("version", "3")])
            #expect(answer.status == .seeOther)
            let page = try await browser.get("/arman/jobs/\(number)").text
            #expect(page.contains("۱۴۰۵/۰۹/۰۳ · ۰۹:۰۰ تا ۱۲:۳۰"))
        }
    }

    @Test("cancels with a reason, and takes the job back from its dealer")
    func cancel() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.browse(as: .reception) { browser in
            let place = "/arman/jobs/\(number)"
            let bare = try await browser.post(place + "/cancellation", [("version", "1")])
            #expect(bare.status == .unprocessableContent)
            let other = try await browser.post(place + "/cancellation", [("version", "1"), ("reason", "other")])
            #expect(other.status == .unprocessableContent)
            #expect(try await world.state(of: number) == .received)
            let done = try await browser.post(
                place + "/cancellation", [("version", "1"), ("reason", "duplicate"), ("text", "دو بار تماس گرفت")])
            #expect(done.location == place)
            #expect(try await world.state(of: number) == .cancelled)
            let page = try await browser.get(place).text
            #expect(page.contains("درخواست تکراری") && page.contains("دو بار تماس گرفت"))
            #expect(!page.contains("/cancellation"))
        }
    }

    @Test("answers 409 with the job as it is, where somebody was faster")
    func stale() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.giveJob(number)
        try await world.browse(as: .dispatcher) { browser in
            let answer = try await browser.post(
                "/arman/jobs/\(number)/cancellation", [("version", "1"), ("reason", "customer")])
            #expect(answer.status == .conflict)
            #expect(answer.text.contains("پذیرفته‌شده"))
            #expect(try await world.state(of: number) == .accepted)
        }
    }

    @Test("hides from a dealer what happened before the job was his")
    func history() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.browse(as: .reception) { browser in
            _ = try await browser.post("/arman/jobs/\(number)/notes", [("note", "نماینده قبلی بدقول بود")])
        }
        try await world.giveJob(number)
        try await world.browse(as: .dealerManager) { browser in
            let page = try await browser.get("/arman/jobs/\(number)").text
            #expect(page.contains("نماینده پذیرفت"))
            #expect(!page.contains("بدقول"))
            #expect(!page.contains("/arman/customers/"))
        }
    }

    @Test("exists only for the company it belongs to")
    func company() async throws {
        let world = try await World()
        let number = try await world.addJob(company: "pars")
        try await world.browse(as: .administrator, company: "pars") { browser in
            let own = try await browser.get("/pars/jobs/\(number)")
            #expect(own.status == .ok)
        }
        try await world.browse(as: .administrator) { browser in
            for path in ["/arman/jobs/\(number)", "/pars/jobs/\(number)"] {
                let foreign = try await browser.get(path)
                #expect(foreign.status == .notFound)
            }
        }
    }
}
