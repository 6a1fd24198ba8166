import Database
import Domain
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Base
@testable import Ground
@testable import Work

@Suite("Machines that nobody fetches")
struct StoragePageTests {
    private static let day: Int64 = 86_400

    /// A rule is in force, and after it a machine came in and is ready.
    private func ready(perDay: Int64 = 50_000) async throws -> (world: World, job: String) {
        let world = try await World()
        let (actor, arman) = (try await world.officer(.administrator), world.arman)
        try await arman.write { tx in
            let rule = try StorageRule(
                freeDays: 7, perDay: perDay, most: nil, reminders: [5, 20], disposalDays: 30)
            try ChangeStorageRule(rule, from: arman.clock.day(of: tx.now)).run(by: actor.person, in: arman, tx)
        }
        let job = try await world.addBenchItem()
        try await world.move(job, .diagnosis, .repair, .test, .ready)
        return (world, job)
    }

    private func give(
        _ job: String, storage: String, note: String, bill: String = "settled", _ world: World, _ browser: Browser
    ) async throws -> Browser.Answer {
        let version = try await world.arman.read { try BenchItemList.find(job, $0).version }
        return try await browser.post(
            "/arman/workshop/units/\(job)/hand-over",
            [
                ("receiver", "زهرا"), ("proof", "identity"), ("shown", "کارت ملی"), ("bill", bill), ("amount", ""),
                ("storage", storage), ("note", note), ("tick", "accessories"), ("tick", "data"), ("tick", "signature"),
                ("version", "\(version)"),
            ])
    }

    private func dispose(
        _ job: String, reason: String = "سه یادآوری بی‌پاسخ", _ world: World, _ browser: Browser
    ) async throws -> Browser.Answer {
        let version = try await world.arman.read { try BenchItemList.find(job, $0).version }
        return try await browser.post(
            "/arman/workshop/units/\(job)/disposal",
            [("way", "sold"), ("amount", "۲۰۰٬۰۰۰"), ("reason", reason), ("version", "\(version)")])
    }

    @Test("the rule is written by one person and holds once another has confirmed it, from its day on")
    func rule() async throws {
        let world = try await World()
        let fields = [
            ("free", "۷"), ("per_day", "50000"), ("most", ""), ("reminders", "5 ۲۰، 50"), ("disposal", "60"),
            ("from", ""),
        ]
        try await world.browse(as: .administrator) { browser in
            let empty = try await browser.get("/arman/workshop/storage")
            #expect(empty.status == .ok && empty.text.contains("قاعده‌ای برای انبارداری نیست"))
            let soon = try await browser.post(
                "/arman/workshop/storage", fields.map { ($0.0, $0.0 == "disposal" ? "51" : $0.1) })
            #expect(soon.status == .unprocessableContent && soon.text.contains("value=\"5 ۲۰، 50\""))
            let unread = try await browser.post(
                "/arman/workshop/storage", fields.map { ($0.0, $0.0 == "reminders" ? "هفته" : $0.1) })
            #expect(unread.status == .unprocessableContent)
            let sent = try await browser.post("/arman/workshop/storage", fields)
            #expect(sent.location == "/arman/workshop/storage", "\(sent.text.suffix(1500))")
        }
        #expect(try await world.number("SELECT count(*) FROM storage_rule") == 0)
        try await world.browse(as: .financeApprover) { browser in
            let list = try await browser.get("/arman/proposals").text
            #expect(list.contains("قاعده انبارداری"))
            let confirmed = try await browser.post("/arman/proposals/1/confirmation")
            #expect(confirmed.status == .seeOther, "\(confirmed.text.suffix(1500))")
            let page = try await browser.get("/arman/workshop/storage").text
            #expect(page.contains("۵۰٬۰۰۰"))
        }
        try await world.browse(as: .workshopManager) { browser in
            let (page, change) = (
                try await browser.get("/arman/workshop/storage"),
                try await browser.post("/arman/workshop/storage", fields)
            )
            #expect(page.status == .ok && change.status == .forbidden)
        }
    }

    @Test("cost their customer so much a day after the free ones, on the bill of the hand-over; a manager lets it off")
    func fee() async throws {
        let (world, job) = try await ready()
        let reception = try await world.person(.reception)
        let path = try await world.arman.write { tx in
            let id = try BenchItemList.find(job, tx).job
            return try #require(try JobLinkStore.path(.track, of: id, by: reception, in: world.arman, tx))
        }
        world.time.move(seconds: 10 * Self.day)
        try await world.browse(as: .reception) { browser in
            let page = try await browser.get("/arman/workshop/units/\(job)").text
            #expect(page.contains("۱۵۰٬۰۰۰"))
            let known = try await browser.get(path).text
            #expect(known.contains("هزینه انبارداری") && known.contains("۱۵۰٬۰۰۰"))
            let form = try await browser.get("/arman/workshop/units/\(job)/hand-over").text
            #expect(form.contains("name=\"storage\"") && form.contains("value=\"150"))
            let less = try await give(job, storage: "", note: "رسید ۹", world, browser)
            #expect(less.status == .unprocessableContent && less.text.contains("مدیر تعمیرگاه"))
            let free = try await give(job, storage: "150000", note: "", bill: "free", world, browser)
            #expect(free.status == .unprocessableContent)
            let done = try await give(job, storage: "۱۵۰٬۰۰۰", note: "رسید ۹", world, browser)
            #expect(done.status == .seeOther, "\(done.text.suffix(1500))")
            let paper = try await browser.get("/arman/workshop/units/\(job)/hand-over/paper").text
            #expect(paper.contains("۱۵۰٬۰۰۰"))
        }
        let kept = try await world.arman.read { try $0.one("SELECT storage_days, storage_fee, amount FROM hand_over") }
        #expect(try kept("storage_days") as Int == 10 && kept("storage_fee") as Int64 == 150_000)
        #expect(try kept("amount") as Int64 == 0)
    }

