import Domain
import HTTPTypes
import Testing

@testable import Portal

@Suite("The table of all routes")
struct RouteTableTests {
    @Test("names no route twice, and lets the auditor change nothing")
    func auditor() throws {
        #expect(Set(AccessTable.rows.map(\.name)).count == AccessTable.rows.count)
        for row in AccessTable.rows where row.method == .post && row.path.hasPrefix("/:company") {
            guard case .members(let roles) = row.access else {
                Issue.record("\(row.name) is open to others than members")
                continue
            }
            #expect(!roles.contains(.auditor), "\(row.name)")
        }
    }

    @Test("opens nothing of a company to anybody but its members")
    func members() {
        for row in AccessTable.rows where row.path.hasPrefix("/:company") {
            guard case .members(let roles) = row.access else {
                Issue.record("\(row.name)")
                continue
            }
            #expect(!roles.isEmpty, "\(row.name)")
        }
    }

    @Test("holds every route that is mounted")
    func mounted() async throws {
        let world = try await World()
        let mounted = world.mounted
        #expect(mounted.count > 40)
        #expect(mounted.subtracting(AccessTable.rows.map(\.name)) == [])
    }
}
