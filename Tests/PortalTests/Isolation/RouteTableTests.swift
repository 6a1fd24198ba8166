import Domain
import HTTPTypes
import Testing

@testable import Ground
@testable import House

@Suite("The table of all routes")
struct RouteTableTests {
    @Test("names no route twice, and lets the auditor change nothing")
    func auditor() throws {
        #expect(Set(RouteTable.house.rows.map(\.name)).count == RouteTable.house.rows.count)
        for row in RouteTable.house.rows where row.method != .get && row.isOfMembers {
            guard case .members(let roles) = row.access else {
                Issue.record("\(row.name) is open to others than members")
                continue
            }
            #expect(!roles.contains(.auditor), "\(row.name)")
        }
    }

    @Test("opens nothing of a company to anybody but its members")
    func members() {
        for row in RouteTable.house.rows where row.isOfMembers {
            guard case .members(let roles) = row.access else {
                Issue.record("\(row.name)")
                continue
            }
            #expect(!roles.isEmpty, "\(row.name)")
        }
    }

    @Test("opens to all what stands below a company's front, and there nothing that is for members")
    func front() {
        let rows = RouteTable.house.rows.filter { $0.path.hasPrefix("/:company") && !$0.isOfMembers }
        #expect(!rows.isEmpty)
        for row in rows {
            guard case .anyone = row.access else {
                Issue.record("\(row.name)")
                continue
            }
            #expect(row.menu == nil && !row.isConfirmed, "\(row.name)")
        }
    }

    @Test("says of each form that changes people or what the company is set to that it bears on security")
    func watched() {
        let rooms = [
            "/:company/people/", "/:company/settings/", "/:company/banks", "/:company/payouts/rules",
            "/:company/products",
        ]
        let forms = RouteTable.house.rows.filter { row in
            row.method == .post && rooms.contains { row.path.hasPrefix($0) }
        }
        #expect(forms.count > 15)
        for row in forms { #expect(row.watched != nil, "\(row.name) is not `watched`") }
    }

    @Test("holds every route that is mounted, and no other")
    func mounted() async throws {
        let world = try await World()
        let mounted = world.mounted
        let table = Set(RouteTable.house.rows.map(\.name))
        #expect(mounted.subtracting(table) == [])
        #expect(table.subtracting(mounted) == [])
    }

    @Test(
        "knows the page that a form stands on",
        arguments: [
            ("/sign-in", "/sign-in"), ("/invitations/abc", "/invitations/abc"),
            ("/arman/people/invitations", "/arman/people"),
            ("/arman/people/invitations/5/withdrawal", "/arman/people"), ("/arman/people/5/roles", "/arman/people/5"),
            ("/arman/jobs/1405-000001/visits", "/arman/jobs/1405-000001"), ("/account/sessions/removal", "/account"),
            ("/language", "/"), ("/arman/payouts/P1405-000001/payment", "/arman/payouts/P1405-000001"),
            ("/no/such/form", "/"),
        ])
    func pageBehind(_ form: String, _ page: String) {
        #expect(RouteTable.house.page(behind: form) == page)
    }
}

extension RouteRow {
    /// What lies below a company and not at its front, which is for all.
    var isOfMembers: Bool {
        path.hasPrefix("/:company") && path != "/:company/front" && !path.hasPrefix("/:company/front/")
    }
}
