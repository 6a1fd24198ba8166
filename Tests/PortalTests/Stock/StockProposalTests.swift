import Database
import Domain
import HTTPTypes
import Testing

@testable import Ground
@testable import House
@testable import Stock

@Suite("Rules of the warehouse by two people")
struct StockProposalTests {
    private func setting(_ world: World) async throws -> StockSetting {
        try await world.arman.read { try StockSetting($0) }
    }

    @Test("What of a dealer's pay waits, and what is closed, hold once another person has confirmed them")
    func two() async throws {
        let world = try await World()
        try await world.openStock()
        let before = try await setting(world)
        try await world.serve { client in
            let admin = try await world.browser(client, as: .administrator)
            let fields = [("closed_on", "1405/08/30"), ("hold", "always")]
            #expect(try await admin.post("/arman/settings/stock/rules", fields).status == .seeOther)
            #expect(try await self.setting(world) == before)
            let page = try await admin.get("/arman/settings/stock").text
            #expect(page.contains("تغییرهای در انتظار تأیید نفر دوم: ۲"))
            let list = try await admin.get("/arman/proposals").text
            #expect(list.contains("نگه‌داشتن کارمزد تا رسیدن داغی") && !list.contains("/confirmation\""))
            let approver = try await world.browser(client, as: .financeApprover)
            for _ in 1...2 { try await approver.confirmProposal() }
            let now = try await self.setting(world)
            #expect(try now.hold == .always && now.closedOn == CalendarSystem.jalali.parse("1405/08/30"))
            #expect(now.isOn == before.isOn && now.returnDays == before.returnDays)
            // The same once more changes nothing, and asks nobody.
            #expect(try await admin.post("/arman/settings/stock/rules", fields).status == .seeOther)
            #expect(try await world.number("SELECT count(*) FROM proposal WHERE state = 'waiting'") == 0)
        }
    }

    @Test("A day that is not over is refused, and one person cannot bring either by the form of the other settings")
    func refused() async throws {
        let world = try await World()
        try await world.openStock()
        let before = try await setting(world)
        try await world.browse(as: .administrator) { browser in
            for fields in [
                [("closed_on", "1420/01/01"), ("hold", "always")], [("closed_on", "1405/13/01"), ("hold", "always")],
                [("closed_on", ""), ("hold", "sometimes")],
            ] {
                let answer = try await browser.post("/arman/settings/stock/rules", fields)
                #expect(answer.status == .unprocessableContent, "\(fields)")
            }
            let answer = try await browser.post(
                "/arman/settings/stock",
                [
                    ("stock", "1"), ("return_days", "14"), ("kept_days", "14"), ("hold", "never"),
                    ("closed_on", "1405/08/30"),
                ])
            #expect(answer.status == .seeOther)
        }
        let after = try await setting(world)
        #expect(after.hold == before.hold && after.closedOn == before.closedOn)
        #expect(try await world.number("SELECT count(*) FROM proposal") == 0)
    }

    @Test("What was changed meanwhile is not put into force, and a lone administrator is eased as elsewhere")
    func eased() async throws {
        let world = try await World()
        try await world.openStock()
        _ = try await EaseCompany(company: world.arman, until: "1405/09/10", reason: "راه‌اندازی").run()
        _ = try await world.arman.write { tx in
            try tx.execute("UPDATE person SET state = 'locked' WHERE roles LIKE '%finance%'")
        }
        try await world.browse(as: .administrator) { browser in
            _ = try await browser.post("/arman/settings/stock/rules", [("closed_on", ""), ("hold", "never")])
            try await world.keepHold(.always)
            #expect(try await browser.post("/arman/proposals/1/confirmation").status == .conflict)
            _ = try await browser.post("/arman/settings/stock/rules", [("closed_on", ""), ("hold", "never")])
            try await browser.confirmProposal()
        }
        #expect(try await setting(world).hold == .never)
        let reasons: [String] = try await world.arman.read {
            try $0.list("SELECT eased FROM proposal WHERE state = 'confirmed'")
        }
        #expect(reasons == ["راه‌اندازی"])
    }
}
