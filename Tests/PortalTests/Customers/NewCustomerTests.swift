import Database
import Domain
import HTTPTypes
import Testing

@testable import Base
@testable import Ground
@testable import Work

@Suite("A new customer by hand")
struct NewCustomerTests {
    private static let written: [(String, String)] = [
        ("name", "شرکت آریا"), ("kind", "organisation"), ("number", "۰۲۱-۸۸۷۷۶۶۵۵ داخلی ۱۲"),
        ("number", "0912 111 2233"),
        ("number", ""), ("national_id", ""), ("consent", "given"), ("tags", "عمده"), ("note", "با خانم نوری"),
        ("address", "خیابان آزادی ۱۲"), ("address_city", "تهران"), ("address_city_known", ""), ("postal_code", ""),
        ("address", ""), ("address_city", ""), ("address_city_known", ""), ("postal_code", ""),
    ]

    private func add(_ world: World, _ change: [String: String] = [:]) async throws -> Browser.Answer {
        try await world.answer(as: .reception) { browser in
            let fields = Self.written.map { ($0.0, $0.1.isEmpty ? "" : change[$0.0] ?? $0.1) }
            let more = change.filter { name, _ in !Self.written.contains { $0.0 == name } }.map { ($0.key, $0.value) }
            return try await browser.post("/arman/customers", fields + more)
        }
    }

    @Test("is taken down with all numbers, addresses, consent, note and tags, and is found by each of his numbers")
    func added() async throws {
        let world = try await World()
        let answer = try await add(world)
        #expect(answer.location == "/arman/customers/1", "\(answer.text.suffix(3000))")
        let page = try await world.answer(as: .reception) { try await $0.get("/arman/customers/1") }.text
        for text in ["شرکت آریا", "۸۸۷۷ ۶۶۵۵", "عمده", "با خانم نوری", "خیابان آزادی ۱۲", "افزوده شد"] {
            #expect(page.contains(text), "\(text)")
        }
        for number in ["02188776655", "09121112233"] {
            let found = try await world.answer(as: .reception) { try await $0.get("/arman/customers?q=\(number)") }.text
            #expect(found.contains("شرکت آریا"), "\(number)")
        }
    }

    @Test(
        "has each address marked on the map by a pasted link, which leads whoever goes there, and moves with a newer one"
    )
    func pinned() async throws {
        let world = try await World()
        let wrong = try await add(world, ["address_pin": "https://goo.gl/maps/x"])
        #expect(wrong.status == .unprocessableContent && wrong.text.contains("پیوند کوتاه"))
        let made = try await add(world, ["address_pin": "https://neshan.org/maps/@35.69970,51.33800,17z,0p"])
        #expect(made.location == "/arman/customers/1", "\(made.text.suffix(2000))")
        try await world.browse(as: .reception) { browser in
            let form = try await browser.get("/arman/customers/1/edit").text
            #expect(form.contains("value=\"35.69970,51.33800\""))
            let newer =
                Self.written.filter { $0.0 != "postal_code" } + [
                    ("version", form.value(of: "version")), ("address_pin", "35.7, 51.4"),
                ]
            let changed = try await browser.post("/arman/customers/1/edit", newer)
            #expect(changed.status == .seeOther, "\(changed.text.suffix(2000))")
            let page = try await browser.get("/arman/customers/1").text
            #expect(page.matches(of: #/جای نشانی روی نقشه ثبت شد/#).count == 2)
            let same = try await browser.get("/arman/customers/1/edit").text
            let again = newer.map { $0.0 == "version" ? ("version", same.value(of: "version")) : $0 }
            _ = try await browser.post("/arman/customers/1/edit", again)
        }
        #expect(try await world.number("SELECT count(*) FROM pin") == 2, "the same place is no news")
        let place: MapPin? = try await world.arman.read { try PinStore.pins(of: [ID(1)], $0)[ID(1), "خیابان آزادی ۱۲"] }
        #expect(place?.text == "35.70000,51.40000")
    }

