import Domain
import Testing

@testable import Ground

@Suite("This month on the first page")
struct MonthCardTests {
    @Test("stands there for those who read reports, beside the last one, and leads to them")
    func shown() async throws {
        let world = try await World.withFigures()
        for role in [Role.serviceManager, .financeOfficer, .auditor] {
            try await world.browse(as: role) { browser in
                let page = try await browser.get("/arman").text
                #expect(page.contains("آذر ۱۴۰۵ تا امروز") && page.contains("دوره پیش: "), "\(role)")
                #expect(page.contains("\"/arman/reports\">همه گزارش‌ها"), "\(role)")
            }
        }
        for role in [Role.dispatcher, .reception, .surveyAgent] {
            try await world.browse(as: role) { browser in
                let page = try await browser.get("/arman")
                #expect(page.status == .ok && !page.text.contains("تا امروز"), "\(role)")
            }
        }
    }

    @Test("is not there before anything was counted")
    func empty() async throws {
        let world = try await World()
        try await world.browse(as: .serviceManager) { browser in
            let page = try await browser.get("/arman").text
            #expect(!page.contains("تا امروز"))
        }
    }
}
