import Database
import Domain
import Testing
import Web

@testable import Ground
@testable import House
@testable import Stock

@Suite("The pages of a count")
struct CountPageTests {
    /// What lies there is a number that stands nowhere else.
    private static let lies: Int64 = 7_654_321
    private static let writings = ["7654321", "7,654,321", "۷۶۵۴۳۲۱", "۷٬۶۵۴٬۳۲۱"]

    private func standing() async throws -> (world: World, store: ID<StockPlace>) {
        let world = try await World()
        try await world.addPart("P-1")
        try await world.addPart("S-1", tracking: .serial)
        let store = try await world.addPlace(.central, "C1")
        try await world.receive("P-1", Self.lies, at: store, cost: 1)
        try await world.receive("S-1", 1, at: store, serial: "SECRETSERIAL")
        return (world, store)
    }

    private func line(_ part: String, _ world: World) async throws -> String {
        let id: Int64? = try await world.arman.read {
            try $0.value(
                "SELECT l.id FROM stock_count_line l JOIN spare_part s ON s.id = l.part_id WHERE s.code = \(part)")
        }
        return String(try #require(id))
    }

    @Test("who counts sees on no page, sheet or file what the books say, until the count is handed in")
    func blind() async throws {
        let (world, store) = try await standing()
        try await world.browse(as: .storekeeper) { browser in
            let opened = try await browser.post(
                "/arman/stock/counts", [("place", store.description), ("scope", "all")])
            let path = try #require(opened.location, "\(opened.text)")
            let one = try await line("P-1", world)
            _ = try await browser.post(path + "/lines", [("line", one), ("q\(one)", "5")])
            let pages = [
                path, path + "?tab=left", path + "?tab=differing", path + "?q=P-1", path + "/print", path + "/scan",
                path + "/export?format=csv", "/arman/stock/counts",
            ]
            for page in pages {
                let answer = try await browser.get(page)
                #expect(answer.status == .ok, "\(page)")
                for told in Self.writings + ["SECRETSERIAL"] {
                    #expect(!answer.text.contains(told), "\(page) says \(told)")
                }
            }
            let handed = try await browser.post(path + "/handing", [("version", "1")])
            #expect(handed.status == .seeOther, "\(handed.text)")
            let second = try await browser.get(path).text
            #expect(second.contains("P-1") && !second.contains("S-1"))
            for told in Self.writings { #expect(!second.contains(told)) }
        }
        try await world.browse(as: .stockManager) { browser in
            let path = "/arman/stock/counts/\(try await world.countNumber())"
            let open = try await browser.get(path).text
            for told in Self.writings { #expect(!open.contains(told)) }
        }
    }

    @Test("blank is not counted, a zero is said twice, and what is refused stands beside its line with all else kept")
    func zero() async throws {
        let (world, store) = try await standing()
        let number = try await world.openCount(of: store)
        let (path, one, two) = (
            "/arman/stock/counts/\(number)", try await line("P-1", world), try await line("S-1", world)
        )
        try await world.browse(as: .storekeeper) { browser in
            let blank = try await browser.post(path + "/lines", [("line", one), ("q\(one)", "")])
            #expect(blank.status == .seeOther)
            let fields = [("line", one), ("line", two), ("q\(one)", "۰"), ("s\(two)", "X1 x2 X1"), ("d\(two)", "1")]
            let refused = try await browser.post(path + "/lines", fields)
            #expect(refused.status == .unprocessableContent && refused.text.contains("name=\"z\(one)\""))
            #expect(refused.text.contains("X1 x2 X1"))
            let counted = try await world.number("SELECT count(*) FROM stock_count_line WHERE first_at IS NOT NULL")
            #expect(counted == 0)
            let sure = try await browser.post(path + "/lines", fields + [("z\(one)", "1")])
            #expect(sure.status == .seeOther, "\(sure.text)")
        }
        let rows: [Int64] = try await world.arman.read {
            try $0.list("SELECT first_quantity FROM stock_count_line ORDER BY first_quantity")
        }
        #expect(rows == [0, 2])
    }

    @Test("a dealer counts his own store; another's, and its count, are nowhere for him")
    func dealers() async throws {
        let (world, _) = try await standing()
        let sub = try await world.addPlace(.sub, "S1", dealer: "D100")
        try await world.receive("P-1", 3, at: sub)
        let number = try await world.openCount(of: sub)
        let path = "/arman/stock/counts/\(number)"
        let forms = ["/lines", "/handing", "/scan"]
        try await world.browse(as: .dealerManager, dealer: 2) { browser in
            for page in ["", "/print", "/scan", "/export"] {
                let answer = try await browser.get(path + page)
                #expect(answer.status == .notFound, "\(page)")
            }
            for form in forms {
                let answer = try await browser.post(path + form, [("version", "1"), ("part", "P-1")])
                #expect(answer.status == .notFound, "\(form)")
            }
            let list = try await browser.get("/arman/stock/counts").text
            #expect(!list.contains(number))
            let stolen = try await browser.post(
                "/arman/stock/counts", [("place", sub.description), ("scope", "all")])
            #expect(stolen.status == .unprocessableContent)
        }
        try await world.browse(as: .dealerManager) { browser in
            let list = try await browser.get("/arman/stock/counts").text
            #expect(list.contains(number))
            let scanned = try await browser.post(path + "/scan", [("part", "p1"), ("each", "1")])
            #expect(scanned.status == .seeOther, "\(scanned.text)")
            let again = try await browser.post(path + "/scan", [("part", "P-1"), ("quantity", "2")])
            #expect(again.location?.contains("line=") == true)
            let handed = try await browser.post(path + "/handing", [("version", "1")])
            #expect(handed.status == .seeOther, "\(handed.text)")
            let closing = try await browser.post(path + "/closing", [("version", "2")])
            #expect(closing.status == .forbidden)
        }
        try await world.browse(as: .stockManager) { browser in
            let closed = try await browser.post(path + "/closing", [("version", "2"), ("charge", "1")])
            #expect(closed.status == .seeOther, "\(closed.text)")
            let page = try await browser.get(path).text
            #expect(page.contains("بسته شد"))
        }
        let lies = try await world.onHand("P-1", at: sub)
        #expect(lies == 3)
    }

    /// The field with the caret.
    private static func focused(_ text: String) -> String? {
        text.firstMatch(of: #/name="(\w+)"[^>]* autofocus/#).map { String($0.1) }
    }

    @Test("scanning asks field by field, without a script: the place, the part, its serial or how many")
    func scanning() async throws {
        let (world, store) = try await standing()
        let number = try await world.openCount(of: store)
        let path = "/arman/stock/counts/\(number)/scan"
        try await world.arman.write {
            _ = try $0.execute("UPDATE spare_part SET barcode = '6260000000017' WHERE code = 'P-1'")
            try PartStore.rewrite(wordsOf: ID(1), $0)
        }
        try await world.browse(as: .storekeeper) { browser in
            let begun = try await browser.get(path).text
            #expect(Self.focused(begun) == "part")
            let asked = try await browser.post(path, [("place", "c1"), ("part", "۶۲۶۰۰۰۰۰۰۰۰۱۷")])
            #expect(asked.status == .ok && Self.focused(asked.text) == "quantity" && asked.text.contains("P-1"))
            let serial = try await browser.post(path, [("place", "C1"), ("part", "S-1")])
            #expect(serial.status == .ok && Self.focused(serial.text) == "mark")
            let wrong = try await browser.post(path, [("place", "C1"), ("part", "X-9")])
            #expect(wrong.status == .unprocessableContent && Self.focused(wrong.text) == "part")
            let nowhere = try await browser.post(path, [("place", "C7"), ("part", "P-1"), ("quantity", "1")])
            #expect(nowhere.status == .unprocessableContent && Self.focused(nowhere.text) == "place")
            let place = try await browser.post(path, [("part", "C1")])
            #expect(place.location?.hasSuffix("?place=C1") == true)
            let done = try await browser.post(path, [("place", "C1"), ("part", "6260000000017"), ("quantity", "4")])
            let next = try await browser.get(try #require(done.location))
            #expect(next.status == .ok && Self.focused(next.text) == "part" && next.text.contains("role=\"status\""))
            let one = try await browser.post(path, [("place", "C1"), ("part", "S-1"), ("mark", "n1")])
            #expect(one.status == .seeOther)
            let twice = try await browser.post(path, [("place", "C1"), ("part", "S-1"), ("mark", "N1")])
            #expect(twice.status == .unprocessableContent)
        }
        let counted = try await world.number("SELECT first_quantity FROM stock_count_line WHERE first_at IS NOT NULL")
        #expect(counted == 4)
    }

    @Test("the file of a count goes out without numbers, comes in with them, and gives back what it cannot take")
    func files() async throws {
        let (world, store) = try await standing()
        let number = try await world.openCount(of: store)
        try await world.browse(as: .storekeeper) { browser in
            let file = try await browser.get("/arman/stock/counts/\(number)/export?format=csv").text
            let lines = file.split(whereSeparator: \.isNewline).map(String.init)
            #expect(lines.count == 3)
            let filled = lines.map { $0.contains("P-1") ? $0 + "12" : $0 }
            let rows = filled + ["\(number),C1,S-1,,نو,N1,1", "\(number),C9,P-1,,,,1", "\(number),C1,P-1,,هوایی,,1"]
            let place = try await browser.uploaded("counts", rows.joined(separator: "\n"))
            #expect(try await browser.post(place + "/start", [("do", "start")]).status == .seeOther)
            let page = try await browser.whenDone(place, in: world).text
            #expect(page.contains("C9") && page.contains("هوایی"), "\(page)")
        }
        let (counted, serials) = (
            try await world.number("SELECT first_quantity FROM stock_count_line WHERE first_at IS NOT NULL"),
            try await world.number("SELECT count(*) FROM stock_count_serial")
        )
        #expect(counted == 12 && serials == 1)
    }

    @Test("only a manager says from which difference on lines are counted twice")
    func limits() async throws {
        let (world, _) = try await standing()
        try await world.browse(as: .storekeeper) { browser in
            let page = try await browser.get("/arman/stock/counts/limits")
            #expect(page.status == .notFound)
        }
        try await world.browse(as: .stockManager) { browser in
            let refused = try await browser.post("/arman/stock/counts/limits", [("value", "x"), ("share", "101")])
            #expect(refused.status == .unprocessableContent)
            let saved = try await browser.post("/arman/stock/counts/limits", [("value", "۵۰۰۰"), ("share", "")])
            #expect(saved.status == .seeOther, "\(saved.text)")
            let page = try await browser.get("/arman/stock/counts/limits")
            #expect(page.status == .ok)
        }
        let limits = try await world.arman.read { try CountSetting.limits($0) }
        #expect(limits == CountLimits(value: 5_000, share: nil))
    }
}

extension World {
    /// Of the only count.
    fileprivate func countNumber() async throws -> String {
        try await arman.read { try $0.one("SELECT number FROM stock_count")("number") }
    }
}
