import Testing

@testable import Base
@testable import Ground

@Suite("The commitment to service")
struct CommitmentTests {
    @Test("is for as many years as the company says, with their history, and no number that makes no sense")
    func commitment() async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { browser in
            #expect(try await browser.get("/arman/warranty").text.value(of: "years") == "10")
            for typed in ["", "-1", "31", "ten"] {
                let refused = try await browser.post("/arman/warranty/commitment", [("years", typed)])
                #expect(refused.status == .unprocessableContent, "\(typed)")
            }
            #expect(try await browser.post("/arman/warranty/commitment", [("years", "۷")]).status == .seeOther)
            let page = try await browser.get("/arman/warranty").text
            #expect(page.value(of: "years") == "7" && page.contains("سال‌های تعهد خدمات تغییر کرد"))
        }
        try await world.browse(as: .reception) { browser in
            let page = try await browser.get("/arman/warranty").text
            #expect(!page.contains("/arman/warranty/commitment"))
        }
    }
}
