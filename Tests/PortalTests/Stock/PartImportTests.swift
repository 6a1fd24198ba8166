import Database
import Domain
import Spreadsheets
import Testing

@testable import Ground
@testable import House
@testable import Stock

@Suite("Files of parts, of their prices and of what they are for")
struct PartImportTests {
    @Test("The sample's 400 parts come in whole, each code by its scheme, and again without a change")
    func whole() async throws {
        let world = try await World()
        _ = try await world.load(.products, "products.csv", try sample("products.csv"))
        let first = try await world.load(.parts, "parts.csv", try sample("parts.csv")).report
        #expect(first.imported == 400 && first.refused.isEmpty, "\(first.refused.prefix(3))")
        let versions = try await world.answer("SELECT sum(version) FROM spare_part")
        let events = try await world.answer("SELECT count(*) FROM event WHERE room = 'parts'")
        let again = try await world.load(.parts, "parts.csv", try sample("parts.csv")).report
        #expect(again.imported == 400)
        #expect(try await world.answer("SELECT count(*) FROM spare_part") == 400)
        #expect(try await world.answer("SELECT sum(version) FROM spare_part") == versions)
        #expect(try await world.answer("SELECT count(*) FROM event WHERE room = 'parts'") == events)
        let fits = try await world.load(.partFit, "part_fit.csv", try sample("part_fit.csv")).report
        #expect(fits.refused.isEmpty, "\(fits.refused.prefix(3))")
        let prices = try await world.load(.partPrices, "part_prices.csv", try sample("part_prices.csv")).report
        #expect(prices.imported == 400 && prices.refused.isEmpty)
        #expect(try await world.answer("SELECT count(*) FROM part_price_list WHERE state = 'draft'") == 1)
        #expect(try await world.answer("SELECT count(*) FROM part_price") == 1_200)
        let codes: [String] = try await world.arman.read { try $0.list("SELECT code FROM spare_part") }
        for code in codes {
            let bare = code.filter { $0 != "-" }
            #expect(CodeCheck.luhn.digits(of: String(bare.dropLast())) == String(bare.suffix(1)), "\(code)")
        }
    }

    @Test("What a file does not say stays, and what it says wrong comes back with its reason")
    func records() async throws {
        let world = try await World()
        let first = """
            کد قطعه,نام قطعه,رهگیری,برگشت داغی,وزن (گرم),کدهای دیگر
            A-1,کمپرسور,سریال هر قطعه,در گارانتی,۸۵۰۰,OLD-1؛ OLD-2
            A-2,فن,,,,
            a-1,دوباره,,,,
            A-3,,,,,
            A-4,پمپ,هوایی,,,
            A-5,برد,,,-3,
            A-6,برد,,,,OLD 1
            """
        let report = try await world.load(.parts, "p.csv", Array(first.utf8)).report
        #expect(report.imported == 2)
        #expect(report.refused.map(\.record) == [3, 4, 5, 6, 7])
        let second = "code,name\nold2,کمپرسور نو\n"
        let (changed, _) = try await world.load(.parts, "p2.csv", Array(second.utf8))
        #expect(changed.imported == 1 && changed.refused.isEmpty)
        let facts = try await world.arman.read { try PartList.facts(of: ID(1), $0) }
        #expect(facts.nameFa == "کمپرسور نو" && facts.tracking == .serial && facts.weightGrams == 8_500)
    }

    @Test("A keeper brings in parts and nothing else, looks at the file before, and gets the refused rows back")
    func pages() async throws {
        let world = try await World()
        try await world.browse(as: .storekeeper) { browser in
            let list = try await browser.get("/arman/imports").text
            #expect(list.contains("value=\"parts\"") && !list.contains("value=\"tariff\""))
            #expect(!list.contains("value=\"requests\""))
            let place = try await browser.uploaded("parts", "کد قطعه,نام قطعه\nA-1,یک\nA*,دو\n")
            #expect(try await browser.get(place).text.contains("A*"))
            #expect(try await browser.post(place + "/start", [("do", "start")]).status == .seeOther)
            #expect(try await browser.whenDone(place, in: world).text.contains("A*"))
            #expect(try await browser.get(place + "/refused").text.contains("A*"))
            let denied = try await browser.upload(
                "/arman/imports", [("kind", "requests")],
                files: [(field: "file", name: "a.csv", bytes: Array("x\n1\n".utf8))])
            #expect(denied.status == .forbidden)
        }
        // What others bring in of customers is not his to read.
        try await world.serve { client in
            let reception = try await world.browser(client, as: .reception)
            let place = try await reception.uploaded("requests", "نام مشتری,موبایل\nزهرا کریمی,09121112233\n")
            let keeper = try await world.browser(client, as: .storekeeper)
            for path in [place, place + "/refused"] {
                let hidden = try await keeper.get(path)
                #expect(hidden.status == .notFound, "\(path)")
            }
            let started = try await keeper.post(place + "/start", [("do", "start")])
            #expect(started.status == .notFound)
            let list = try await keeper.get("/arman/imports").text
            #expect(!list.contains("\(place)\"") && list.contains("/arman/imports/1\""))
        }
        #expect(try await world.answer("SELECT count(*) FROM spare_part") == 1)
    }