    @Test("has a place on the map taken away by emptying its field, but not one that another has marked meanwhile")
    func unpinned() async throws {
        let world = try await World()
        _ = try await add(world, ["address_pin": "35.69970,51.33800"])
        try await world.browse(as: .reception) { browser in
            func save(seen: String) async throws {
                let form = try await browser.get("/arman/customers/1/edit").text
                let fields =
                    Self.written.filter { $0.0 != "postal_code" } + [
                        ("version", form.value(of: "version")), ("address_pin", ""), ("address_pin_known", seen),
                    ]
                let saved = try await browser.post("/arman/customers/1/edit", fields)
                #expect(saved.status == .seeOther, "\(saved.text.suffix(1500))")
            }
            for seen in ["", "35.10000,51.10000", "x"] {
                try await save(seen: seen)
                #expect(try await world.number("SELECT count(*) FROM pin") == 1, "\(seen)")
            }
            let form = try await browser.get("/arman/customers/1/edit").text
            #expect(form.contains("name=\"address_pin_known\" value=\"35.69970,51.33800\""))
            try await save(seen: "35.69970,51.33800")
            #expect(try await browser.get("/arman/customers/1").text.contains("جای نشانی از نقشه برداشته شد"))
        }
        #expect(try await world.number("SELECT count(*) FROM pin") == 0)
    }

    @Test("whose number is known is refused with whose it is; what was typed stays")
    func taken() async throws {
        let world = try await World()
        try await world.addJob()
        let answer = try await add(world)
        #expect(answer.status == .unprocessableContent)
        #expect(answer.text.contains("زهرا کریمی") && answer.text.contains("با خانم نوری"))
        #expect(try await world.number("SELECT count(*) FROM customer") == 1)
    }

    @Test("who is called as one in the same city, or has his national id, is asked about once")
    func twins() async throws {
        let world = try await World()
        try await world.addJob(mobile: "09351234567")
        let typed = ["name": "زهرا كريمي", "kind": "person"]
        let asked = try await add(world, typed)
        #expect(asked.status == .conflict && asked.text.contains("/arman/customers/1"))
        #expect(asked.text.contains("name=\"another\""))
        #expect(try await world.number("SELECT count(*) FROM customer") == 1)
        let other = try await add(world, typed.merging(["address_city": "کرج"]) { $1 })
        #expect(other.status == .seeOther, "another city")
        let said = try await add(
            world, typed.merging(["another": "1", "number": "02133445566"]) { $1 })
        #expect(said.status == .seeOther, "\(said.text.suffix(3000))")
    }

    @Test("opens filled in, says nothing is missing yet, and leads to who has the number already")
    func filledIn() async throws {
        let world = try await World()
        try await world.addJob()
        try await world.browse(as: .reception) { browser in
            let page = try await browser.get("/arman/customers/new?number=02188776655&name=%D8%B1%D8%B6%D8%A7").text
            #expect(page.value(of: "number") == "02188776655" && page.value(of: "name") == "رضا")
            #expect(!page.contains("aria-invalid"))
            let known = try await browser.get("/arman/customers/new?number=09121112233")
            #expect(known.location == "/arman/customers/1")
        }
        let dealer = try await world.answer(as: .dealerManager) { try await $0.get("/arman/customers/new") }
        #expect(dealer.status == .notFound)
    }

    @Test("of a call from a number that nobody knows is one step away")
    func fromContact() async throws {
        let world = try await World()
        try await world.browse(as: .reception) { browser in
            let fields = [("subject", "سؤال"), ("body", ""), ("phone", "02188776655")]
            let contact = try #require(try await browser.post("/arman/contacts", fields).location)
            #expect(try await browser.get(contact).text.contains("/arman/customers/new?number=02188776655"))
        }
    }
}
