import Database
import Domain
import HTTPTypes
import Testing

@testable import Ground

@Suite("A dealer's payments and tax on his page")
struct DealerSettlementTests {
    @Test("are stopped by finance with a reason, shown, and let go on")
    func block() async throws {
        let world = try await World()
        let here = "/arman/dealers/D100/payment-block"
        try await world.serve { client in
            let officer = try await world.browser(client, as: .financeOfficer)
            let empty = try await officer.post(here, [("reason", "")])
            #expect(empty.status == .unprocessableContent)
            let stopped = try await officer.post(here, [("reason", "قطعات امانی")])
            #expect(stopped.status == .seeOther)
            let twice = try await officer.post(here, [("reason", "دوباره")])
            #expect(twice.status == .conflict)
            let manager = try await world.browser(client, as: .serviceManager)
            #expect(try await manager.get("/arman/dealers/D100").text.contains("پرداخت‌ها متوقف است"))
            let reception = try await world.browser(client, as: .reception)
            #expect(try await !reception.get("/arman/dealers/D100").text.contains("پرداخت‌ها متوقف است"))
            let lifted = try await officer.post("\(here)/lifting")
            #expect(lifted.status == .seeOther)
            let nothing = try await officer.post("\(here)/lifting")
            #expect(nothing.status == .conflict)
        }
    }

    @Test("say whether he is registered for VAT, as one person says and another confirms, and who said so")
    func tax() async throws {
        let world = try await World()
        let here = "/arman/dealers/D100/tax"
        let form = [("registered", "1"), ("economic_code", "۴۱۱۱۱۱۱۱۱۱۱۱")]
        try await world.serve { client in
            let browser = try await world.browser(client, as: .administrator)
            for fields in [[("registered", "1"), ("economic_code", "")], [("economic_code", "12ab")]] {
                let answer = try await browser.post(here, fields)
                #expect(answer.status == .unprocessableContent)
            }
            #expect(try await browser.post(here, form).status == .seeOther)
            #expect(try await !browser.get("/arman/dealers/D100").text.contains("کد اقتصادی \u{2066}411111111111"))
            #expect(try await browser.post("/arman/proposals/1/confirmation").status == .unprocessableContent)
            try await world.browser(client, as: .financeApprover).confirmProposal()
            let page = try await browser.get("/arman/dealers/D100").text
            #expect(page.contains("411111111111") && page.contains("administrator 0"))
            let same = try await browser.post(here, form)
            #expect(same.status == .unprocessableContent && same.text.contains("همین حالا چنین است"))
        }
        let trail: String? = try await world.arman.read { try $0.value("SELECT value_after FROM dealer_event") }
        #expect(trail == "registered 411111111111")
    }
}
