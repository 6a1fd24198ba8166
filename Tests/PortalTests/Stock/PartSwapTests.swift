import Database
import Domain
import Testing

@testable import Base
@testable import Fees
@testable import Ground
@testable import Stock
@testable import Work

@Suite("Serial out, serial in")
struct PartSwapTests {
    /// A part that is followed by serials and must come back, three of it on the first dealer's shelf.
    private func standing() async throws -> World {
        let world = try await World()
        try await world.addPart("S-1", tracking: .serial, mustReturn: .always)
        let sub = try await world.addPlace(.sub, "S1", dealer: "D100")
        for serial in ["A10", "B20", "C30"] { try await world.receive("S-1", 1, at: sub, serial: serial) }
        return world
    }

    private func visit(_ number: String, _ part: String, removed: String?, _ world: World) async throws {
        try await world.browse(as: .dealerManager) { browser in
            let (clock, now) = (world.arman.clock, world.time.now)
            let time = clock.timeOfDay(of: now)
            var fields = World.visit([
                "part1": part, "quantity1": "1", "part2": "", "quantity2": "",
                "day": CalendarSystem.jalali.text(clock.day(of: now)),
                "time": TypedTime.text(time.hour * 60 + time.minute),
            ])
            if let removed { fields += [("removed1", removed)] } else { fields += [("removed_asked", "1")] }
            let answer = try await browser.upload("/arman/jobs/\(number)/visits", fields, files: [])
            #expect(answer.status == .seeOther, "\(answer.text)")
        }
    }

    private func swaps(_ world: World) async throws -> [String] {
        try await world.arman.read { tx in
            try tx.rows("SELECT fitted, removed, held, verdict FROM part_swap ORDER BY id").map { row in
                try ["fitted", "removed", "held", "verdict"].map { try row($0) as String }.joined(separator: "|")
            }
        }
    }

    @Test("is asked of a part that is followed by serials, once, and may stay empty then")
    func asked() async throws {
        let world = try await standing()
        let job = try await world.acceptedJob()
        try await world.browse(as: .dealerManager) { browser in
            let path = "/arman/jobs/\(job)/visits"
            #expect(try await !browser.get("\(path)/new").text.contains("removed1"))
            let fields = World.visit(["part1": "S-1 A10", "quantity1": "1", "part2": "", "quantity2": ""])
            let asked = try await browser.upload(path, fields, files: [])
            #expect(asked.status == .unprocessableContent)
            #expect(
                asked.text.contains("name=\"removed1\"") && asked.text.contains("name=\"removed_asked\" value=\"1\""))
            for wrong in ["a10", "X1, X2", "سریال"] {
                let refused = try await browser.upload(
                    path, fields + [("removed1", wrong), ("removed_asked", "1")], files: [])
                #expect(refused.status == .unprocessableContent, "\(wrong)")
            }
            let saved = try await browser.upload(path, fields + [("removed_asked", "1")], files: [])
            #expect(saved.status == .seeOther, "\(saved.text)")
        }
        #expect(try await swaps(world) == ["A10|||unsaid"])
    }

    @Test("is written before the job ends, and a claim finding names a part that the machine was not known to hold")
    func found() async throws {
        let world = try await standing()
        try await world.keepRules([.swapped: .look])
        try await world.activateTariff()
        let first = try await world.acceptedJob(serial: "UNIT-1")
        try await visit(first, "S-1 A10", removed: "F-1", world)
        world.time.move(seconds: 86_400)
        let second = try await world.acceptedJob(serial: "UNIT-1")
        try await visit(second, "S-1 B20", removed: "z۹", world)
        world.time.move(seconds: 86_400)
        let third = try await world.acceptedJob(serial: "UNIT-1")
        try await visit(third, "S-1 C30", removed: "B2O", world)
        #expect(
            try await swaps(world)
                == ["A10|F-1||unknown", "B20|Z9|A10|other", "C30|B2O|A10, B20|held"])
        let known = try await world.arman.read { tx in
            try tx.rows(
                """
                SELECT j.number, c.id FROM claim_finding f JOIN claim c ON c.id = f.claim_id JOIN job j ON j.id = c.job_id
                WHERE f.code = 'swapped'
                """
            ).map { (job: try $0("number") as String, claim: try $0("id") as Int64) }
        }
        #expect(known.map(\.job) == [second])
        let claim = try #require(known.first).claim
        try await world.browse(as: .financeOfficer) { browser in
            let page = try await browser.get("/arman/claims/\(claim)").text
            #expect(page.contains("\u{2066}Z9\u{2069}") && page.contains("\u{2066}A10\u{2069}"))
        }
    }

    @Test("stands on the debt, on its box and on the machine's page")
    func shown() async throws {
        let world = try await standing()
        let job = try await world.acceptedJob(serial: "UNIT-1")
        try await visit(job, "S-1 A10", removed: "F-777", world)
        let debt: ID<PartDebt> = try #require(
            try await world.arman.read { try $0.value("SELECT id FROM part_debt WHERE serial = 'F-777'") })
        let box = try await world.sendBox([debt])
        try await world.browse(as: .storekeeper) { browser in
            for path in ["debts?tab=sent", "boxes/\(box)", "boxes/\(box)/print", "debts/export?tab=sent"] {
                let page = try await browser.get("/arman/stock/\(path)").text
                #expect(page.contains("F-777"), "\(path)")
            }
        }
        try await world.browse(as: .serviceManager) { browser in
            let page = try await browser.get("/arman/units/UNIT-1").text
            #expect(page.contains("\u{2066}A10\u{2069}") && page.contains("\u{2066}F-777\u{2069}"))
        }
    }

    @Test("holds a part against what its predecessor left in the machine, and not where the company has no warehouse")
    func successor() async throws {
        let world = try await standing()
        try await world.addPart("S-2", tracking: .serial)
        let keeper = try await world.person(.storekeeper)
        let first = try await world.acceptedJob(serial: "UNIT-1")
        try await visit(first, "S-1 A10", removed: nil, world)
        try await world.arman.write { tx in
            let (old, new): (ID<SparePart>, ID<SparePart>) = (
                try #require(try tx.value("SELECT id FROM spare_part WHERE code = 'S-1'")),
                try #require(try tx.value("SELECT id FROM spare_part WHERE code = 'S-2'"))
            )
            try PartFitStore.supersede(old, by: new, note: "", by: keeper, tx)
        }
        world.time.move(seconds: 86_400)
        let second = try await world.acceptedJob(serial: "UNIT-1")
        try await visit(second, "S-2 N5", removed: "A10", world)
        #expect(try await swaps(world).last == "N5|A10|A10|held")
        try await world.arman.write { try Feature.stock.set(false, $0) }
        let third = try await world.acceptedJob(serial: "UNIT-1")
        try await visit(third, "S-2 N6", removed: nil, world)
        #expect(try await world.number("SELECT count(*) FROM part_swap") == 2)
    }
}
