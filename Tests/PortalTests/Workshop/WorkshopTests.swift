import Database
import Domain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Base
@testable import Ground
@testable import Work

@Suite("The company's own workshop")
struct WorkshopTests {
    private func version(_ number: String, _ world: World) async throws -> String {
        String(try await world.arman.read { try BenchItemList.find(number, $0).version })
    }

    private func receive(
        _ number: String, _ browser: Browser, _ world: World, differs: String = "یک کشو کم است"
    ) async throws -> Browser.Answer {
        try await browser.post(
            "/arman/workshop/receive",
            [
                ("job", number), ("version", try await world.version(of: number)), ("way", "carried_in"),
                ("shelf", "ب ۴"), ("seal", "سالم"), ("differs", differs),
            ])
    }

    @Test("a machine is received against its slip, once, and its job is the workshop's")
    func receiving() async throws {
        let world = try await World()
        let job = try await world.addJob()
        try await world.browse(as: .reception) { browser in
            let which = try await browser.get("/arman/workshop/receive")
            #expect(which.status == .ok)
            let unknown = try await browser.get("/arman/workshop/receive?job=1405-999999")
            #expect(unknown.status == .unprocessableContent)
            let form = try await browser.get("/arman/workshop/receive?job=\(job)")
            #expect(form.status == .ok && form.text.contains("سرد نمی‌کند"))
            let bad = try await browser.post(
                "/arman/workshop/receive",
                [("job", job), ("version", try await world.version(of: job)), ("way", "on_site"), ("seal", "سالم")])
            #expect(bad.status == .unprocessableContent && bad.text.contains("سالم"))
            let done = try await receive(job, browser, world)
            #expect(done.location?.hasPrefix("/arman/workshop/units/\(job)") == true, "\(done.text.suffix(1500))")
            let page = try await browser.get("/arman/workshop/units/\(job)").text
            #expect(page.contains("یک کشو کم است") && page.contains("ب ۴") && page.contains("در صف"))
            let again = try await receive(job, browser, world)
            #expect(again.location == "/arman/workshop/units/\(job)" || again.status == .unprocessableContent)
            let label = try await browser.get("/arman/jobs/\(job)/label").text
            #expect(label.contains("ب ۴") && label.contains("<svg class=\"qr\""))
            let jobPage = try await browser.get("/arman/jobs/\(job)").text
            #expect(jobPage.contains("/arman/workshop/units/\(job)"))
        }
        #expect(try await world.state(of: job) == .underWay)
    }

    @Test("a dealer who sent a machine has its job no more, and nobody puts it to another or cancels it")
    func sent() async throws {
        let world = try await World()
        let job = try await world.addJob()
        try await world.giveJob(job)
        try await world.browse(as: .workshopManager) { browser in
            let done = try await receive(job, browser, world, differs: "")
            #expect(done.status == .seeOther, "\(done.text.suffix(1500))")
        }
        let (dealer, sender) = try await world.arman.read { tx in
            let row = try tx.one(
                "SELECT j.dealer_id, i.sender_id FROM job j JOIN bench_item i ON i.job_id = j.id WHERE j.number = \(job)"
            )
            return (try row.optional("dealer_id") as ID<Dealer>?, try row.optional("sender_id") as ID<Dealer>?)
        }
        #expect(dealer == nil && sender != nil)
        try await world.browse(as: .dealerManager) { browser in
            let gone = try await browser.get("/arman/jobs/\(job)")
            #expect(gone.status == .notFound)
        }
        try await world.browse(as: .dispatcher) { browser in
            let version = try await world.version(of: job)
            let cancelled = try await browser.post(
                "/arman/jobs/\(job)/cancellation", [("version", version), ("reason", "customer"), ("text", "")])
            #expect(cancelled.status == .unprocessableContent, "\(cancelled.status)")
            let withdrawn = try await browser.post(
                "/arman/jobs/\(job)/withdrawal", [("version", version), ("reason", "other"), ("text", "x")])
            #expect([409, 422, 404].contains(withdrawn.status.code), "\(withdrawn.status)")
        }
        #expect(try await world.state(of: job) == .underWay)
    }

