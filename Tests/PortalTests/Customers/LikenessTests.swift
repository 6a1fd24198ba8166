import Database
import Domain
import Testing

@testable import Base
@testable import Ground
@testable import Work

@Suite("Customers and units that may be one")
struct LikenessTests {
    /// The run of a day.
    private func look(_ world: World) async throws {
        _ = try await world.arman.write { tx in
            try RunStore.add(LookForLikeness.name, by: nil, in: world.arman, tx)
            return try tx.execute("UPDATE run SET not_before = 0 WHERE kind = 'likeness'")
        }
        try await world.work()
        #expect(try await world.number("SELECT count(*) FROM run WHERE state = 'failed'") == 0)
    }

    private func add(
        _ name: String, _ number: String, city: String = "تهران", serial: String, national: String = "", _ world: World
    ) async throws {
        _ = try await world.arman.write { tx in
            let customer = try CustomerStore.findOrAdd(CustomerNumber(number), name, tx)
            try tx.execute("UPDATE customer SET national_id = \(national) WHERE id = \(customer)")
            let model: ID<ProductModel> = try tx.value("SELECT id FROM product_model WHERE code = 'FRIDGE-1'")!
            let unit = try UnitStore.findOrAdd(serial, model, customer, nil, by: nil, tx)
            let day = world.arman.clock.day(of: tx.now)
            return try AddJob(
                serviceType: "repair", customer: customer, unit: unit,
                city: tx.value("SELECT id FROM city WHERE name_fa = \(city)")!, address: "x", statedFault: "",
                receivedAt: tx.now, receivedOn: day, origin: "added"
            ).run(calendar: .jalali, in: tx)
        }
    }

    private func reasons(_ world: World) async throws -> [String] {
        try await world.arman.read { tx in
            try tx.list(
                """
                SELECT l.reason || ' ' || a.name || ' ' || b.name FROM customer_likeness l
                JOIN customer a ON a.id = l.one_id JOIN customer b ON b.id = l.other_id
                WHERE l.settled_at IS NULL ORDER BY l.id
                """)
        }
    }

    @Test("are found by name and city, landline and national id, each pair once; other cities and names are not")
    func customers() async throws {
        let world = try await World()
        try await add("مینا کاظمی", "09351234567", serial: "A1", world)
        try await add("مينا كاظمي", "09351234568", serial: "A2", world)
        try await add("مینا کاظمی", "09351234569", city: "کرج", serial: "A3", world)
        try await add("شرکت نیک", "02188776655", serial: "A4", national: "0012345679", world)
        try await add("دفتر نیک", "02688776655", serial: "A5", world)
        try await add("آقای نیک", "09120000009", serial: "A6", national: "0012345679", world)
        try await look(world)
        let found = try await reasons(world)
        #expect(
            found.sorted()
                == ["name مینا کاظمی مينا كاظمي", "national_id شرکت نیک آقای نیک", "number شرکت نیک دفتر نیک"].sorted())
        try await look(world)
        #expect(try await reasons(world) == found)
        // Corrected meanwhile: the next look finds it no more.
        _ = try await world.arman.write { tx in
            try tx.execute("UPDATE customer SET national_id = '' WHERE name = 'آقای نیک'")
        }
        world.time.move(seconds: 90_000)
        try await look(world)
        #expect(try await reasons(world).count == 2)
    }

    @Test("lead to the merge, or are remembered as two whatever the next look finds")
    func decided() async throws {
        let world = try await World()
        try await add("مینا کاظمی", "09351234567", serial: "FR-100-77123", world)
        try await add("مینا کاظمی", "09351234568", serial: "FR-1OO-77I23", world)
        try await look(world)
        try await world.browse(as: .serviceManager) { browser in
            for (list, merge) in [("customers", "/merge?with="), ("units", "/merge?with=FR-1OO-77I23")] {
                let page = try await browser.get("/arman/\(list)/duplicates").text
                #expect(page.contains(merge), "\(list)")
                let whole = try await browser.get("/arman/\(list)").text
                #expect(whole.contains("/arman/\(list)/duplicates"))
                let settle = try #require(page.firstMatch(of: #/action="([^"]*duplicates\/\d+)"/#)).output.1
                let done = try await browser.post(String(settle))
                #expect(done.status == .seeOther)
                let after = try await browser.get("/arman/\(list)/duplicates").text
                #expect(!after.contains(merge))
            }
        }
        world.time.move(seconds: 90_000)
        try await look(world)
        try await world.browse(as: .serviceManager) { browser in
            let open = try await browser.get("/arman/units/duplicates").text
            #expect(!open.contains("FR-1OO-77I23"))
            let settled = try await browser.get("/arman/units/duplicates?state=settled").text
            let again = try #require(settled.firstMatch(of: #/action="([^"]*duplicates\/\d+)"/#)).output.1
            _ = try await browser.post(String(again), [("again", "1")])
            let back = try await browser.get("/arman/units/duplicates").text
            #expect(back.contains("FR-1OO-77I23"))
            let merge = try #require(back.firstMatch(of: #/href="([^"]*\/merge\?with=[^"]*)"/#)).output.1
            let question = try await browser.get(String(merge)).text
            #expect(question.value(of: "with") == "FR-1OO-77I23")
            _ = try await browser.mergeUnits("FR-1OO-77I23", into: "FR-100-77123")
            let gone = try await browser.get("/arman/units/duplicates").text
            #expect(!gone.contains("FR-1OO-77I23"))
        }
    }

    @Test("are found among units of before looks were written, and not by what many have in common")
    func old() async throws {
        let world = try await World()
        for index in 0..<11 {
            try await add("محمد محمدی", "093512\(34_560 + index)", serial: "K\(index)", world)
        }
        try await add("علی", "09360000000", serial: "B8-1", world)
        try await add("رضا", "09360000001", serial: "88 1", world)
        _ = try await world.arman.write { try $0.execute("UPDATE unit SET look = ''") }
        try await look(world)
        #expect(try await reasons(world).isEmpty)
        #expect(try await world.number("SELECT count(*) FROM unit_likeness") == 1)
    }

    @Test("are for those who merge")
    func roles() async throws {
        let world = try await World()
        for role in [Role.auditor, .financeOfficer, .dealerManager] {
            for list in ["customers", "units"] {
                let page = try await world.answer(as: role) { try await $0.get("/arman/\(list)/duplicates") }
                #expect(page.status == .notFound)
            }
        }
    }

    @Test("are read in the order of an index, without a look at each row", .enabled(if: TestEngine.server == nil))
    func plans() async throws {
        let world = try await World()
        let indexes: [LikenessReason: String] = [
            .serial: "unit_look", .name: "customer_name_key", .nationalID: "customer_national",
            .number: "sqlite_autoindex_customer_word_1",
        ]
        for (reason, index) in indexes {
            let plan: [String] = try await world.arman.read { tx in
                try tx.rows("EXPLAIN QUERY PLAN \(LikenessKeyList.shared(reason, after: "a"))").map { try $0("detail") }
            }
            #expect(
                plan.count == 1 && plan[0].contains("SEARCH") && plan[0].contains("COVERING INDEX \(index)"), "\(plan)")
        }
        let list: [String] = try await world.arman.read { tx in
            let rows = LikenessList.customerRows(LikenessFilter(Asked(query: "before=5")), limit: 51)
            return try tx.rows("EXPLAIN QUERY PLAN \(rows)").map { try $0("detail") }
        }
        #expect(!list.contains { $0.contains("TEMP B-TREE") || $0.hasPrefix("SCAN") }, "\(list)")
    }
}
