import Domain
import Testing

@testable import Base
@testable import Ground
@testable import House

@Suite("A warranty card that is typed")
struct CardFormTests {
    private static let form = "/arman/units/cards/new"
    private static let cards = "/arman/units/cards"
    private static func typed(_ changes: [String: String]) -> [(String, String)] {
        var fields = ["serial": "FR-12", "model": "FRIDGE-1", "card": "K-1", "purchased_on": "1405/06/15"]
        fields.merge(changes) { $1 }
        return fields.map { ($0.key, $0.value) }
    }

    @Test("waits for its customer, becomes his machine with his number, and is not registered twice")
    func registers() async throws {
        let world = try await World()
        try await world.browse(as: .reception) { browser in
            #expect(try await browser.get(Self.cards).text.contains(Self.form))
            let waiting = try await browser.post(Self.cards, Self.typed(["serial": "fr-۱۲", "card": "k-۱"]))
            #expect(waiting.location == "/arman/units/FR-12", "\(waiting.text)")
            let page = try await browser.get("/arman/units/FR-12").text
            #expect(page.contains("بدون مشتری") && page.contains("K-1") && page.contains("۱۴۰۵/۰۶/۱۵"))
            #expect(page.contains("کارت گارانتی ثبت شد"))
            let again = try await browser.post(Self.cards, Self.typed([:]))
            #expect(again.status == .unprocessableContent && again.text.contains("با همین داده‌ها ثبت شده است"))
            // Whose it is comes later, and the model is known by then.
            let owned = try await browser.post(
                Self.cards,
                [("serial", "FR-12"), ("mobile", "0912 345 6789"), ("customer", "زهرا کریمی"), ("city", "کرج")])
            #expect(owned.location == "/arman/units/FR-12", "\(owned.text)")
            #expect(try await browser.get("/arman/units/FR-12").text.contains("زهرا کریمی"))
        }
        #expect(try await world.number("SELECT count(*) FROM warranty_card WHERE unit_id IS NOT NULL") == 1)
        #expect(try await world.number("SELECT count(*) FROM event WHERE subject = 'warranty_card'") == 2)
        #expect(try await world.number("SELECT count(*) FROM unit WHERE purchased_on IS NOT NULL") == 1)
    }

    @Test("a known customer's number needs no name, and a form that is sent twice is one card")
    func known() async throws {
        let world = try await World()
        _ = try await world.addJob()
        try await world.browse(as: .serviceManager) { browser in
            let form = Self.typed(["mobile": "09121112233", "key": "one"])
            for _ in 1...2 {
                let answer = try await browser.post(Self.cards, form)
                #expect(answer.location == "/arman/units/FR-12", "\(answer.text)")
            }
        }
        #expect(try await world.number("SELECT count(*) FROM warranty_card") == 1)
        #expect(try await world.number("SELECT count(*) FROM customer") == 1)
    }

    @Test(
        "is refused beside the field, with what was typed",
        arguments: [
            ["serial": ""], ["serial": "FR-سیب"], ["serial": "NOSERIAL-7"], ["model": ""], ["model": "NONE"],
            ["card": "TAKEN"], ["purchased_on": "1405/13/01"], ["purchased_on": "1405/12/29"],
            ["produced_on": "1405/07/01"], ["mobile": "12"], ["customer": "بی‌شماره"], ["mobile": "09351112233"],
            ["city": "ناکجا"], ["serial": "OWNED", "mobile": "09351112233", "customer": "دیگری"],
        ])
    func refused(_ changes: [String: String]) async throws {
        let world = try await World()
        _ = try await world.addJob(serial: "OWNED")
        try await world.browse(as: .reception) { browser in
            let other = try await browser.post(Self.cards, Self.typed(["serial": "OTHER", "card": "TAKEN"]))
            #expect(other.location == "/arman/units/OTHER")
            let refused = try await browser.post(Self.cards, Self.typed(changes))
            #expect(refused.status == .unprocessableContent, "\(changes)")
            #expect(refused.text.contains("aria-invalid=\"true\""), "\(changes)")
            #expect(refused.text.contains("value=\"1405/06/15\"") || changes["purchased_on"] != nil)
        }
        #expect(try await world.number("SELECT count(*) FROM warranty_card") == 1)
    }

    @Test("is for those who take requests in, and no other company sees it")
    func access() async throws {
        let world = try await World()
        try await world.serve { client in
            for role in [Role.dealerManager, .auditor, .financeOfficer] {
                let browser = try await world.browser(client, as: role)
                let answer = try await browser.post(Self.cards, Self.typed([:]))
                #expect(answer.status == .forbidden || answer.status == .notFound, "\(role)")
                #expect(try await !browser.get(Self.cards).text.contains(Self.form), "\(role)")
            }
        }
        #expect(try await world.number("SELECT count(*) FROM warranty_card") == 0)
    }
}