    @Test("an offered job does not come into the workshop")
    func offered() async throws {
        let world = try await World()
        let job = try await world.addJob()
        try await world.arman.write { tx in
            let dealer: ID<Dealer> = try #require(try tx.value("SELECT id FROM dealer WHERE code = 'D100'"))
            try JobStore.move(JobStore.find(job, .company, tx), .offer, by: nil, .offered(to: dealer), tx)
        }
        try await world.browse(as: .reception) { browser in
            let refused = try await receive(job, browser, world)
            #expect(refused.status == .unprocessableContent)
        }
    }

    @Test("the board moves what was chosen, all or nothing, and says who was faster")
    func board() async throws {
        let world = try await World()
        let (one, other) = (try await world.addBenchItem(), try await world.addBenchItem())
        try await world.browse(as: .workshopManager) { browser in
            let page = try await browser.get("/arman/workshop")
            #expect(page.status == .ok && page.text.contains(one) && page.text.contains(other))
            let none = try await browser.post("/arman/workshop/moves", [("do", "move"), ("to", "diagnosis")])
            #expect(none.status == .unprocessableContent)
            let moved = try await browser.post(
                "/arman/workshop/moves",
                [("do", "move"), ("to", "diagnosis"), ("job", "\(one):1"), ("job", "\(other):1")])
            #expect(moved.status == .seeOther, "\(moved.text.suffix(1500))")
            try await world.move(other, .repair)
            let stale = try await browser.post(
                "/arman/workshop/moves",
                [("do", "move"), ("to", "waiting_part"), ("job", "\(one):2"), ("job", "\(other):2")])
            #expect(stale.status == .conflict && stale.text.contains("جابه‌جا شده است"))
            let impossible = try await browser.post(
                "/arman/workshop/moves", [("do", "move"), ("to", "ready"), ("job", "\(one):2")])
            #expect(impossible.status == .unprocessableContent)
        }
        #expect(try await world.benchState(one) == .diagnosis)
        #expect(try await world.benchState(other) == .repair)
    }

    @Test("each step stays with its person and its moment")
    func history() async throws {
        let world = try await World()
        let job = try await world.addBenchItem()
        try await world.move(job, .diagnosis, .repair, .test, .ready)
        try await world.browse(as: .auditor) { browser in
            let page = try await browser.get("/arman/workshop/units/\(job)").text
            for word in ["در صف", "عیب‌یابی", "در حال تعمیر", "در حال آزمایش", "workshop_manager"] {
                #expect(page.contains(word), "\(word)")
            }
            #expect(!page.contains("name=\"to\""))
        }
        let kept = try await world.number(
            "SELECT count(*) FROM event WHERE subject = 'bench_item' AND kind = 'item_moved'")
        #expect(kept == 4)
    }

