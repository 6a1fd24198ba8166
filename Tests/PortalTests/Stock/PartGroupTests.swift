import Database
import Domain
import Testing

@testable import Ground
@testable import Stock

@Suite("Groups of parts")
struct PartGroupTests {
    @Test("are renamed by whoever writes the catalogue, and no two are called alike")
    func rename() async throws {
        let world = try await World()
        let groups: [ID<PartGroup>] = try await world.arman.write { tx in
            try ["کمپرسور", "برد"].map { try #require(try PartGroupStore.findOrAdd($0, tx)) }
        }
        try await world.browse(as: .storekeeper) { browser in
            let path = "/arman/parts/groups/\(groups[0])"
            let page = try await browser.get("/arman/parts/groups").text
            #expect(page.contains("کمپرسور") && page.contains(path))
            let taken = try await browser.post(path, [("version", "1"), ("name_fa", " برد"), ("name_en", "")])
            #expect(taken.status == .unprocessableContent && taken.text.contains("همین نام را دارد"))
            let done = try await browser.post(path, [("version", "1"), ("name_fa", "موتور"), ("name_en", "Motor")])
            #expect(done.status == .seeOther)
            let stale = try await browser.post(path, [("version", "1"), ("name_fa", "دیگر"), ("name_en", "")])
            #expect(stale.status == .conflict)
        }
        let known = try await world.arman.write { try PartGroupStore.findOrAdd("موتور", $0) }
        #expect(known == groups[0])
    }
}
