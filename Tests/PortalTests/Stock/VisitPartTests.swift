import Database
import Domain
import Testing

@testable import Ground
@testable import Stock

@Suite("Parts of the catalogue on a visit")
struct VisitPartTests {
    /// A-1 is for the machine that the jobs of this world are of, A-2 for another, of A-3 nobody has said it.
    private static func world() async throws -> (World, job: String) {
        let world = try await PartFitPageTests.world()
        let number = try await world.acceptedJob()
        try await world.arman.write { tx in
            let own: ID<ProductModel> = try #require(
                try tx.value(
                    "SELECT u.model_id FROM unit u JOIN job j ON j.unit_id = u.id WHERE j.number = \(number)"))
            let other: ID<ProductModel> = try #require(
                try tx.value("SELECT id FROM product_model WHERE id <> \(own) ORDER BY id LIMIT 1"))
            try PartFitStore.set(ID(1), for: own, assembly: "درب", most: 2, by: nil, tx)
            try PartFitStore.set(ID(2), for: other, assembly: "", most: 1, by: nil, tx)
        }
        return (world, number)
    }

    private static func rows(_ world: World) async throws -> [String] {
        try await world.arman.read { tx in
            try tx.rows("SELECT part, coalesce(part_id, 0) AS part_id, is_misfit FROM visit_part ORDER BY id").map {
                "\(try $0("part") as String) \(try $0("part_id") as Int) \(try $0("is_misfit") as Int)"
            }
        }
    }

    @Test("The parts of the machine's model are offered, and what is chosen is kept with its code")
    func offered() async throws {
        let (world, number) = try await Self.world()
        try await world.browse(as: .dealerManager) { browser in
            let form = try await browser.get("/arman/jobs/\(number)/visits/new").text
            #expect(form.contains("<option value=\"A-1 قطعه A-1\">") && form.contains("list=\"fitted-parts\""))
            #expect(!form.contains("A-2 قطعه"))
            let visit = World.visit([
                "outcome": "to_continue", "part1": "A-1 قطعه A-1", "part2": "a3", "part3": "پیچ معمولی", "rows": "3",
            ])
            let answer = try await browser.upload("/arman/jobs/\(number)/visits", visit, files: [])
            #expect(answer.status == .seeOther)
        }
        #expect(try await Self.rows(world) == ["A-1 قطعه A-1 1 0", "a3 3 0", "پیچ معمولی 0 0"])
        try await world.browse(as: .storekeeper) { browser in
            let free = try await browser.get("/arman/parts/free").text
            #expect(free.contains("پیچ معمولی") && free.contains("از ۳ قطعه آخر ۱ تا"))
        }
    }

    @Test("A part that is not for such a machine is asked about once, and written down as that")
    func misfit() async throws {
        let (world, number) = try await Self.world()
        try await world.browse(as: .dealerManager) { browser in
            let path = "/arman/jobs/\(number)/visits"
            let fields = World.visit(["part1": "A-2", "part2": "", "quantity2": ""])
            let asked = try await browser.upload(path, fields, files: [])
            #expect(asked.status == .unprocessableContent)
            #expect(asked.text.contains("برای این مدل نیست") && asked.text.contains("name=\"misfit\" value=\"1\">"))
            #expect(asked.text.contains("value=\"A-2\""))
            let unconfirmed = fields.filter { $0.0 != "confirmed" } + [("misfit", "1")]
            let summary = try await browser.upload(path, unconfirmed, files: [])
            #expect(summary.status == .ok && summary.text.contains("name=\"misfit\" value=\"1\" checked"))
            let saved = try await browser.upload(path, fields + [("misfit", "1")], files: [])
            #expect(saved.status == .seeOther)
        }
        #expect(try await Self.rows(world).first == "A-2 2 1")
    }

    @Test("What is set aside or superseded is offered no more, and still known where it is typed")
    func superseded() async throws {
        let (world, number) = try await Self.world()
        let keeper = try await world.person(.storekeeper)
        try await world.arman.write { tx in
            try PartFitStore.supersede(ID(1), by: ID(3), note: "", by: keeper, tx)
        }
        try await world.browse(as: .dealerManager) { browser in
            let form = try await browser.get("/arman/jobs/\(number)/visits/new").text
            #expect(form.contains("value=\"A-3 قطعه A-3\"") && !form.contains("value=\"A-1 قطعه"))
            let visit = World.visit(["outcome": "to_continue", "part1": "A-1", "part2": "", "quantity2": ""])
            let answer = try await browser.upload("/arman/jobs/\(number)/visits", visit, files: [])
            #expect(answer.status == .seeOther)
        }
        #expect(try await Self.rows(world) == ["A-1 1 0"])
    }
}
