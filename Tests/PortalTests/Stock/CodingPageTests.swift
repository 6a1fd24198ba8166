import Database
import Domain
import Testing

@testable import Ground
@testable import Stock

@Suite("Codes of parts made by a scheme")
struct CodingPageTests {
    /// Family, assembly, number, one check digit.
    static func addScheme(_ world: World) async throws -> ID<Coding> {
        try await world.arman.write { tx in
            let id = try CodingStore.add(.init(name: "قطعات", check: .luhn, separator: "-"), by: nil, tx)
            let family = try CodeSegment(
                name: "خانواده", kind: .table, length: 2, alphabet: .letters,
                values: [.init("FR", "یخچال"), .init("WA", "لباسشویی")])
            let assembly = try CodeSegment(
                name: "مجموعه", kind: .table, length: 2, alphabet: .digits, separator: "-",
                values: [.init("10", "مدار تبرید"), .init("20", "برق")])
            let serial = try CodeSegment(name: "ردیف", kind: .serial, length: 3, alphabet: .digits, separator: "-")
            for (version, segment) in [serial, family, assembly].enumerated() {
                try CodingStore.addSegment(segment, to: id, at: version + 1, by: nil, tx)
            }
            return id
        }
    }

    private static func segment(_ changes: [String: String] = [:]) -> [(String, String)] {
        let fields = [
            ("name", "خانواده"), ("kind", "table"), ("length", "2"), ("alphabet", "letters"), ("separator", ""),
            ("values", "fr = یخچال\nWA = لباسشویی"), ("version", "1"),
        ]
        return fields.map { ($0.0, changes[$0.0] ?? $0.1) }
    }

