import Database
import Domain
import Testing

@testable import Base
@testable import Ground
@testable import Stock

@Suite("What parts are for, and what takes their place")
struct PartFitPageTests {
    static func world(_ codes: [String] = ["A-1", "A-2", "A-3"]) async throws -> World {
        let world = try await World()
        try await world.arman.write { tx in
            for code in codes { try PartStore.addNew(code, PartFacts(nameFa: "قطعه \(code)"), by: nil, tx) }
        }
        return world
    }

    private static func fit(_ model: String, _ assembly: String = "", _ most: String = "1") -> [(String, String)] {
        [("model", model), ("assembly", assembly), ("most", most)]
    }

    @Test("A model's page shows its parts by assembly, and the catalogue is narrowed to it")
    func model() async throws {
        let world = try await Self.world()
        try await world.browse(as: .storekeeper) { browser in
            for (part, assembly, most) in [(1, "درب", "۲"), (2, "مدار تبرید", "1"), (2, "درب", "3")] {
                let added = try await browser.post("/arman/parts/\(part)/fits", Self.fit("fridge-1", assembly, most))
                #expect(added.location == "/arman/parts/\(part)")
            }
            let page = try await browser.get("/arman/products/FRIDGE-1").text
            let (door, circuit) = (try #require(page.range(of: "درب")), try #require(page.range(of: "مدار تبرید")))
            #expect(door.lowerBound < circuit.lowerBound && page.contains("A-1") && page.contains("۳ عدد"))
            let list = try await browser.get("/arman/parts?model=fridge-1").text
            #expect(list.contains("A-1") && list.contains("A-2") && !list.contains("A-3"))
            #expect(try await browser.get("/arman/parts/1").text.contains("/arman/products/FRIDGE-1"))
            // Said again it is changed, not doubled.
            _ = try await browser.post("/arman/parts/1/fits", Self.fit("FRIDGE-1", "درب", "5"))
            #expect(try await browser.get("/arman/products/FRIDGE-1").text.contains("۵ عدد"))
            let removed = try await browser.post("/arman/parts/1/fits/removal", [("fit", "1")])
            #expect(removed.status == .seeOther)
            #expect(try await !browser.get("/arman/parts?model=FRIDGE-1").text.contains("A-1"))
            #expect(try await browser.post("/arman/parts/1/fits/removal", [("fit", "2")]).status == .notFound)
        }
        let verdicts = try await world.arman.read { tx in
            let (fridge, washer) = (ID<ProductModel>(1), ID<ProductModel>(2))
            return try [
                PartFitList.verdict(ID(2), for: fridge, tx), PartFitList.verdict(ID(2), for: washer, tx),
                PartFitList.verdict(ID(3), for: fridge, tx),
            ]
        }
        #expect(verdicts == [.fits(most: 4), .misfit, .unknown])
    }

    @Test(
        "refuses a model that is none and a number that is none, as they were typed",
        arguments: [fit("NONE-1"), fit(""), fit("FRIDGE-1", "", "0"), fit("FRIDGE-1", "", "")])
    func refused(_ fields: [(String, String)]) async throws {
        let world = try await Self.world()
        try await world.browse(as: .storekeeper) { browser in
            let answer = try await browser.post("/arman/parts/1/fits", fields)
            #expect(answer.status == .unprocessableContent && answer.text.contains("<details open>"))
        }
    }

    @Test("What may be fitted instead is seen from both sides, one way or both")
    func substitutes() async throws {
        let world = try await Self.world()
        try await world.browse(as: .storekeeper) { browser in
            let one = try await browser.post("/arman/parts/1/substitutes", [("other", "a2"), ("note", "با رابط")])
            #expect(one.status == .seeOther)
            #expect(try await browser.get("/arman/parts/1").text.contains("به جای این قطعه بسته می‌شود"))
            #expect(try await browser.get("/arman/parts/2").text.contains("این قطعه به جای آن بسته می‌شود"))
            let both = try await browser.post("/arman/parts/2/substitutes", [("other", "A-3"), ("mutual", "1")])
            #expect(both.status == .seeOther)
            for part in [2, 3] {
                #expect(try await browser.get("/arman/parts/\(part)").text.contains("هریک به جای دیگری"))
            }
            for (part, fields) in [
                (1, [("other", "A-1")]), (1, [("other", "A-2")]), (3, [("other", "A-2")]), (1, [("other", "NONE")]),
                (1, [("other", "")]), (2, [("other", "A-1"), ("mutual", "1")]),
            ] {
                let answer = try await browser.post("/arman/parts/\(part)/substitutes", fields)
                #expect(answer.status == .unprocessableContent, "\(part) \(fields)")
            }
            #expect(try await browser.post("/arman/parts/3/substitutes/removal", [("row", "2")]).status == .seeOther)
            #expect(try await !browser.get("/arman/parts/2").text.contains("هریک به جای دیگری"))
        }
    }

    @Test("What takes a part's place is shown before, is for all that the part was for, and makes no circle")
    func successors() async throws {
        let world = try await Self.world()
        try await world.browse(as: .stockManager) { browser in
            _ = try await browser.post("/arman/parts/1/fits", Self.fit("FRIDGE-1", "درب", "2"))
            let look = try await browser.get("/arman/parts/1/successor?other=a-2").text
            for text in ["A-2", "FRIDGE-1", "ثبت جانشین"] { #expect(look.contains(text), "\(text)") }
            #expect(try await browser.get("/arman/parts/1").text.contains("جانشین") == true)
            #expect(try await browser.post("/arman/parts/1/successor", [("other", "A-2")]).location == "/arman/parts/1")
            #expect(try await browser.post("/arman/parts/2/successor", [("other", "A-3")]).status == .seeOther)
            let circle = try await browser.get("/arman/parts/3/successor?other=A-1").text
            #expect(circle.contains("زنجیره به خود این قطعه بازمی‌گردد") && !circle.contains("ثبت جانشین"))
            for other in ["A-1", "A-3", "NONE"] {
                let answer = try await browser.post("/arman/parts/3/successor", [("other", other)])
                #expect(answer.status == .unprocessableContent, "\(other)")
            }
            let twice = try await browser.post("/arman/parts/1/successor", [("other", "A-3")])
            #expect(twice.status == .unprocessableContent)
            let first = try await browser.get("/arman/parts/1").text
            #expect(first.contains("دیگر سفارش نمی‌شود") && first.contains("A-3"))
            #expect(try await browser.get("/arman/parts?model=FRIDGE-1").text.contains("A-3"))
            #expect(try await browser.post("/arman/parts/1/successor/removal").status == .seeOther)
            #expect(try await browser.post("/arman/parts/1/successor/removal").status == .conflict)
            #expect(try await !browser.get("/arman/parts/1").text.contains("دیگر سفارش نمی‌شود"))
        }
        let chain = try await world.arman.read { try PartFitList.successors(of: ID(2), $0) }
        #expect(chain == [ID(3)])
    }
}