    @Test("cost nothing where a manager says why")
    func letOff() async throws {
        let (world, job) = try await ready()
        world.time.move(seconds: 10 * Self.day)
        try await world.browse(as: .workshopManager) { browser in
            let done = try await give(job, storage: "", note: "بیمار بود", bill: "free", world, browser)
            #expect(done.status == .seeOther, "\(done.text.suffix(1500))")
        }
        #expect(try await world.number("SELECT storage_fee FROM hand_over") == 0)
    }

    @Test("cost nothing where they came in before there was a rule")
    func early() async throws {
        let other = try await World()
        let early = try await other.addBenchItem()
        let (actor, arman) = (try await other.officer(.administrator), other.arman)
        other.time.move(seconds: Self.day)
        try await arman.write { tx in
            let rule = try StorageRule(freeDays: 0, perDay: 9_000, most: nil, reminders: [], disposalDays: nil)
            try ChangeStorageRule(rule, from: arman.clock.day(of: tx.now)).run(by: actor.person, in: arman, tx)
        }
        try await other.move(early, .diagnosis, .repair, .test, .ready)
        other.time.move(seconds: 40 * Self.day)
        try await other.browse(as: .reception) { browser in
            let done = try await give(early, storage: "", note: "", bill: "free", other, browser)
            #expect(done.status == .seeOther, "\(done.text.suffix(1500))")
        }
    }

    @Test(
        "are reminded of on the days of the rule, each day once, and disposed of by a manager after them, with a reason"
    )
    func disposal() async throws {
        let (world, job) = try await ready()
        let count: SQL = "SELECT count(*) FROM storage_reminder"
        try await world.work()
        #expect(try await world.number(count) == 0)
        world.time.move(seconds: 5 * Self.day)
        for _ in 0..<2 { try await world.work() }
        #expect(try await world.number(count) == 1)
        world.time.move(seconds: 26 * Self.day)
        try await world.browse(as: .workshopManager) { browser in
            let early = try await dispose(job, world, browser)
            #expect(early.status == .unprocessableContent && early.text.contains("یادآوری"))
        }
        try await world.work()
        #expect(try await world.number(count) == 2)
        // The second one went eleven days late, so its customer has his ten days all the same.
        world.time.move(seconds: 9 * Self.day)
        try await world.browse(as: .workshopManager) { browser in
            let page = try await browser.get("/arman/workshop/units/\(job)").text
            #expect(!page.contains("/disposal\""))
            #expect(try await dispose(job, world, browser).status == .unprocessableContent)
        }
        world.time.move(seconds: Self.day)
        try await world.browse(as: .reception) { browser in
            let denied = try await dispose(job, world, browser)
            #expect(denied.status == .forbidden)
        }
        try await world.browse(as: .workshopManager) { browser in
            let page = try await browser.get("/arman/workshop/units/\(job)").text
            #expect(page.contains("/disposal\""))
            let unexplained = try await dispose(job, reason: "", world, browser)
            #expect(unexplained.status == .unprocessableContent)
            let done = try await dispose(job, world, browser)
            #expect(done.status == .seeOther, "\(done.text.suffix(1500))")
            let after = try await browser.get("/arman/workshop/units/\(job)").text
            #expect(after.contains("سه یادآوری بی‌پاسخ") && after.contains("فروخته شد"))
            #expect(try await dispose(job, world, browser).status == .unprocessableContent)
        }
        #expect(try await world.benchState(job) == .disposed)
        #expect(try await world.state(of: job) == .returned)
        #expect(try await world.number("SELECT amount FROM bench_disposal") == 200_000)
        #expect(try await world.number("SELECT count(*) FROM event WHERE kind = 'item_disposed'") == 1)
    }

    @Test("begin anew where they go back to a bench, and are let alone once they are fetched")
    func again() async throws {
        let (world, job) = try await ready()
        world.time.move(seconds: 21 * Self.day)
        try await world.work()
        world.time.move(seconds: Self.day)
        try await world.work()
        #expect(try await world.number("SELECT count(*) FROM storage_reminder") == 2)
        try await world.move(job, .repair, .test, .ready)
        world.time.move(seconds: 5 * Self.day)
        try await world.work()
        #expect(try await world.number("SELECT count(*) FROM storage_reminder") == 3)
        try await world.browse(as: .reception) { browser in
            let done = try await give(job, storage: "", note: "", bill: "free", world, browser)
            #expect(done.status == .seeOther, "\(done.text.suffix(1500))")
        }
        world.time.move(seconds: 30 * Self.day)
        try await world.work()
        #expect(try await world.number("SELECT count(*) FROM storage_reminder") == 3)
    }
}
