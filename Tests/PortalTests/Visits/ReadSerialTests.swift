import Database
import Domain
import Testing

@testable import Base
@testable import Ground
@testable import Work

@Suite("A serial read at the visit")
struct ReadSerialTests {
    /// A job of a machine that was taken down without its serial.
    private func standing() async throws -> (world: World, number: String, path: String) {
        let world = try await World()
        let number = try await world.acceptedJob(serial: "X1")
        _ = try await world.arman.write { tx in
            try tx.execute(
                "UPDATE unit SET serial = 'NOSERIAL-1', look = '', is_unmarked = 1 WHERE serial = 'X1'")
        }
        return (world, number, "/arman/jobs/\(number)/visits")
    }

    private func serial(of number: String, _ world: World) async throws -> String {
        try await world.arman.read { tx in
            try tx.one("SELECT u.serial FROM job j JOIN unit u ON u.id = j.unit_id WHERE j.number = \(number)")(
                "serial")
        }
    }

    private func log(
        _ world: World, _ path: String, _ change: [String: String]
    ) async throws -> Browser.Answer {
        try await world.answer(as: .dealerManager) { browser in
            try await browser.upload(path, World.visit(change), files: [])
        }
    }

    @Test("is asked where the machine has none, once more before the job ends without it, and needed by nothing")
    func asked() async throws {
        let (world, number, path) = try await standing()
        let known = try await world.acceptedJob(serial: "X2")
        try await world.browse(as: .dealerManager) { browser in
            #expect(try await browser.get("\(path)/new").text.contains("name=\"serial\""))
            let other = try await browser.get("/arman/jobs/\(known)/visits/new").text
            #expect(!other.contains("name=\"serial\""))
            let unsure = World.visit([:]).filter { $0.0 != "confirmed" }
            let again = try await browser.post(path, unsure).text
            #expect(again.contains("کار بدون سریال پایان می‌یابد"))
            let told = try await browser.post(path, unsure + [("serial", "FR-100")]).text
            #expect(!told.contains("کار بدون سریال") && told.value(of: "serial") == "FR-100")
            let saved = try await browser.upload(path, World.visit([:]), files: [])
            #expect(saved.status == .seeOther)
        }
        #expect(try await serial(of: number, world) == "NOSERIAL-1")
    }

    @Test("becomes the machine's, with its card's days, and stands in its history")
    func named() async throws {
        let (world, number, path) = try await standing()
        try await world.arman.write { tx in
            let model: ID<ProductModel> = try tx.one("SELECT model_id FROM unit WHERE serial = 'NOSERIAL-1'")(
                "model_id")
            let dates = UnitDates(sale: CalendarDay(number: 20_000))
            let card = RegisteredCard(serial: "FR-100", model: model, number: "C-7", dates: dates)
            try WarrantyCardStore.add([.init(card: card, customer: nil, unit: nil, city: nil)], by: nil, tx)
        }
        #expect(try await log(world, path, ["serial": "fr-۱۰۰"]).status == .seeOther)
        #expect(try await serial(of: number, world) == "FR-100")
        let rows =
            "SELECT count(*) FROM unit WHERE serial = 'FR-100' AND is_unmarked = 0 AND purchased_on = 20000" as SQL
        #expect(try await world.number(rows) == 1)
        #expect(try await world.number("SELECT count(*) FROM warranty_card WHERE unit_id IS NOT NULL") == 1)
        try await world.browse(as: .reception) { browser in
            let page = try await browser.get("/arman/units/FR-100").text
            #expect(page.contains("NOSERIAL-1") && page.contains("C-7"))
        }
    }

    @Test("joins the machine to the one of the same customer and model that goes by it, and the job ends on that one")
    func joined() async throws {
        let (world, number, path) = try await standing()
        try await world.addJob(serial: "FR-100")
        let answer = try await log(world, path, ["serial": "FR-100"])
        #expect(answer.status == .seeOther, "\(answer.text)")
        #expect(try await serial(of: number, world) == "FR-100")
        #expect(try await world.state(of: number) == .done)
        #expect(try await world.number("SELECT count(*) FROM unit_merge") == 1)
        try await world.browse(as: .serviceManager) { browser in
            let page = try await browser.get("/arman/units/FR-100").text
            #expect(page.contains("NOSERIAL-1"), "it can be undone")
        }
    }

    @Test(
        "of another customer's machine or of another model changes nothing: the office is asked, the visit is saved",
        arguments: [("09125556677", "fridge"), ("09121112233", "washer")])
    func open(_ mobile: String, _ group: String) async throws {
        let (world, number, path) = try await standing()
        try await world.addJob(group: group, mobile: mobile, serial: "FR-100")
        #expect(try await log(world, path, ["serial": "FR-100"]).status == .seeOther)
        #expect(try await serial(of: number, world) == "NOSERIAL-1")
        #expect(try await world.state(of: number) == .done)
        #expect(try await world.number("SELECT count(*) FROM unit_merge") == 0)
        #expect(try await world.number("SELECT count(*) FROM outbox WHERE kind = 'serial_open'") > 0)
        try await world.browse(as: .serviceManager) { browser in
            #expect(try await browser.get("/arman/bell").text.contains("FR-100"))
            let page = try await browser.get("/arman/units/NOSERIAL-1").text
            #expect(page.contains("سریال") && page.contains("FR-100/merge?with=NOSERIAL-1"))
        }
    }

    @Test(
        "that is not written as those of its group, or is a sign of ours, is refused with what was meant; nothing is lost",
        arguments: [("FR-1O0", "FR-100"), ("ZZ", "FR-###"), ("NOSERIAL-9", "NOSERIAL-9"), ("سیب", "با حروف لاتین")])
    func refused(_ typed: String, _ told: String) async throws {
        let (world, _, path) = try await standing()
        _ = try await world.arman.write { try $0.execute("UPDATE product_group SET serial_pattern = 'FR-###'") }
        let answer = try await log(world, path, ["serial": typed, "symptom": "برفک"])
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains(told) && answer.text.contains("برفک"))
        #expect(try await world.number("SELECT count(*) FROM visit") == 0)
    }
}