    @Test("a technician takes what nobody has, and leaves what is another's")
    func technicians() async throws {
        let world = try await World()
        let (free, others) = (try await world.addBenchItem(), try await world.addBenchItem())
        let bench = try await world.addBench("میز یک", people: [try await world.person(.benchTechnician)])
        try await world.browse(as: .workshopManager) { browser in
            let manager = try await world.person(.workshopManager)
            let given = try await browser.post(
                "/arman/workshop/units/\(others)/moves",
                [("version", "1"), ("do", "assign"), ("to_bench", "\(bench)"), ("to_technician", "\(manager)")])
            #expect(given.status == .seeOther, "\(given.text.suffix(1500))")
        }
        try await world.browse(as: .benchTechnician) { browser in
            let before = try await browser.get("/arman/workshop/mine").text
            #expect(before.contains(free) && !before.contains(others))
            let taken = try await browser.post(
                "/arman/workshop/units/\(free)/moves", [("version", "1"), ("do", "move"), ("to", "diagnosis")])
            #expect(taken.status == .seeOther, "\(taken.text.suffix(1500))")
            let mine = try await browser.get("/arman/workshop/mine").text
            #expect(mine.contains(free))
            let refused = try await browser.post(
                "/arman/workshop/units/\(others)/moves", [("version", "2"), ("do", "move"), ("to", "diagnosis")])
            #expect(refused.status == .unprocessableContent && refused.text.contains("تعمیرکار دیگری"))
            let denied = try await browser.post(
                "/arman/workshop/moves",
                [
                    ("do", "assign"), ("job", "\(free):2"),
                    ("to_technician", "\(try await world.person(.workshopManager))"),
                ])
            #expect(denied.status == .forbidden)
        }
        let mine = try await world.person(.benchTechnician)
        let holder: ID<Person>? = try await world.arman.read { try BenchItemList.find(free, $0).technician }
        #expect(holder == mine)
    }

    @Test("no repair begins while the customer has not said yes to what it costs")
    func estimates() async throws {
        let world = try await World()
        let job = try await world.addBenchItem()
        try await world.move(job, .diagnosis, .waitingEstimate)
        try await world.browse(as: .workshopManager) { browser in
            let made = try await browser.post(
                "/arman/jobs/\(job)/estimate",
                [("labour1-price", "2500000"), ("note", ""), ("valid", ""), ("after", "0"), ("parts", "4")])
            #expect(made.status == .seeOther, "\(made.text.suffix(1500))")
            let refused = try await browser.post(
                "/arman/workshop/units/\(job)/moves", [("version", "3"), ("do", "move"), ("to", "repair")])
            #expect(refused.status == .unprocessableContent && refused.text.contains("پاسخ نداده"))
            let said = try await browser.post(
                "/arman/jobs/\(job)/estimate/answer",
                [("revision", "1"), ("answer", "approve"), ("voice", "phone"), ("text", "")])
            #expect(said.status == .seeOther, "\(said.text.suffix(1500))")
            let begun = try await browser.post(
                "/arman/workshop/units/\(job)/moves", [("version", "3"), ("do", "move"), ("to", "repair")])
            #expect(begun.status == .seeOther, "\(begun.text.suffix(1500))")
        }
        #expect(try await world.benchState(job) == .repair)
    }