    @Test("A file of prices is a draft from its day on, of what differs alone, and refuses what is no part")
    func prices() async throws {
        let world = try await PartFitPageTests.world(["A-1", "A-2"])
        let (keeper, decider) = (try await world.person(.storekeeper), try await world.person(.stockManager))
        try await world.arman.write { tx in
            let list = try PartPriceStore.write(
                [.cost: 5, .customer: 9], of: ID(1), from: CalendarDay(number: 20_000), by: keeper, tx)
            let manager = try Actor(person: decider, name: "", roles: Roles([.stockManager]), dealer: nil)
            try PartPriceStore.activate(list, at: 1, by: manager, tx)
        }
        try await world.browse(as: .storekeeper) { browser in
            let text = "کد قطعه,قیمت خرید (ریال),قیمت مصرف‌کننده\na1,5,۱۰\nA-2,7,\nA-9,1,1\nA-2,,\n"
            let place = try await browser.uploaded("part_prices", text)
            let start = [("do", "start"), ("valid_from", "1405/10/01")]
            #expect(try await browser.post(place + "/start", start).status == .seeOther)
            let page = try await browser.whenDone(place, in: world).text
            #expect(page.contains("قطعه‌ای با کد «A-9» نیست"))
            let list = try await browser.get("/arman/parts/prices/2").text
            // A keeper brings in what a part costs, and does not see it.
            #expect(list.contains("A-1") && !list.contains("A-2") && list.contains("۱۴۰۵/۱۰/۰۱"))
        }
        try await world.browse(as: .stockManager) { browser in
            let list = try await browser.get("/arman/parts/prices/2").text
            #expect(list.contains("A-1") && list.contains("A-2"))
        }
        let rows = try await world.arman.read { tx in
            try tx.rows("SELECT part_id, kind, amount FROM part_price WHERE list_id = 2 ORDER BY part_id, kind")
                .map { "\(try $0("part_id") as Int) \(try $0("kind") as String) \(try $0("amount") as Int)" }
        }
        #expect(rows == ["1 customer 10", "2 cost 7"])
    }

    @Test("A file of what parts are for is read twice and said once")
    func fits() async throws {
        let world = try await PartFitPageTests.world(["A-1"])
        let file = Array(
            "part,model,assembly,qty\nA-1,FRIDGE-1,درب,2\nA-1,fridge-1,,\nA-1,NONE,,\nB-1,FRIDGE-1,,\n".utf8)
        for _ in 1...2 {
            let report = try await world.load(.partFit, "bom.csv", file).report
            #expect(report.imported == 2 && report.refused.map(\.record) == [3, 4])
        }
        #expect(try await world.answer("SELECT count(*) FROM part_fit") == 2)
        #expect(try await world.answer("SELECT sum(most) FROM part_fit") == 3)
        try await world.browse(as: .auditor) { browser in
            let bytes = try await browser.get("/arman/parts/fits/export?format=csv&model=FRIDGE-1").bytes
            let report = try await world.load(.partFit, "again.csv", bytes).report
            #expect(report.imported == 2 && report.refused.isEmpty, "\(report.refused)")
        }
        #expect(try await world.answer("SELECT count(*) FROM part_fit") == 2)
    }

    @Test("The catalogue that was taken out comes in again without a complaint")
    func roundTrip() async throws {
        let world = try await World()
        try await world.browse(as: .stockManager) { browser in
            _ = try await browser.post("/arman/parts", PartPagesTests.form())
            for format in ["csv", "xlsx"] {
                let file = try await browser.get("/arman/parts/export?format=\(format)").bytes
                let report = try await world.load(.parts, "parts.\(format)", file).report
                #expect(report.imported == 1 && report.refused.isEmpty, "\(report.refused)")
            }
        }
        #expect(try await world.answer("SELECT version FROM spare_part") == 1)
    }
}
