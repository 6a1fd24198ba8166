import Database
import Domain
import Testing

@testable import Ground
@testable import Stock
@testable import Work

@Suite("The warehouse as its people use it")
struct StockJourneyTests {
    private func standing() async throws -> (world: World, store: ID<StockPlace>, sub: ID<StockPlace>) {
        let world = try await World()
        try await world.addPart("P-1")
        try await world.addPart("D-1", mustReturn: .always)
        let store = try await world.addPlace(.central, "C1")
        return (world, store, try await world.addPlace(.sub, "S1", dealer: "D100"))
    }

    @Test("a keeper makes a place, receives into it, and what he mistyped stands beside its line with all else kept")
    func receipt() async throws {
        let (world, store, _) = try await standing()
        try await world.browse(as: .storekeeper) { browser in
            let made = try await browser.post(
                "/arman/stock/places", [("kind", "central"), ("code", "c-2"), ("name_fa", "انبار دو")])
            #expect(made.status == .seeOther, "\(made.text)")
            let twice = try await browser.post(
                "/arman/stock/places", [("kind", "central"), ("code", "C-2"), ("name_fa", "انبار دو")])
            #expect(twice.status == .unprocessableContent)
            let fields = [
                ("kind", "receipt"), ("reason", "purchase"), ("to", store.description), ("rows", "5"), ("code1", "P-1"),
                ("quantity1", "۱۲"), ("cost1", "2500"), ("note", "با بارنامه"),
            ]
            let refused = try await browser.post(
                "/arman/stock/papers", fields + [("code2", "X-9"), ("quantity2", "3")])
            #expect(refused.status == .unprocessableContent)
            #expect(refused.text.contains("X-9") && refused.text.contains("با بارنامه"))
            #expect(refused.text.contains("value=\"۱۲\""))
            let posted = try await browser.post("/arman/stock/papers", fields)
            let path = try #require(posted.location)
            #expect(path.hasPrefix("/arman/stock/papers/R1405-"))
            let page = try await browser.get(path).text
            #expect(page.contains("P-1") && !page.contains("2,500") && !page.contains("۲٬۵۰۰"))
            for path in [path + "/print", "/arman/stock", "/arman/stock/papers", "/arman/stock/places"] {
                let answer = try await browser.get(path)
                #expect(answer.status == .ok, "\(path)")
            }
            let more = try await browser.post("/arman/stock/papers", fields + [("more", "1")])
            #expect(more.status == .ok && more.text.contains("code15") && more.text.contains("P-1"))
        }
        let lies = try await world.onHand("P-1", at: store)
        #expect(lies == 12)
    }

    @Test("a transfer is sent by the keeper and received by the dealer, who sees his own store and never what it cost")
    func transfer() async throws {
        let (world, store, sub) = try await standing()
        try await world.receive("P-1", 10, at: store, cost: 7_654_321)
        let number = try await world.move(.transfer, "P-1", 4, from: store, to: sub)
        let path = "/arman/stock/papers/\(number)"
        try await world.browse(as: .storekeeper) { browser in
            let answer = try await browser.post(path + "/receipt", [("version", "1")])
            #expect(answer.status == .unprocessableContent)
        }
        try await world.browse(as: .dealerManager, dealer: 2) { browser in
            let hidden = try await browser.get(path)
            #expect(hidden.status == .notFound)
            let denied = try await browser.post(path + "/receipt", [("version", "1")])
            #expect(denied.status == .notFound)
        }
        try await world.browse(as: .dealerManager) { browser in
            let received = try await browser.post(path + "/receipt", [("version", "1"), ("received1", "3")])
            #expect(received.status == .seeOther, "\(received.text)")
            let again = try await browser.post(path + "/receipt", [("version", "1")])
            #expect(again.status == .unprocessableContent || again.status == .conflict)
            for address in ["/arman/stock", "/arman/stock/gaps", path] {
                let page = try await browser.get(address)
                #expect(page.status == .ok && page.text.contains("P-1"), "\(address)")
                #expect(!page.text.contains("7,654,321") && !page.text.contains("۷٬۶۵۴٬۳۲۱"), "\(address)")
            }
            let part: Int64 = try await world.arman.read {
                try $0.value("SELECT id FROM spare_part WHERE code = 'P-1'") ?? 0
            }
            let card = try await browser.get("/arman/stock/cards/\(part)")
            #expect(card.status == .ok && !card.text.contains("۷٬۶۵۴٬۳۲۱"))
            let other = try await browser.get("/arman/stock/cards/\(part)?place=\(store)")
            #expect(other.status == .notFound)
            let file = try await browser.get("/arman/stock/export")
            #expect(file.status == .notFound)
        }
        try await world.browse(as: .stockManager) { browser in
            let gap: Int64 = try await world.arman.read { try $0.value("SELECT id FROM stock_gap") ?? 0 }
            let settled = try await browser.post("/arman/stock/gaps/\(gap)/settlement", [("way", "found")])
            #expect(settled.status == .seeOther, "\(settled.text)")
            let page = try await browser.get("/arman/stock?place=\(sub)").text
            #expect(page.contains("۳۰٬۶۱۷٬۲۸۴"))
            let file = try await browser.get("/arman/stock/export?day=1405/09/01").text
            #expect(!file.contains("P-1"))
            let today = try await browser.get("/arman/stock/export").text
            #expect(today.contains("P-1") && today.contains("30617284"))
        }
        let (lies, state) = (
            try await world.onHand("P-1", at: sub),
            try await world.arman.read { try PaperList.find(number, .company, $0).state }
        )
        #expect(lies == 4 && state == .received)
    }

