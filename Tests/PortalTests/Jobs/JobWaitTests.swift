import Database
import Domain
import Testing

@testable import Ground
@testable import Work

@Suite("A job that waits") struct JobWaitTests {
    private func state(_ number: String, _ world: World) async throws -> (waiting: String?, open: [String], all: Int) {
        try await world.arman.read { tx in
            let id: ID<Job> = try tx.one("SELECT id FROM job WHERE number = \(number)")("id")
            return (
                try tx.value("SELECT waiting FROM job WHERE id = \(id)"),
                try tx.list("SELECT reason FROM job_wait WHERE job_id = \(id) AND ended_at IS NULL ORDER BY id"),
                try tx.value("SELECT count(*) FROM job_wait WHERE job_id = \(id)") ?? 0
            )
        }
    }

    private func day(_ distance: Int, _ world: World) -> String {
        world.arman.clock.calendar.text(world.arman.clock.day(of: world.time.now).adding(days: distance))
    }

    @Test("for its customer is put on hold until a day, once, and goes on when somebody says so")
    func byHand() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.giveJob(number)
        try await world.browse(as: .dealerManager) { browser in
            let path = "/arman/jobs/\(number)"
            #expect(try await browser.get(path).text.contains("\(path)/wait"))
            let form = [("reason", "customer"), ("note", "تا آخر هفته در سفر است"), ("look_on", day(3, world))]
            #expect(try await browser.post("\(path)/wait", form).location == path)
            let page = try await browser.get(path).text
            #expect(page.contains("تا آخر هفته در سفر است") && page.contains("\(path)/going-on"))
            let other = [("reason", "other"), ("note", "x"), ("look_on", day(3, world))]
            #expect(try await browser.post("\(path)/wait", other).status == .conflict)
            let twice = try await browser.post("\(path)/wait", form)
            #expect(twice.status == .conflict && twice.text.contains("هم‌اکنون در انتظار همین"))
            #expect(try await state(number, world).waiting == "customer")
            #expect(try await browser.get("/arman/jobs?state=waits_customer").text.contains(number))
            let wait = try #require(page.firstMatch(of: #/name="wait" value="([0-9]+)"/#)).output.1
            let seen = [("wait", String(wait))]
            #expect(try await browser.post("\(path)/going-on", [("wait", "0")]).status == .conflict)
            #expect(try await browser.post("\(path)/going-on", seen).location == path)
            #expect(try await browser.post("\(path)/going-on", seen).status == .conflict)
        }
        let after = try await state(number, world)
        #expect(after.waiting == nil && after.open.isEmpty && after.all == 1)
    }

    @Test("says until when, and for what where that is no customer")
    func wrong() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.browse(as: .dispatcher) { browser in
            let wrong: [[(String, String)]] = [
                [("reason", "part"), ("look_on", day(1, world))], [("reason", "customer"), ("look_on", day(0, world))],
                [("reason", "customer"), ("look_on", day(91, world))],
                [("reason", "customer"), ("look_on", "1405/12/31")],
                [("reason", "other"), ("note", ""), ("look_on", day(1, world))],
            ]
            for form in wrong {
                let answer = try await browser.post("/arman/jobs/\(number)/wait", form)
                #expect(answer.status == .unprocessableContent, "\(form)")
            }
        }
        #expect(try await state(number, world).all == 0)
    }

    @Test("for two things still waits for one when the other is there")
    func two() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.arman.write { tx in
            let id: ID<Job> = try tx.one("SELECT id FROM job WHERE number = \(number)")("id")
            try JobWaitingStore.wait(for: .approval, id, tx)
            try JobWaitingStore.waitForPart(id, on: "R-1", by: nil, tx)
            try JobWaitingStore.waitForPart(id, on: "R-2", by: nil, tx)
        }
        let both = try await state(number, world)
        #expect(both.waiting == "part" && both.open == ["approval", "part"])
        try await world.arman.write { tx in
            let id: ID<Job> = try tx.one("SELECT id FROM job WHERE number = \(number)")("id")
            try JobWaitingStore.goOn(id, kind: "part_came", on: "R-1", by: nil, tx)
            try JobWaitingStore.goOn(id, kind: "part_came", on: "R-2", by: nil, tx)
        }
        let one = try await state(number, world)
        #expect(one.waiting == "approval" && one.open == ["approval"] && one.all == 2)
        let told: Int? = try await world.arman.read {
            try $0.value("SELECT count(*) FROM job_event WHERE kind = 'part_came'")
        }
        #expect(told == 1)
    }

    @Test("waits for nothing any more once it is cancelled, and cannot be put on hold then")
    func over() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.browse(as: .dispatcher) { browser in
            let form = [("reason", "other"), ("note", "x"), ("look_on", day(1, world))]
            let path = "/arman/jobs/\(number)"
            #expect(try await browser.post("\(path)/wait", form).status == .seeOther)
            let version: Int = try await world.arman.read {
                try $0.one("SELECT version FROM job WHERE number = \(number)")("version")
            }
            let cancelled = try await browser.post(
                "\(path)/cancellation", [("version", "\(version)"), ("reason", "customer")])
            #expect(cancelled.status == .seeOther)
            #expect(try await browser.post("\(path)/wait", form).status == .conflict)
        }
        let after = try await state(number, world)
        #expect(after.waiting == nil && after.open.isEmpty && after.all == 1)
    }

    @Test("is no matter of a dealer who does not have it")
    func strangers() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.giveJob(number, dealer: "D200")
        try await world.browse(as: .dealerManager) { browser in
            let form = [("reason", "other"), ("note", "x"), ("look_on", day(1, world))]
            let page = try await browser.get("/arman/jobs/\(number)/wait")
            #expect(page.status == .notFound)
            #expect(try await browser.post("/arman/jobs/\(number)/wait", form).status == .notFound)
            #expect(try await browser.post("/arman/jobs/\(number)/going-on", [("wait", "1")]).status == .notFound)
        }
        #expect(try await state(number, world).all == 0)
    }
}
