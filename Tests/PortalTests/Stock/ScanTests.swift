import Database
import Domain
import Testing
import Web

@testable import Ground
@testable import House
@testable import Stock

@Suite("Papers written with a scanner")
struct ScanTests {
    /// The lines that the form carries along.
    private static func carried(_ text: String) -> [(String, String)] {
        text.matches(of: #/type="hidden" name="((?:code|quantity|mark|condition)\d+|rows)" value="([^"]*)"/#)
            .map { (String($0.1), String($0.2)) }
    }

    @Test("what is scanned goes along in the form, is summed up, taken out again, and becomes a paper")
    func paper() async throws {
        let world = try await World()
        try await world.addPart("P-1")
        try await world.addPart("S-1", tracking: .serial)
        let store = try await world.addPlace(.central, "C1")
        try await world.browse(as: .storekeeper) { browser in
            let begun = try await browser.get("/arman/stock/scan?kind=receipt")
            #expect(begun.status == .ok)
            let head = [("kind", "receipt"), ("to", store.description), ("reason", "purchase")]
            var lines: [(String, String)] = [("rows", "0")]
            let asked = try await browser.post("/arman/stock/scan", head + lines + [("part", "p1")])
            #expect(asked.status == .ok && asked.text.contains("P-1") && Self.carried(asked.text).count == 1)
            for _ in 1...2 {
                let page = try await browser.post(
                    "/arman/stock/scan", head + lines + [("part", "p1"), ("quantity", "۳")])
                lines = Self.carried(page.text)
            }
            let serial = try await browser.post("/arman/stock/scan", head + lines + [("part", "s-1"), ("mark", "n7")])
            lines = Self.carried(serial.text)
            let again = try await browser.post("/arman/stock/scan", head + lines + [("part", "s-1"), ("mark", "N7")])
            #expect(again.status == .unprocessableContent && Self.carried(again.text).map(\.1) == lines.map(\.1))
            let more = try await browser.post("/arman/stock/scan", head + lines + [("part", "s-1"), ("mark", "n8")])
            let less = try await browser.post("/arman/stock/scan", head + Self.carried(more.text) + [("drop", "2")])
            lines = Self.carried(less.text)
            #expect(lines.filter { $0.0.hasPrefix("code") }.map(\.1) == ["P-1", "S-1"])
            let posted = try await browser.post("/arman/stock/papers", head + lines)
            #expect(posted.status == .seeOther, "\(posted.text)")
        }
        let serials: [String] = try await world.arman.read {
            try $0.list("SELECT serial FROM stock_balance WHERE serial <> '' AND quantity > 0")
        }
        let lies = try await world.onHand("P-1", at: store)
        #expect(lies == 6 && serials == ["N8"])
    }

    @Test("a code that two parts bear as their barcode means neither")
    func ambiguous() async throws {
        let world = try await World()
        for (code, barcode) in [("P-1", "777"), ("P-2", "777"), ("P-3", "888")] {
            let part = try await world.addPart(code)
            try await world.arman.write { tx in
                _ = try tx.execute("UPDATE spare_part SET barcode = \(barcode) WHERE id = \(part)")
                try PartStore.rewrite(wordsOf: part, tx)
            }
        }
        let found = try await world.arman.read { tx in
            try ["777", "888", "۸۸۸", "p 1", ""].map { try StockPartList.scanned($0, tx)?.code }
        }
        #expect(found == [nil, "P-3", "P-3", "P-1", nil])
    }

    private static func offered(_ text: String) -> [String] {
        let list = text.firstMatch(of: #/<datalist id="paper-parts">(.*?)<\/datalist>/#).map { String($0.1) } ?? ""
        return list.matches(of: #/option value="([^"]*)"/#).map { String($0.1) }
    }

    @Test("a paper offers codes while one is typed: to a dealer what lies in his own store and nothing else")
    func offered() async throws {
        let world = try await World()
        for code in ["P-1", "P-2"] { try await world.addPart(code) }
        let store = try await world.addPlace(.central, "C1")
        let sub = try await world.addPlace(.sub, "S1", dealer: "D100")
        try await world.receive("P-1", 1, at: store)
        try await world.receive("P-2", 1, at: sub)
        try await world.browse(as: .storekeeper) { browser in
            let page = try await browser.get("/arman/stock/papers/new?kind=issue").text
            #expect(Self.offered(page) == ["P-1", "P-2"])
        }
        try await world.browse(as: .dealerManager) { browser in
            let page = try await browser.get("/arman/stock/papers/new?kind=transfer").text
            #expect(Self.offered(page) == ["P-2"])
        }
    }

    @Test("labels of places and parts bear a picture of their code, a sheet at a time")
    func labels() async throws {
        let world = try await World()
        let store = try await world.addPlace(.central, "C1")
        for number in 1...30 { try await world.addPart("P-\(number)") }
        try await world.receive("P-7", 1, at: store)
        try await world.browse(as: .storekeeper) { browser in
            let places = try await browser.get("/arman/stock/labels/places").text
            #expect(places.contains("C1") && places.contains("<svg") && !places.contains("TRANSIT"))
            let parts = try await browser.get("/arman/stock/labels/parts").text
            let next = try #require(parts.firstMatch(of: #/labels\/parts\?after=(\d+)/#).map { String($0.1) })
            let rest = try await browser.get("/arman/stock/labels/parts?after=\(next)").text
            #expect(rest.contains("P-30") && !rest.contains(">P-1<"))
            let here = try await browser.get("/arman/stock/labels/parts?place=\(store)").text
            #expect(here.contains("P-7") && !here.contains("P-8"))
        }
        try await world.browse(as: .dealerManager) { browser in
            let hidden = try await browser.get("/arman/stock/labels/parts")
            #expect(hidden.status == .notFound)
        }
    }
}
