import Domain
import Testing

@testable import Base
@testable import Fees
@testable import Ground
@testable import House

@Suite("The unit of money of a company")
struct MoneyUnitPageTests {
    private static let page = "/arman/settings/money"
    private static let rows = "/arman/dealers/D100/account/rows"

    private static func advance(_ amount: String, unit: String? = nil) -> [(String, String)] {
        [("kind", "advance"), ("amount", amount), ("day", "1405/09/01"), ("note", "علی‌الحساب آذر")]
            + (unit.map { [("money_unit", $0)] } ?? [])
    }

    private func toman(_ browser: Browser) async throws {
        let set = try await browser.post(Self.page, [("unit", "toman")])
        #expect(set.location == Self.page, "\(set.text)")
    }

    @Test("is rial until an administrator says toman; then pages, forms and history do, and another company's stay")
    func shown() async throws {
        let world = try await World()
        try await world.serve { client in
            let officer = try await world.browser(client, as: .financeOfficer)
            let before = try await officer.get("/arman/dealers/D100/account").text
            #expect(before.contains("<span class=\"unit\">ریال</span>"))
            #expect(try await officer.get(Self.page).status == .notFound)
            #expect(try await officer.post(Self.page, [("unit", "toman")]).status == .forbidden)
            let admin = try await world.browser(client, as: .administrator)
            #expect(try await admin.post(Self.page, [("unit", "dollar")]).status == .unprocessableContent)
            try await self.toman(admin)
            try await self.toman(admin)
            let form = try await officer.get("/arman/dealers/D100/account").text
            #expect(form.contains("<span class=\"unit\">تومان</span>"))
            #expect(form.contains("name=\"money_unit\" value=\"toman\""))
            #expect(try await officer.post(Self.rows, Self.advance("۱۵۰٬۰۰۰٫۵")).status == .seeOther)
            let account = try await officer.get("/arman/dealers/D100/account").text
            #expect(account.contains("−۱۵۰٬۰۰۰٫۵"))
            #expect(try await admin.get(Self.page).text.contains("واحد نمایش پول تغییر کرد"))
            let other = try await world.browser(client, as: .financeOfficer, company: "pars")
            #expect(try await other.get("/pars/payouts/rules").status == .ok)
            #expect(!(try await other.get("/pars/tariffs").text.contains("value=\"toman\"")))
        }
        let amounts: [Int64] = try await world.arman.read { try $0.list("SELECT amount FROM account_row") }
        #expect(amounts == [-1_500_005])
        let events: [String] = try await world.arman.read {
            try $0.list("SELECT kind FROM event WHERE kind = 'money_unit'")
        }
        #expect(events.count == 1, "said twice, changed once")
    }

    @Test("a form that was opened before the change is read in the unit that it showed, and comes back in it")
    func opened() async throws {
        let world = try await World()
        try await world.serve { client in
            let admin = try await world.browser(client, as: .administrator)
            let officer = try await world.browser(client, as: .financeOfficer)
            try await self.toman(admin)
            #expect(try await officer.post(Self.rows, Self.advance("1500000", unit: "rial")).status == .seeOther)
            let refused = try await officer.post(Self.rows, Self.advance("1.5", unit: "rial"))
            #expect(refused.status == .unprocessableContent)
            #expect(refused.text.contains("<span class=\"unit\">ریال</span>"))
            #expect(refused.text.contains("name=\"money_unit\" value=\"rial\""))
            let finer = try await officer.post(Self.rows, Self.advance("1.55", unit: "toman"))
            #expect(finer.status == .unprocessableContent)
            #expect(finer.text.contains("شمار درستی از ریال نیست"))
        }
        let amounts: [Int64] = try await world.arman.read { try $0.list("SELECT amount FROM account_row") }
        #expect(amounts == [-1_500_000])
    }

