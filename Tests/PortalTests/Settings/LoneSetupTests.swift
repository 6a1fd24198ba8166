import Domain
import Testing

@testable import Fees
@testable import Ground
@testable import House

@Suite("A lone administrator")
struct LoneSetupTests {
    private static let rule = "code,component,method,amount\nA,labour,fixed,500000\n"

    private func activate(_ draft: ID<TariffVersion>, _ browser: Browser) async throws -> Browser.Answer {
        try await browser.post("/arman/tariffs/\(draft)/activation", [("version", "1"), ("seen", "1")])
    }

    @Test("puts his own tariff into force while the operator allows it, and page and history say so")
    func eased() async throws {
        let world = try await World()
        let maker = try await world.person(.administrator, company: "arman")
        let draft = try await world.addTariff(madeBy: maker, isActive: false, file: Self.rule)
        try await world.browse(as: .administrator) { browser in
            let alone = try await self.activate(draft, browser)
            #expect(alone.status == .unprocessableContent)
            let ease = EaseCompany(company: world.arman, until: "1405/09/10", reason: "همکار دوم از ماه بعد")
            #expect(try await ease.run() == "1405/09/10")
            let page = try await browser.get("/arman/tariffs/\(draft)").text
            #expect(page.contains("همکار دوم از ماه بعد"))
            #expect(page.contains("۱۴۰۵/۰۹/۱۰"))
            let eased = try await self.activate(draft, browser)
            #expect(eased.status == .seeOther, "\(eased.text)")
            #expect(try await browser.get("/arman/tariffs/\(draft)").text.contains("با یک نفر، به اجازه راهبر سرور"))
        }
        let kinds: [String] = try await world.arman.read {
            try $0.list("SELECT kind FROM event WHERE room = 'settings'")
        }
        #expect(kinds == ["eased"])
    }

    @Test("needs a second person again when the time is over")
    func over() async throws {
        let world = try await World()
        _ = try await EaseCompany(company: world.arman, until: "1405/09/03", reason: "تنها").run()
        let during = try await world.arman.read { try Easing.now($0) }
        #expect(during != nil)
        world.time.move(seconds: 2 * 86_400)
        let after = try await world.arman.read { try Easing.now($0) }
        #expect(after == nil)
    }

    @Test(
        "is not eased without a reason, nor for longer than two months",
        arguments: [("1405/09/10", " "), ("1406/09/10", "تنها"), ("1405/13/01", "تنها")])
    func refused(until: String, reason: String) async throws {
        let world = try await World()
        await #expect(throws: Complaint.self) {
            _ = try await EaseCompany(company: world.arman, until: until, reason: reason).run()
        }
    }
}
