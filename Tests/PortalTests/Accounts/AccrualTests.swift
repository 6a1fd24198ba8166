import Database
import Domain
import Testing

@testable import Ground
@testable import Treasury

@Suite("What is owed today") struct AccrualTests {
    private func lines(_ world: World) async throws -> [AccrualList.Line] {
        let today = world.arman.clock.day(of: world.time.now)
        return try await world.arman.read { try AccrualList.lines(today: today, .irr, $0) }
    }

    /// A payout of all that waits, as the bank has paid it.
    private func pay(_ world: World) async throws {
        try await world.browse(as: .financeOfficer) { _ = try await $0.makePayout() }
        try await world.arman.write { tx in
            try tx.execute("UPDATE payout_item SET state = 'paid', paid_on = 20000")
            try tx.execute(
                """
                INSERT INTO ledger_entry (dealer_id, at, on_day, kind, amount, payout_item_id)
                SELECT dealer_id, \(tx.now), 20000, 'payment', -amount, id FROM payout_item
                """)
        }
    }

    @Test("is each dealer's claims and account by stage and age, and nothing of what was paid")
    func stages() async throws {
        let world = try await World()
        let today = world.arman.clock.day(of: world.time.now)
        try await world.addApproved([500_000], completedOn: today.adding(days: -95))
        try await pay(world)
        try await world.addApproved([300_000], completedOn: today.adding(days: -40))
        try await world.browse(as: .financeOfficer) { _ = try await $0.makePayout() }
        try await world.addApproved([400_000, -50_000], completedOn: today.adding(days: -5))
        _ = try await world.addClaim([70_000], completedOn: today.adding(days: -70))
        _ = try await world.addClaim([900_000], dealer: "D200")
        let lines = try await lines(world)
        let tehran = try #require(lines.first { $0.code == "D100" }).accrual
        #expect(tehran[.open].minor == 70_000)
        #expect(tehran[.approved].minor == 350_000)
        #expect(tehran[.inPayout].minor == 300_000)
        #expect(tehran[AccrualAge.to30].minor == 350_000)
        #expect(tehran[AccrualAge.to60].minor == 300_000)
        #expect(tehran[AccrualAge.to90].minor == 70_000)
        #expect(tehran[AccrualAge.over90].minor == 0)
        let balance = try await world.balance()
        #expect(try tehran.approved.minor == balance)
        #expect(lines.map(\.code).sorted() == ["D100", "D200"])
    }

    @Test("is a page and two files with the same sums, for those who see money alone")
    func page() async throws {
        let world = try await World()
        _ = try await world.addClaim([1_234_567])
        try await world.browse(as: .financeOfficer) { browser in
            let page = try await browser.get("/arman/accrual")
            #expect(page.text.contains("۱٬۲۳۴٬۵۶۷"))
            let file = try await browser.get("/arman/accrual/export?format=csv")
            #expect(file.text.contains("D100,"))
            #expect(file.text.contains(",1234567,"))
            let workbook = try await browser.get("/arman/accrual/export?format=xlsx")
            #expect(workbook.status == .ok)
        }
        try await world.browse(as: .dealerManager) { browser in
            let page = try await browser.get("/arman/accrual")
            #expect(page.status == .notFound)
        }
    }

    @Test("says so where nothing is owed")
    func nothing() async throws {
        let world = try await World()
        try await world.browse(as: .auditor) { browser in
            let page = try await browser.get("/arman/accrual")
            #expect(page.text.contains("به هیچ نماینده‌ای بدهی نیست"))
        }
    }
}
