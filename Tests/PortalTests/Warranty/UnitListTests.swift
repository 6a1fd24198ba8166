import Database
import Domain
import HTTPTypes
import Testing

@testable import Base
@testable import Ground

@Suite("The list of units")
struct UnitListTests {
    @Test("shows the newest first with today's warranty, and is narrowed by serial, model and group")
    func list() async throws {
        let world = try await World()
        try await WarrantyRuleTests.addUnit("AR-10001", soldOn: "1404/12/01", world)
        try await WarrantyRuleTests.addUnit("AR-20002", soldOn: nil, world)
        try await world.addJob(group: "washer", serial: "W1")
        let (fridge, washer) = try await world.arman.read { tx in
            let id = { (code: String) throws -> Int64 in
                try #require(try tx.value("SELECT id FROM product_group WHERE code = \(code)"))
            }
            return (try id("fridge"), try id("washer"))
        }
        try await world.browse(as: .reception) { browser in
            let all = try await browser.get("/arman/units").text
            for text in ["AR-10001", "AR-20002", "W1", "در گارانتی", "گارانتی نامشخص", "۱۴۰۶/۱۲/۰۱"] {
                #expect(all.contains(text), "\(text)")
            }
            for (query, found, other) in [
                ("q=ar-1", "AR-10001", "AR-20002"), ("q=0002", "AR-20002", "AR-10001"),
                ("model=washer-1", "W1", "AR-1"),
                ("group=\(washer)", "W1", "AR-1"), ("group=\(fridge)", "AR-10001", "W1"),
            ] {
                let page = try await browser.get("/arman/units?\(query)").text
                #expect(page.contains(">\(found)<") && !page.contains(">\(other)<"), "\(query)")
            }
            let none = try await browser.get("/arman/units?model=NONE").text
            #expect(none.contains("دستگاهی پیدا نشد"))
            let file = try await browser.get("/arman/units/export?format=csv")
            #expect(file.status == .notFound)
        }
        let file = try await world.answer(as: .serviceManager) {
            try await $0.get("/arman/units/export?format=csv&group=\(fridge)")
        }
        #expect(file.text.contains("AR-10001") && file.text.contains("1406/12/01") && !file.text.contains("W1"))
        let dealer = try await world.answer(as: .dealerManager) { try await $0.get("/arman/units") }
        #expect(dealer.status == .notFound)
    }

    @Test("is read by key, page by page, by its index")
    func pages() async throws {
        let world = try await World()
        for number in 1...3 { try await WarrantyRuleTests.addUnit("N\(number)", soldOn: nil, world) }
        let today = world.arman.clock.day(of: world.time.now)
        let pages = try await world.arman.read { tx -> [[String]] in
            var filter = UnitFilter(Asked(query: "model=FRIDGE-1"))
            var pages: [[String]] = []
            while true {
                let slice = try UnitLineList.slice(filter, on: today, .jalali, size: 2, tx)
                pages.append(slice.lines.map(\.serial))
                guard let next = slice.next else { return pages }
                filter = filter.at(Cursor(.onward, next))
            }
        }
        #expect(pages == [["N3", "N2"], ["N1"]])
    }
}