    @Test("a rule of a tariff is written, shown and raised in toman, and kept in rial")
    func tariff() async throws {
        let world = try await World()
        let draft = try await world.addTariff(
            isActive: false,
            file: "code,component,method,amount,per,bands\nA,travel,band_marginal,,km_one_way,0-20:0;20-:5005\n")
        try await world.serve { client in
            try await self.toman(world.browser(client, as: .administrator))
            let officer = try await world.browser(client, as: .financeOfficer)
            let path = "/arman/tariffs/\(draft)/rules"
            let fields = [
                ("version", "1"), ("code", "B"), ("component", "labour"), ("method", "fixed"), ("shown", "fixed"),
                ("amount", "۵۰٬۰۰۰٫۵"), ("max", "60,000"), ("scope", "job"), ("payer", "company"),
            ]
            let added = try await officer.post(path, fields)
            #expect(added.location == "/arman/tariffs/\(draft)#rule-B", "\(added.text)")
            let finer = try await officer.post(
                path,
                fields.filter { !["amount", "code", "version"].contains($0.0) }
                    + [("amount", "1.55"), ("code", "C"), ("version", "2")])
            #expect(finer.status == .unprocessableContent)
            #expect(finer.text.contains("«۱.۵۵» شمار درستی از ریال نیست"))
            #expect(finer.text.contains("value=\"1.55\""))
            let page = try await officer.get("/arman/tariffs/\(draft)").text
            #expect(page.contains("۵۰٬۰۰۰٫۵") && page.contains("۵۰۰٫۵") && page.contains("تومان"))
        }
        let rules = try await world.arman.read { try TariffRuleStore.cells(of: draft, $0) }
        #expect(rules.map { $0[.amount] } == ["", "500005"])
        #expect(rules.map { $0[.max] } == ["", "600000"])
        #expect(rules[0][.bands] == "0-20:0;20-:5005")
    }

    @Test("what a customer paid, what a dealer asks for, and up to which amount one approves, are taken in toman")
    func forms() async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        try await world.set(.sendAfterDays, to: 3)
        let claim = try await world.addClaim([400_000])
        try await world.serve { client in
            let admin = try await world.browser(client, as: .administrator)
            try await self.toman(admin)
            let limits = try await admin.post(
                "/arman/claims/limits",
                [("limit_finance_officer", "۵۰۰٫۵"), ("limit_finance_approver", ""), ("automatic_limit", "100")])
            #expect(limits.status == .seeOther, "\(limits.text)")
            try await world.browser(client, as: .financeApprover).confirmProposal()
            let rules = try await admin.get("/arman/claims/rules").text
            #expect(rules.contains("value=\"۵۰۰٫۵\"") && rules.contains("۵۰۰٫۵ تومان"))
            let dealer = try await world.browser(client, as: .dealerManager)
            let visit = World.visit(["labour": "۱۵۰٬۰۰۰٫۵", "customer_parts": "200,000"])
            let path = "/arman/jobs/\(number)/visits"
            let asked = try await dealer.upload(path, visit.filter { $0.0 != "confirmed" }, files: [])
            #expect(asked.text.contains("اجرت ۱۵۰٬۰۰۰٫۵ تومان"))
            #expect(try await dealer.upload(path, visit, files: []).status == .seeOther)
            let more = [
                ("claim", claim.choice), ("ask_component", "travel"), ("ask_amount", "۱۲٬۰۰۰٫۵"),
                ("ask_text", "راه بسته بود"),
            ]
            let sent = try await dealer.upload("/arman/claims/\(claim.id)/asking", more, files: [])
            #expect(sent.status == .seeOther, "\(sent.text)")
        }
        #expect(try await world.number("SELECT customer_labour FROM visit WHERE customer_labour > 0") == 1_500_005)
        #expect(try await world.number("SELECT customer_parts FROM visit WHERE customer_parts > 0") == 2_000_000)
        #expect(try await world.number("SELECT max(claimed) FROM claim_line WHERE claimed < 400000") == 120_005)
        let settings = try await world.arman.read { try ClaimSettingStore.all($0) }
        #expect(settings.values[.limitOfficer] == 5_005 && settings.automaticLimit == 1_000)
    }

    @Test("files stay in rial and say so, and papers name both units")
    func files() async throws {
        let world = try await World()
        let claim = try await world.addClaim()
        try await world.serve { client in
            try await self.toman(world.browser(client, as: .administrator))
            let officer = try await world.browser(client, as: .financeOfficer)
            let file = try await officer.get("/arman/accrual/export").text
            #expect(file.contains("(ریال)") && !file.contains("تومان"))
            let one = try await officer.get("/arman/claims/\(claim.id)").text
            #expect(one.contains("تومان"))
            let paper = try await officer.get("/arman/dealers/D100/statements/1405-9").text
            #expect(paper.contains("تومان") && paper.contains("ریال"))
        }
    }
}
