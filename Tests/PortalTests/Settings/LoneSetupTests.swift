import Database
import Domain
import Testing

@testable import Base
@testable import Fees
@testable import Ground
@testable import House
@testable import Treasury

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

    @Test("confirms a bank account that he asked for himself, only while it is eased, and its row keeps why")
    func sheba() async throws {
        let world = try await World()
        let sheba = "IR550570022080013447370101"
        try await world.serve { client in
            let admin = try await world.browser(client, as: .administrator)
            #expect(try await admin.post("/arman/dealers/D100/sheba", [("sheba", sheba)]).status == .seeOther)
            let change: ID<ShebaChange> = try #require(
                try await world.arman.read { try $0.value("SELECT id FROM sheba_change WHERE state = 'waiting'") })
            let confirmation = "/arman/sheba-changes/\(change)/confirmation"
            let alone = try await admin.post(confirmation)
            #expect(alone.status == .unprocessableContent)
            #expect(!(try await admin.get("/arman/sheba-changes").text.contains(confirmation)))
            _ = try await EaseCompany(company: world.arman, until: "1405/09/10", reason: "همکار دوم از ماه بعد").run()
            let page = try await admin.get("/arman/sheba-changes").text
            #expect(page.contains(confirmation) && page.contains("همکار دوم از ماه بعد"))
            #expect(try await admin.get("/arman/settings").text.contains("همکار دوم از ماه بعد"))
            let officer = try await world.browser(client, as: .reception)
            #expect(try await officer.post(confirmation).status == .forbidden)
            let eased = try await admin.post(confirmation)
            #expect(eased.status == .seeOther, "\(eased.text)")
            #expect(try await admin.get("/arman/sheba-changes").text.contains("با یک نفر، به اجازه راهبر سرور"))
            // Two people are two people: nothing was eased for them.
            #expect(
                try await admin.post("/arman/dealers/D200/sheba", [("sheba", sheba)]).status == .seeOther)
            let finance = try await world.browser(client, as: .financeOfficer)
            let other: ID<ShebaChange> = try #require(
                try await world.arman.read { try $0.value("SELECT id FROM sheba_change WHERE state = 'waiting'") })
            #expect(try await finance.post("/arman/sheba-changes/\(other)/confirmation").status == .seeOther)
        }
        let reasons: [String] = try await world.arman.read { try $0.list("SELECT eased FROM sheba_change ORDER BY id") }
        #expect(reasons == ["همکار دوم از ماه بعد", ""])
        let kept: String? = try await world.arman.read { try $0.value("SELECT sheba FROM dealer WHERE code = 'D100'") }
        #expect(kept == sheba)
    }

    /// A person with all that a lone administrator gives himself.
    private func lone(_ world: World) async throws -> Actor {
        let person = try await world.person(.administrator, company: "arman")
        return try Actor(
            person: person, name: "تنها", roles: Roles([.administrator, .financeOfficer, .financeApprover]), dealer: nil
        )
    }

    /// Nobody else of finance may come in.
    private func lockOthers(_ world: World, than alone: Actor) async throws {
        try await world.arman.write { tx in
            _ = try tx.execute(
                "UPDATE person SET state = 'locked' WHERE roles LIKE '%finance%' AND id <> \(alone.person)")
        }
    }

    @Test("checks and approves a payout of his own while it is eased, and payout, event and history keep why")
    func payout() async throws {
        let world = try await World()
        let alone = try await lone(world)
        try await world.addApproved([400_000])
        let order = world.order()
        let number = try await world.arman.write { tx in
            let mark = try PlanPayout(order: order).run(in: world.arman, tx).plan.mark
            return try MakePayout(order: order, mark: mark).run(by: alone, in: world.arman, tx)
        }
        func version() async throws -> Int { try await world.number("SELECT version FROM payout") }
        func check(_ version: Int) async throws {
            try await world.arman.write { tx in
                try CheckPayout(number: number, version: version).run(by: alone, in: world.arman, tx)
            }
        }
        let before = try await version()
        await #expect(throws: Complaint("payouts.denied.same")) { try await check(before) }
        _ = try await EaseCompany(company: world.arman, until: "1405/09/10", reason: "همکار دوم از ماه بعد").run()
        await #expect(throws: Complaint("payouts.denied.same"), "somebody else of finance is there") {
            try await check(before)
        }
        try await lockOthers(world, than: alone)
        try await world.arman.write { try SettingStore.set("eased_money", "0", $0) }
        await #expect(throws: Complaint("payouts.denied.same"), "what was eased before was not of money") {
            try await check(before)
        }
        try await world.arman.write { try SettingStore.set("eased_money", "1", $0) }
        try await check(before)
        await #expect(throws: (any Error).self, "the table holds each step by itself") {
            try await world.arman.write { tx in
                _ = try tx.execute("UPDATE payout SET approved_by = made_by, approved_at = 1")
            }
        }
        let checked = try await version()
        try await world.arman.write { tx in
            try ApprovePayout(number: number, version: checked).run(by: alone, in: world.arman, tx)
        }
        let kept: String? = try await world.arman.read { try $0.value("SELECT approve_eased FROM payout") }
        #expect(kept == "همکار دوم از ماه بعد")
        try await world.browse(as: .serviceManager) { browser in
            let page = try await browser.get("/arman/payouts/\(number)").text
            #expect(page.contains("با یک نفر، به اجازه راهبر سرور"))
        }
        try await world.browse(as: .auditor) { browser in
            let history = try await browser.get("/arman/history?room=payouts").text
            #expect(history.contains("همکار دوم از ماه بعد"))
        }
    }

    @Test("confirms an entry that he wrote himself only while it is eased; the engine refuses one without a reason")
    func entry() async throws {
        let world = try await World()
        let alone = try await lone(world)
        let (row, dealer) = try await world.arman.write { tx in
            let dealer: ID<Dealer> = try #require(try tx.value("SELECT id FROM dealer WHERE code = 'D100'"))
            let day = world.arman.clock.day(of: tx.now)
            let row = try AccountRowStore.add(
                .credit, Money(50_000), to: dealer, on: day, note: "x", by: alone.person, tx)
            return (row, dealer)
        }
        func confirm() async throws {
            try await world.arman.write { tx in
                try DecideRow(row: row, decision: .confirm).run(for: dealer, by: alone, in: world.arman, tx)
            }
        }
        await #expect(throws: Complaint("ledger.denied.same")) { try await confirm() }
        await #expect(throws: (any Error).self, "the table holds it too") {
            try await world.arman.write { tx in
                _ = try tx.execute(
                    "UPDATE account_row SET state = 'refused', decided_by = made_by, decided_at = 1 WHERE id = \(row)")
            }
        }
        _ = try await EaseCompany(company: world.arman, until: "1405/09/10", reason: "تنها").run()
        try await lockOthers(world, than: alone)
        try await confirm()
        let kept: String? = try await world.arman.read { try $0.value("SELECT eased FROM account_row") }
        #expect(kept == "تنها")
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
