import Database
import Domain
import HTTPTypes
import Testing

@testable import Base
@testable import Ground
@testable import Treasury

@Suite("The preview of a payout")
struct PayoutPreviewTests {
    @Test("says who gets what by kind, each deduction, who is left out and why, and what waits beside it")
    func whole() async throws {
        let world = try await World()
        try await world.addDeduction(.withholding, "5")
        try await world.addApproved([400_000, -50_000])
        _ = try await world.addClaim([11_000])
        try await world.addApproved([90_000], dealer: "D200")
        try await world.block("D200")
        try await world.browse(as: .financeOfficer) { browser in
            let page = try await browser.get("/arman/payouts/new").text
            for text in [
                "کارمزد", "۴۰۰٬۰۰۰", "جریمه", "−۵۰٬۰۰۰", "مالیات تکلیفی ۵٪", "−۱۷٬۵۰۰", "۳۳۲٬۵۰۰",
                "۱ درخواست کارمزد، \u{2068}۱۱٬۰۰۰",
                "پرداخت متوقف شده است: \u{2068}قطعات امانی",
            ] { #expect(page.contains(text), "\(text)") }
        }
    }

    @Test("holds a dealer back while a claim of his waits, where the company wants it so")
    func openClaims() async throws {
        let world = try await World()
        try await world.addApproved([60_000])
        _ = try await world.addClaim([11_000])
        try await world.addApproved([70_000], dealer: "D200")
        #expect(try await world.plan().items.count == 2)
        try await world.serve { client in
            let approver = try await world.browser(client, as: .financeApprover)
            let answer = try await approver.post("/arman/payouts/rules/open-claims", [("open_claims", "dealer")])
            #expect(answer.status == .seeOther)
            #expect(try await world.plan().items.count == 2, "it waits for a second person")
            try await world.browser(client, as: .administrator).confirmProposal()
        }
        let plan = try await world.plan()
        #expect(plan.leftOut.map(\.cause) == [.claimOpen])
        #expect(plan.total == Money(70_000))
    }

    @Test("is for all dealers, a province, a grade or one; whose contract has ended is paid alone")
    func scopes() async throws {
        let world = try await World()
        try await world.addApproved([60_000])
        try await world.addApproved([70_000], dealer: "D200")
        _ = try await world.arman.write { tx in
            try tx.execute(
                "UPDATE dealer SET grade = 'B', contract_to = \(world.today.adding(days: -1)) WHERE code = 'D200'")
        }
        let province: Int64? = try await world.arman.read {
            try $0.value("SELECT id FROM province WHERE name_fa = 'البرز'")
        }
        let cases: [(PayoutScope, Int64, [PayoutPlan.LeftOut.Cause])] = [
            (.all, 60_000, [.contractEnded]), (.province(try #require(province)), 0, [.contractEnded]),
            (.grade("A"), 60_000, []), (.grade("B"), 0, [.contractEnded]), (.dealer("D200"), 70_000, []),
            (.dealer("D900"), 0, []),
        ]
        for (scope, total, causes) in cases {
            let plan = try await world.plan(scope)
            #expect(plan.total == Money(total), "\(scope)")
            #expect(plan.leftOut.map(\.cause) == causes, "\(scope)")
        }
        try await world.browse(as: .financeOfficer) { browser in
            let form = try await browser.payoutForm(query: "?month=gregorian:2026-11&scope=dealer:D200")
            let made = try await browser.post("/arman/payouts", form)
            let page = try await browser.get(try #require(made.location)).text
            #expect(page.contains("نوامبر ۲۰۲۶"))
            #expect(page.contains("D200"))
        }
    }

    @Test("takes work of the month and before; later work waits, whenever it was approved")
    func months() async throws {
        let world = try await World()
        let clock = world.arman.clock
        try await world.addApproved([60_000], completedOn: CalendarDay(iso: "2026-11-10"))
        try await world.addApproved([5_000])
        let order = PayoutOrder(calendar: .jalali, period: Period(year: 1405, month: 8), scope: .all)
        let plan = try await world.arman.read { try PlanPayout(order: order).run(in: world.arman, $0).plan }
        #expect(plan.total == Money(60_000))
        #expect(Period(of: world.today, in: clock.calendar) == Period(year: 1405, month: 9))
    }

    @Test("carries over what a dealer owes until he has earned it")
    func carriedOver() async throws {
        let world = try await World()
        try await world.addApproved([-80_000])
        #expect(try await world.plan().leftOut.map(\.cause) == [.negative])
        try await world.addApproved([100_000])
        let number = try await world.makePayout()
        try await world.bring(number, to: .sent)
        try await world.settle(number, .paid(on: world.today, reference: "R"))
        #expect(try await world.sum(.payment) == -20_000)
        #expect(try await world.balance() == 0)
        let problems = try await world.problems()
        #expect(problems == [])
    }
}

extension PayoutPreviewTests {
    @Test("shows appeals that nobody has decided beside what is paid, and pays what stands meanwhile")
    func appeals() async throws {
        let world = try await World()
        let claim = try await world.addApproved([60_000])
        let manager = try await world.person(.dealerManager)
        try await world.arman.write { tx in
            try tx.execute("UPDATE claim_line SET claimed = 75000 WHERE claim_id = \(claim.id)")
            try tx.execute(
                """
                INSERT INTO claim_appeal (claim_id, line_id, made_by, made_at, text, approved_before)
                SELECT claim_id, id, \(manager), \(tx.now), 'مسیر دورتر بود', approved FROM claim_line
                WHERE claim_id = \(claim.id)
                """)
        }
        #expect(try await world.plan().total == Money(60_000))
        try await world.browse(as: .financeOfficer) { browser in
            let page = try await browser.get("/arman/payouts/new").text
            #expect(page.contains("۱ اعتراض، \u{2068}۱۵٬۰۰۰"))
        }
    }
}

extension World {
    func block(_ code: String, reason: String = "قطعات امانی") async throws {
        let officer = try await person(.financeOfficer)
        try await arman.write { tx in
            let dealer = try #require(try DealerStore.id(code, tx))
            try PaymentBlockStore.add(for: dealer, reason: reason, by: officer, tx)
        }
    }
}
