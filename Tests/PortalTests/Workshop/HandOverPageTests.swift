import Database
import Domain
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Base
@testable import Ground
@testable import Web
@testable import Work

@Suite("Handing machines over")
struct HandOverPageTests {
    private static let usual = [
        ("receiver", "زهرا کریمی"), ("proof", "identity"), ("shown", "کارت ملی"), ("bill", "free"), ("amount", ""),
        ("note", ""), ("tick", "accessories"), ("tick", "data"), ("tick", "signature"),
    ]

    private func give(
        _ number: String, _ world: World, _ browser: Browser, _ change: [String: String] = [:]
    ) async throws -> Browser.Answer {
        let version = try await world.arman.read { try BenchItemList.find(number, $0).version }
        let fields = Self.usual.map { ($0.0, change[$0.0] ?? $0.1) }
        return try await browser.post("/arman/workshop/units/\(number)/hand-over", fields + [("version", "\(version)")])
    }

    private func ready(_ world: World) async throws -> String {
        let job = try await world.addBenchItem()
        try await world.move(job, .diagnosis, .repair, .test, .ready)
        return job
    }

    @Test("a repaired machine goes to whoever has shown who he is, and its job is done without a dealer's fee")
    func handedOver() async throws {
        let world = try await World()
        let job = try await ready(world)
        try await world.browse(as: .reception) { browser in
            let form = try await browser.get("/arman/workshop/units/\(job)/hand-over")
            #expect(form.status == .ok && form.text.contains("زهرا کریمی"))
            let blank = try await browser.get("/arman/workshop/units/\(job)/hand-over/paper")
            #expect(blank.status == .ok && blank.text.contains("class=\"signatures\""))
            let untold = try await give(job, world, browser, ["shown": ""])
            #expect(untold.status == .unprocessableContent)
            let credit = try await give(job, world, browser, ["bill": "credit", "amount": "900000", "note": "آشنا"])
            #expect(credit.status == .unprocessableContent && credit.text.contains("مدیر تعمیرگاه"))
            let done = try await give(
                job, world, browser, ["bill": "settled", "amount": "۹۰۰٬۰۰۰", "note": "رسید ۷"])
            #expect(done.status == .seeOther, "\(done.text.suffix(1500))")
            let paper = try await browser.get("/arman/workshop/units/\(job)/hand-over/paper").text
            #expect(paper.contains("۹۰۰٬۰۰۰") && paper.contains("رسید ۷") && paper.contains("کارت ملی"))
            let again = try await give(job, world, browser)
            #expect(again.location == "/arman/workshop/units/\(job)")
        }
        #expect(try await world.benchState(job) == .handedOver)
        #expect(try await world.state(of: job) == .done)
        #expect(try await world.number("SELECT count(*) FROM claim") == 0)
        #expect(try await world.number("SELECT count(*) FROM unpriced_job") == 0)
    }

    @Test("a machine that goes back unrepaired costs its fee, and its job is given back")
    func returned() async throws {
        let world = try await World()
        let job = try await world.addBenchItem()
        try await world.move(job, .diagnosis, .unrepaired, reason: "به‌صرفه نیست")
        try await world.browse(as: .workshopManager) { browser in
            let page = try await browser.get("/arman/workshop/units/\(job)").text
            #expect(page.contains("به‌صرفه نیست"))
            let done = try await give(
                job, world, browser, ["bill": "credit", "amount": "300000", "note": "مشتری قدیمی"])
            #expect(done.status == .seeOther, "\(done.text.suffix(1500))")
        }
        #expect(try await world.benchState(job) == .returned)
        #expect(try await world.state(of: job) == .returned)
        #expect(try await world.number("SELECT amount FROM hand_over") == 300_000)
    }

    @Test("nothing leaves that is not ready, nor without what must be given back")
    func refused() async throws {
        let world = try await World()
        let (early, job) = (try await world.addBenchItem(), try await ready(world))
        try await world.browse(as: .reception) { browser in
            let form = try await browser.get("/arman/workshop/units/\(early)/hand-over")
            #expect(form.location == "/arman/workshop/units/\(early)")
            let soon = try await give(early, world, browser)
            #expect(soon.status == .unprocessableContent || soon.status == .seeOther)
            let version = try await world.arman.read { try BenchItemList.find(job, $0).version }
            let fields = Self.usual.filter { $0.1 != "data" } + [("version", "\(version)")]
            let unticked = try await browser.post("/arman/workshop/units/\(job)/hand-over", fields)
            #expect(unticked.status == .unprocessableContent)
            let stale = try await browser.post(
                "/arman/workshop/units/\(job)/hand-over", Self.usual + [("version", "1")])
            #expect(stale.status == .conflict)
        }
        #expect(try await world.benchState(early) == .queue)
        #expect(try await world.benchState(job) == .ready)
        try await world.browse(as: .benchTechnician) { browser in
            let denied = try await give(job, world, browser)
            #expect(denied.status == .forbidden)
        }
    }

    @Test("the customer's code is on his own link alone, once the machine can be fetched")
    func code() async throws {
        let world = try await World()
        let job = try await world.addBenchItem()
        try await world.serve { client in
            let reception = try await world.browser(client, as: .reception)
            let id = try await world.arman.read { try BenchItemList.find(job, $0).job }
            let person = try await world.person(.reception)
            let path = try await world.arman.write { tx in
                try #require(try JobLinkStore.path(.track, of: id, by: person, in: world.arman, tx))
            }
            let code = try #require(try await world.arman.read { try FetchCode.of(id, in: world.arman, $0) })
            let shown = String(code.map { Character(UnicodeScalar(0x06F0 + UInt32($0.wholeNumberValue ?? 0)) ?? " ") })
            let stranger = Browser(client)
            let early = try await stranger.get(path)
            #expect(early.status == .ok && !early.text.contains(shown))
            try await world.move(job, .diagnosis, .repair, .test, .ready)
            #expect(try await stranger.get(path).text.contains(shown))
            let page = try await reception.get("/arman/workshop/units/\(job)/hand-over").text
            #expect(!page.contains(code) && !page.contains(shown))
            let wrong = try await give(job, world, reception, ["proof": "code", "shown": "1\(code.dropFirst(2))"])
            #expect(wrong.status == .unprocessableContent)
            let right = try await give(job, world, reception, ["proof": "code", "shown": shown])
            #expect(right.status == .seeOther, "\(right.text.suffix(1500))")
            #expect(try await !stranger.get(path).text.contains(shown))
        }
        #expect(try await world.number("SELECT count(*) FROM hand_over WHERE shown = '' AND proof = 'code'") == 1)
    }

    @Test("two who hand one machine over at once give it once")
    func race() async throws {
        let world = try await World()
        let job = try await ready(world)
        let (actor, open) = (try await world.officer(.workshopManager), world.arman)
        let version = try await open.read { try BenchItemList.find(job, $0).version }
        let handOver = HandOver(
            receiver: "x", proof: .identity, shown: "x", bill: .free, amount: 0, note: "",
            ticks: Set(FetchTick.allCases))
        let given = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let done: Void? = try? await open.write { tx in
                        try HandOverUnit(number: job, version: version, handOver: handOver).run(by: actor, in: open, tx)
                    }
                    return done != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(given == 1)
        #expect(try await world.number("SELECT count(*) FROM hand_over") == 1)
    }
}