    @Test("a scanner's word opens the machine, whatever its digits and whether it read an address")
    func scanning() async throws {
        let world = try await World()
        let job = try await world.addBenchItem()
        let persian = String(
            job.map { $0.isNumber ? Character(UnicodeScalar(0x06F0 + UInt32($0.wholeNumberValue ?? 0)) ?? " ") : $0 })
        try await world.browse(as: .benchTechnician) { browser in
            for typed in [job, persian, "https://k.example/arman/jobs/\(job)"] {
                let query = try #require(typed.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
                let answer = try await browser.get("/arman/workshop/find?q=\(query)")
                #expect(answer.location == "/arman/workshop/units/\(job)", "\(typed)")
            }
            let unknown = try await browser.get("/arman/workshop/find?q=nothing")
            let list = try await browser.get(try #require(unknown.location))
            #expect(list.status == .ok && list.text.contains("پیدا نشد"))
        }
    }

    @Test("2,000 machines stand on one bounded page, and each column says how many more there are")
    func bounded() async throws {
        let world = try await World()
        try await world.addBenchItem()
        try await world.arman.write { tx in
            let job = try tx.one("SELECT id, customer_id, unit_id, group_id, city_id, province_id FROM job")
            let (customer, unit, group): (Int64, Int64, Int64) = (
                try job("customer_id"), try job("unit_id"), try job("group_id")
            )
            let (city, province): (Int64, Int64) = (try job("city_id"), try job("province_id"))
            let person: ID<Person> = try #require(try tx.value("SELECT min(id) FROM person"))
            for index in 1...1_999 {
                let id: ID<Job> = try tx.insert(
                    """
                    INSERT INTO job (number, service_type, state, customer_id, unit_id, group_id, city_id, province_id,
                                     address, stated_fault, received_at, received_on, way)
                    VALUES (\("W-\(index)"), 'repair', 'under_way', \(customer), \(unit), \(group), \(city), \(province), '',
                            '', 0, 0, 'carried_in')
                    """)
                let state = BenchState.open[index % BenchState.open.count]
                try tx.later(
                    """
                    INSERT INTO bench_item (job_id, state, received_by, received_at, moved_at)
                    VALUES (\(id), \(state), \(person), 0, \(index))
                    """)
            }
        }
        try await world.browse(as: .workshopManager) { browser in
            let page = try await browser.get("/arman/workshop").text
            #expect(page.matches(of: #/name="job"/#).count == BenchState.open.count * WorkshopList.most)
            #expect(page.contains("دستگاه دیگر"))
            let list = try await browser.get("/arman/workshop/units?show=repair").text
            #expect(list.matches(of: #/class="lead nowrap"/#).count == BenchItemList.pageSize)
            let file = try await browser.get("/arman/workshop/units/export?format=csv&show=all")
            #expect(file.status == .ok && file.text.split(whereSeparator: \.isNewline).count > 2_000)
        }
    }

    @Test("benches are the company's, with their people; one that is in use is not set aside")
    func benches() async throws {
        let world = try await World()
        let job = try await world.addBenchItem()
        let person = try await world.person(.benchTechnician)
        try await world.browse(as: .workshopManager) { browser in
            let added = try await browser.post(
                "/arman/workshop/benches", [("fa", "میز سرمایش"), ("person", "\(person)")])
            #expect(added.status == .seeOther, "\(added.text.suffix(1500))")
            let list = try await browser.get("/arman/workshop/benches").text
            #expect(list.contains("میز سرمایش") && list.contains("bench_technician"))
            let bench = try await world.number("SELECT max(id) FROM bench")
            let given = try await browser.post(
                "/arman/workshop/units/\(job)/moves", [("version", "1"), ("do", "assign"), ("to_bench", "\(bench)")])
            #expect(given.status == .seeOther)
            let busy = try await browser.post(
                "/arman/workshop/benches/\(bench)", [("version", "1"), ("fa", "میز سرمایش"), ("retired", "1")])
            #expect(busy.status == .unprocessableContent && busy.text.contains("هنوز دستگاه هست"))
            let renamed = try await browser.post(
                "/arman/workshop/benches/\(bench)", [("version", "1"), ("fa", "میز گرمایش")])
            #expect(renamed.status == .seeOther)
            let stale = try await browser.post(
                "/arman/workshop/benches/\(bench)", [("version", "1"), ("fa", "میز سوم")])
            #expect(stale.status == .conflict)
        }
    }

    @Test("a promised day that is over is shown and counted")
    func overdue() async throws {
        let world = try await World()
        let job = try await world.addBenchItem()
        try await world.browse(as: .reception) { browser in
            let placed = try await browser.post(
                "/arman/workshop/units/\(job)/place",
                [("version", try await version(job, world)), ("shelf", "ج ۱"), ("promised", "1405/09/03")])
            #expect(placed.status == .seeOther, "\(placed.text.suffix(1500))")
            let page = try await browser.get("/arman/workshop/units/\(job)").text
            #expect(page.contains("ج ۱") && !page.contains("از روز قول گذشته"))
        }
        world.time.move(seconds: 3 * 86_400)
        try await world.browse(as: .workshopManager) { browser in
            let board = try await browser.get("/arman/workshop").text
            #expect(board.contains("tile late"))
            let late = try await browser.get("/arman/workshop/units?show=late").text
            #expect(late.contains(job))
            let home = try await browser.get("/arman")
            #expect(home.status == .ok)
        }
    }
}
