import Domain
import Testing

@testable import Base
@testable import Ground

@Suite struct DealerPagesTests {
    @Test(
        "A dealer is found by name, code, city and mobile, however they are written",
        arguments: [
            ("q=نمايندگي كرج", "D200"), ("q=d200", "D200"), ("q=كرج", "D200"), ("city=کرج", "D200"),
            ("city=تهران", "D100"),
        ])
    func search(query: String, code: String) async throws {
        let world = try await World()
        try await world.browse(as: .dispatcher) { browser in
            let parts = query.split(separator: "=").map(String.init)
            let page = try await browser.get("/arman/dealers?\(parts[0])=\(Paths.part(parts[1]))")
            for other in World.dealerCodes {
                #expect(page.text.contains("/arman/dealers/\(other)\"") == (other == code), "\(other)")
            }
        }
    }

    @Test("A dealer's page tells his contract, coverage, people and jobs by state")
    func one() async throws {
        let world = try await World()
        try await world.giveJob(try await world.addJob())
        try await world.browse(as: .auditor) { browser in
            let page = try await browser.get("/arman/dealers/D100")
            #expect(page.status == .ok)
            for text in [
                "IR82\u{A0}0540\u{A0}1026\u{A0}8002\u{A0}0817\u{A0}9090\u{A0}02", "یخچال", "dealer_manager 1",
                "مدیر نمایندگی",
            ] {
                #expect(page.text.contains(text), "\(text)")
            }
            #expect(page.text.contains("/arman/jobs?dealer=D100&amp;state=accepted"))
            #expect(!page.text.contains("dealer_manager 2"))
        }
    }

    @Test("An unknown dealer is not there, and filters that fit nobody say so")
    func nobody() async throws {
        let world = try await World()
        try await world.browse(as: .dispatcher) { browser in
            #expect(try await browser.get("/arman/dealers/D999").status == .notFound)
            let page = try await browser.get("/arman/dealers?state=suspended")
            #expect(page.text.contains("نماینده‌ای با این مشخصات پیدا نشد"))
        }
    }

    @Test("A code with a slash has a page of its own")
    func slash() async throws {
        let world = try await World()
        let text = String(decoding: try sample("dealers.csv"), as: UTF8.self).replacing("AR100,", with: "تهران/۱,")
        _ = try await world.load(.dealers, "dealers.csv", Array(text.utf8))
        try await world.browse(as: .dispatcher) { browser in
            let path = Paths("arman")(DealerRoutes.one, "تهران/1")
            let (list, page) = (try await browser.get("/arman/dealers"), try await browser.get(path))
            #expect(list.text.contains(path))
            #expect(page.text.contains("خدمات صادقی تهران"))
        }
    }
}