    @Test("A manager designs it segment by segment; until its number is there no code is made of it")
    func design() async throws {
        let world = try await World()
        try await world.browse(as: .stockManager) { browser in
            let added = try await browser.post(
                "/arman/parts/coding", [("name", "یخچال‌ها"), ("check", "luhn"), ("check_separator", "-")])
            #expect(added.location == "/arman/parts/coding/1")
            #expect(try await browser.get("/arman/parts/coding/1").text.contains("باید شماره ردیف باشد"))
            let family = try await browser.post("/arman/parts/coding/1/segments", Self.segment())
            #expect(family.location == "/arman/parts/coding/1")
            let stale = try await browser.post("/arman/parts/coding/1/segments", Self.segment())
            #expect(stale.status == .conflict)
            let serial = [
                "name": "ردیف", "kind": "serial", "length": "4", "separator": "-", "values": "", "version": "2",
            ]
            #expect(try await browser.post("/arman/parts/coding/1/segments", Self.segment(serial)).status == .seeOther)
            let second = serial.merging(["version": "3"]) { $1 }
            let twice = try await browser.post("/arman/parts/coding/1/segments", Self.segment(second))
            #expect(twice.status == .unprocessableContent)
            // A segment that comes later stands before the number all the same.
            let assembly = [
                "name": "مجموعه", "alphabet": "digits", "separator": "-", "values": "۱۰ = تبرید", "version": "3",
            ]
            #expect(
                try await browser.post("/arman/parts/coding/1/segments", Self.segment(assembly)).status == .seeOther)
            let page = try await browser.get("/arman/parts/coding/1").text
            #expect(page.contains("AA-99-9999-#") && page.contains("FR یخچال") && !page.contains("ناتمام"))
            let change = ["values": "10 = تبرید\n20 = برق", "alphabet": "digits", "name": "مجموعه", "version": "4"]
            #expect(try await browser.post("/arman/parts/coding/segments/3", Self.segment(change)).status == .seeOther)
            #expect(try await browser.get("/arman/parts/coding/segments/3").text.contains("20 = برق"))
            let removed = try await browser.post("/arman/parts/coding/segments/3/removal", [("version", "5")])
            #expect(removed.location == "/arman/parts/coding/1")
            #expect(try await browser.get("/arman/parts/coding").text.contains("AA-9999-#"))
        }
    }

    @Test(
        "refuses a segment that cannot be, as it was typed",
        arguments: [
            ["name": ""], ["length": "0"], ["length": "13"], ["values": "fr"], ["values": "FRR = یخچال"],
            ["values": ""],
            ["values": "fr = a\nFR = b"], ["separator": "*"], ["alphabet": "digits"], ["kind": "x"],
        ])
    func refused(change: [String: String]) async throws {
        let world = try await World()
        try await world.browse(as: .storekeeper) { browser in
            _ = try await browser.post(
                "/arman/parts/coding", [("name", "x"), ("check", "none"), ("check_separator", "")])
            let answer = try await browser.post("/arman/parts/coding/1/segments", Self.segment(change))
            #expect(answer.status == .unprocessableContent && answer.text.contains("aria-invalid"))
        }
    }

    @Test("The next code is proposed while the part is described, and none is ever proposed twice")
    func proposal() async throws {
        let world = try await World()
        _ = try await Self.addScheme(world)
        try await world.browse(as: .storekeeper) { browser in
            let path = "/arman/parts/coding/1/proposal"
            #expect(try await browser.get(path).text.contains("مدار تبرید"))
            let first = try await browser.get(path + "?s0=FR&s1=10").text
            let href = try #require(first.firstMatch(of: #/href="([^"]*parts\/new[^"]*)"/#)?.1)
            #expect(first.contains("FR-10-001-8") && first.contains("خانواده: یخچال"))
            let form = try await browser.get(String(href).replacing("&amp;", with: "&")).text
            #expect(form.contains("value=\"FR-10-001-8\"") && form.contains("value=\"یخچال مدار تبرید\""))
            let changes = ["code": "FR-10-001-8"]
            #expect(try await browser.post("/arman/parts", PartPagesTests.form(changes)).status == .seeOther)
            #expect(try await browser.get("/arman/parts/1").text.contains("معنای کد"))
            let second = try await browser.get(path + "?s0=FR&s1=10").text
            let code = try #require(second.firstMatch(of: #/FR-10-002-[0-9]/#)?.0)
            // Renumbered it keeps the old code, so that comes never again.
            let renumbered = try await browser.post("/arman/parts/1/code", [("code", "Z-1"), ("version", "1")])
            #expect(renumbered.status == .seeOther)
            #expect(try await browser.get(path + "?s0=FR&s1=10").text.contains(String(code)))
            #expect(try await browser.get(path + "?s0=WA&s1=10").text.contains("WA-10-001-"))
            #expect(try await browser.get(path + "?s0=XX&s1=10").text.contains("پذیرفته نیست"))
        }
    }

    @Test("When its numbers are used up it says so, and what was made otherwise is stepped over")
    func full() async throws {
        let world = try await World()
        _ = try await Self.addScheme(world)
        try await world.arman.write { tx in
            let scheme = try CodingList.find(ID(1), tx).scheme
            let next = try CodingList.next(scheme, ["FR", "20"], tx)
            try PartStore.addNew(next.replacing("-", with: "."), PartFacts(nameFa: "x"), by: nil, tx)
            #expect(try CodingList.next(scheme, ["FR", "20"], tx) != next)
            let last = try scheme.code(["FR", "20"], serial: 999)
            try PartStore.addNew(last, PartFacts(nameFa: "x"), by: nil, tx)
            #expect(throws: Complaint("parts.coding.serial.full", "3")) {
                try CodingList.next(scheme, ["FR", "20"], tx)
            }
        }
    }

    @Test("A whole list is looked through before it comes in, and nothing of it is written")
    func list() async throws {
        let world = try await World()
        _ = try await Self.addScheme(world)
        _ = try await world.arman.write { tx in
            try PartStore.addNew("FR-10-001-8", PartFacts(nameFa: "x"), by: nil, tx)
        }
        try await world.browse(as: .storekeeper) { browser in
            let codes = "FR-10-002-6\nFR-10-003-9\nfr100018\n*\nFR-10-002-6\n"
            let fields = [("codes", codes), ("coding", "1")]
            let page = try await browser.post("/arman/parts/coding/check", fields)
            #expect(page.status == .ok)
            for text in [
                "۵ کد بررسی شد و ۴ ایراد", "رقم کنترل درست نیست", "قطعه‌ای با این کد هست", "سطر ۱ هم آمده است",
                "مدار تبرید",
            ] { #expect(page.text.contains(text), "\(text)") }
            let empty = try await browser.post("/arman/parts/coding/check", [("codes", " \n")])
            #expect(empty.status == .unprocessableContent)
        }
        #expect(try await world.answer("SELECT count(*) FROM spare_part") == 1)
    }
}
