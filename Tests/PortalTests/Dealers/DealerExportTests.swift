import Domain
import Testing

@testable import Base
@testable import Ground

@Suite("The list of dealers as a file")
struct DealerExportTests {
    @Test("holds what the filter shows, and the history says who took it out", arguments: ["csv", "xlsx"])
    func export(format: String) async throws {
        let world = try await World()
        try await world.browse(as: .dispatcher) { browser in
            let list = try await browser.get("/arman/dealers?q=D200")
            #expect(list.text.contains("/arman/dealers/export?format=csv&amp;q=D200"))
            let file = try await browser.get("/arman/dealers/export?format=\(format)&q=D200")
            #expect(file.status == .ok)
            if format == "csv" {
                #expect(file.text.contains("D200"))
                #expect(!file.text.contains("D100"))
            }
        }
        let happened = try await world.arman.read { tx in
            var question = HistoryQuestion()
            question.room = "dealers"
            return try HistoryList.page(question, limit: 10, tx)
        }
        let taken = try #require(happened.first { $0.kind == "exported" })
        #expect(taken.who == "dispatcher 0")
        #expect(taken.room == "dealers")
        #expect(taken.detail["format"] == format)
    }

    @Test("lets nothing of a dealer's run as a formula")
    func formula() async throws {
        let world = try await World()
        try await world.arman.write { tx in
            _ = try tx.execute("UPDATE dealer SET name = '=1+1' WHERE code = 'D100'")
        }
        try await world.browse(as: .auditor) { browser in
            let file = try await browser.get("/arman/dealers/export")
            #expect(file.text.contains(",'=1+1,"))
        }
    }

    @Test("is not there for a dealer's own people")
    func dealers() async throws {
        let world = try await World()
        try await world.browse(as: .dealerManager) { browser in
            let file = try await browser.get("/arman/dealers/export")
            #expect(file.status == .notFound)
        }
    }
}
