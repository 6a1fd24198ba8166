import Database
import Domain
import Testing

@testable import Base
@testable import Ground

@Suite("The contract with a dealer on paper") struct AgencyTests {
    @Test("is the usual text with the dealer's facts until the company has written its own")
    func paper() async throws {
        let world = try await World()
        try await world.browse(as: .serviceManager) { browser in
            #expect(try await browser.get("/arman/dealers/D100").text.contains("/arman/dealers/D100/contract"))
            let usual = try await browser.get("/arman/dealers/D100/contract")
            #expect(usual.status == .ok && usual.text.contains("D100") && !usual.text.contains("{"))
            let form = try await browser.get("/arman/dealers/contract-text").text
            #expect(form.contains("{dealer}") && form.contains("name=\"version\" value=\"0\""))

            let wrong = try await browser.post(
                "/arman/dealers/contract-text", [("version", "0"), ("body", "نماینده {dealer} با {price}")])
            #expect(wrong.status == .unprocessableContent && wrong.text.contains("جای خالی"))
            let own = try await browser.post(
                "/arman/dealers/contract-text", [("version", "0"), ("body", "پیمان\nکد: {code}.")])
            #expect(own.location == "/arman/dealers/contract-text")
            #expect(try await browser.get("/arman/dealers/D100/contract").text.contains("کد: D100."))
            let late = try await browser.post(
                "/arman/dealers/contract-text", [("version", "0"), ("body", "پیمان دیگر")])
            #expect(late.status == .conflict)
            #expect(try await browser.get("/arman/dealers/D999/contract").status == .notFound)
        }
    }

    @Test("names what the dealer has left as security and the company still holds")
    func securities() async throws {
        let world = try await World()
        let officer = try await world.person(.financeOfficer)
        let today = world.arman.clock.day(of: world.time.now)
        try await world.arman.write { tx in
            for number in ["777001", "777002"] {
                let paper = try Collateral(
                    .promissoryNote, amount: 1_000, number: number, issuer: "او", due: nil, place: "x", today: today)
                let id = try CollateralStore.take(paper, of: "D100", by: officer, tx)
                guard number == "777002" else { continue }
                try CollateralStore.end(id, at: 1, as: .returned, because: "x", by: officer, tx)
            }
        }
        try await world.browse(as: .financeOfficer) { browser in
            let page = try await browser.get("/arman/dealers/D100/contract").text
            #expect(page.contains("777001") && !page.contains("777002") && page.contains("عندالمطالبه"))
            #expect(try await browser.get("/arman/dealers/contract-text").status == .notFound)
        }
    }
}