    @Test("a write-off moves nothing until another person confirms it")
    func writeOff() async throws {
        let (world, store, _) = try await standing()
        try await world.receive("P-1", 5, at: store)
        try await world.browse(as: .stockManager) { browser in
            let fields = [
                ("kind", "write_off"), ("from", store.description), ("rows", "5"), ("code1", "P-1"), ("quantity1", "2"),
                ("note", "شکسته"),
            ]
            let posted = try await browser.post("/arman/stock/papers", fields)
            let path = try #require(posted.location)
            let own = try await browser.post(path + "/confirmation", [("version", "1")])
            #expect(own.status == .unprocessableContent)
            let lies = try await world.onHand("P-1", at: store)
            #expect(lies == 5)
        }
        let number: String = try #require(
            try await world.arman.read { try $0.value("SELECT number FROM stock_paper WHERE kind = 'write_off'") })
        try await world.browse(as: .financeApprover) { browser in
            let done = try await browser.post("/arman/stock/papers/\(number)/confirmation", [("version", "1")])
            #expect(done.status == .seeOther, "\(done.text)")
        }
        let (lies, problems) = (try await world.onHand("P-1", at: store), try await world.stockProblems())
        #expect(lies == 3 && problems == [])
    }

    @Test("a place is made whose code is free: those of a company's first places and of what dealers owe are not")
    func codes() async throws {
        let (world, _, _) = try await standing()
        try await world.browse(as: .stockManager) { browser in
            for code in ["transit", "CUSTOMER", "df-d100"] {
                let answer = try await browser.post(
                    "/arman/stock/places", [("kind", "central"), ("code", code), ("name_fa", "انبار")])
                #expect(answer.status == .unprocessableContent, "\(code)")
            }
        }
    }

    @Test("what was retired can still be used up, and is not bought again; a mark is kept as serials are")
    func retired() async throws {
        let (world, store, _) = try await standing()
        try await world.addPart("S-1", tracking: .serial)
        try await world.browse(as: .storekeeper) { browser in
            func fields(_ kind: String, _ reason: String) -> [(String, String)] {
                [
                    ("kind", kind), ("reason", reason), ("to", store.description), ("from", store.description),
                    ("rows", "5"), ("code1", "S-1"), ("mark1", "a۷ "),
                ]
            }
            let bought = try await browser.post("/arman/stock/papers", fields("receipt", "purchase"))
            #expect(bought.status == .seeOther, "\(bought.text)")
            let serial: String? = try await world.arman.read { try $0.value("SELECT serial FROM stock_balance") }
            #expect(serial == "A7")
            try await world.arman.write { _ = try $0.execute("UPDATE spare_part SET is_retired = 1") }
            let again = try await browser.post("/arman/stock/papers", fields("receipt", "purchase"))
            #expect(again.status == .unprocessableContent)
            let used = try await browser.post("/arman/stock/papers", fields("issue", "usage"))
            #expect(used.status == .seeOther, "\(used.text)")
        }
    }

    @Test("a company has no warehouse before it asks for one: no page, no entry in the menu, no series of numbers")
    func off() async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { browser in
            func isThere() async throws -> [Bool] {
                let page = try await browser.get("/arman/stock")
                let (home, numbers) = (
                    try await browser.get("/arman/jobs").text, try await browser.get("/arman/settings/numbers").text
                )
                #expect(page.status == .ok || page.status == .notFound)
                return [
                    page.status == .ok, home.contains("href=\"/arman/stock\""), numbers.contains("stock_receipt"),
                ]
            }
            let before = try await isThere()
            #expect(before == [false, false, false])
            let unasked = try await browser.get("/arman/settings/stock").text
            #expect(unasked.contains("name=\"stock\"") && !unasked.contains(#/name="stock"[^>]* checked/#))
            let catalogue = try await browser.get("/arman/parts")
            #expect(catalogue.status == .ok)
            let fields = [("closed_on", ""), ("return_days", "14"), ("kept_days", "14")]
            let saved = try await browser.post("/arman/settings/stock", fields + [("stock", "1")])
            #expect(saved.status == .seeOther, "\(saved.text)")
            let on = try await isThere()
            #expect(on == [true, true, true])
            let asked = try await browser.get("/arman/settings/stock").text
            #expect(asked.contains(" checked"))
            _ = try await browser.post("/arman/settings/stock", fields)
            let off = try await isThere()
            #expect(off == [false, false, false])
        }
    }
}
