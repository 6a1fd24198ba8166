import Domain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Ground
@testable import House

/// One step of the walk: a route of the table, somebody's thing in its path, and what must come of it.
struct Step {
    let row: RouteRow
    let role: Role
    let whose: Whose
    let path: String

    /// nil where the path names nothing that could be another's.
    init?(_ row: RouteRow, _ role: Role, _ whose: Whose, _ things: Belongings) {
        let names = row.path.split(separator: "/").filter { $0.hasPrefix(":") }.map { String($0.dropFirst()) }
        let named = Set(names).subtracting(Belongings.ofNobody)
        switch whose {
        case .own: break
        case .colleague, .otherDealer: if named.isDisjoint(with: Belongings.ofDealer) { return nil }
        case .otherCompany: if named.isEmpty { return nil }
        }
        (self.row, self.role, self.whose) = (row, role, whose)
        path = names.reduce(row.path) { path, name in
            path.replacing(":\(name)", with: name == "company" ? "arman" : things.part(name, for: role))
        }
        isAdministrators = !named.isDisjoint(with: Belongings.ofAdministrator)
        (mentionsDealers, mentionsTechnicians) = (
            !named.isDisjoint(with: Belongings.ofDealer), !named.isDisjoint(with: Belongings.ofTechnician)
        )
    }

    private let isAdministrators: Bool
    private let mentionsDealers: Bool
    private let mentionsTechnicians: Bool

    private var isAllowed: Bool { row.access.allows(Roles([role])) }

    /// Whether the thing is beyond this person's sight.
    private var isHidden: Bool {
        switch whose {
        case .own: isAdministrators && role != .administrator
        case .colleague: role == .dealerTechnician && mentionsTechnicians
        case .otherDealer: role.isOfDealer && mentionsDealers
        case .otherCompany: true
        }
    }

    var expected: Set<Int> {
        guard isAllowed else { return [row.method == .get ? 404 : 403] }
        // A file on its way is its sender's, and nobody here sends one.
        if isHidden || [.head, .patch].contains(row.method) { return [404] }
        return row.method == .get ? [200, 303] : [303, 400, 409, 422]
    }
}

@Suite("Isolation: every route × every role × own, a colleague's, another dealer's, another company's")
struct WalkTests {
    @Test(
        "pages: what is not for somebody is not there, and nothing of another shows on what is",
        arguments: Role.allCases)
    func pages(_ role: Role) async throws {
        let (world, things) = try await World.withBelongings()
        let rows = world.memberRoutes.filter { $0.method == .get }
        try await world.browse(as: role) { browser in
            for step in rows.flatMap({ row in Whose.allCases.compactMap { Step(row, role, $0, things[$0]!) } }) {
                let answer = try await browser.get(step.path)
                #expect(
                    step.expected.contains(answer.status.code),
                    "\(role) \(step.row.name) \(step.whose): \(answer.status)")
                let marks = role.isOfDealer ? [Whose.otherDealer, .otherCompany] : [.otherCompany]
                guard answer.status.code == 200 else { continue }
                for mark in marks.map({ things[$0]!.parts["job"]! }) {
                    #expect(!answer.text.contains(mark), "\(role) reads \(mark) at \(step.path)")
                }
            }
        }
    }

    @Test("deeds: what is not for somebody he cannot do, to his own or to another's", arguments: Role.allCases)
    func deeds(_ role: Role) async throws {
        let (world, things) = try await World.withBelongings()
        let rows = world.memberRoutes.filter { $0.method != .get }
        let before = try await world.everything(of: "pars")
        try await world.browse(as: role) { browser in
            // One's own last: it changes what the others' steps would meet.
            for whose in [Whose.otherCompany, .otherDealer, .colleague, .own] {
                for step in rows.compactMap({ Step($0, role, whose, things[whose]!) }) {
                    let answer = try await browser.go(step.row, step.path)
                    #expect(
                        step.expected.contains(answer.status.code),
                        "\(role) \(step.row.name) \(step.whose): \(answer.status)")
                }
            }
        }
        let after = try await world.everything(of: "pars")
        #expect(after == before)
    }

    @Test("another company's own paths are not there for anybody of this one", arguments: Role.allCases)
    func foreignCompany(_ role: Role) async throws {
        let (world, things) = try await World.withBelongings()
        let before = try await world.everything(of: "pars")
        try await world.browse(as: role) { browser in
            for row in world.memberRoutes {
                let path = try #require(Step(row, role, .own, things[.otherCompany]!)).path
                    .replacing(#/^/arman/#, with: "/pars")
                let answer = try await browser.go(row, path)
                #expect(answer.status == .notFound, "\(role) \(row.method) \(path)")
            }
        }
        let after = try await world.everything(of: "pars")
        #expect(after == before)
    }

    @Test("whoever has not signed in is sent to do so, and changes nothing")
    func guests() async throws {
        let (world, things) = try await World.withBelongings()
        let before = try await world.everything(of: "arman")
        try await world.serve { client in
            let browser = try await world.guest(client)
            for row in world.memberRoutes {
                let path = try #require(Step(row, .auditor, .own, things[.own]!)).path
                let answer = try await browser.go(row, path)
                #expect(answer.location?.hasPrefix("/sign-in") == true, "\(row.name): \(answer.status)")
            }
        }
        let after = try await world.everything(of: "arman")
        #expect(after == before)
    }
}

extension Browser {
    fileprivate func go(_ row: RouteRow, _ path: String) async throws -> Answer {
        switch row.method {
        case .get: try await get(path)
        case .post where row.bodyLimit > 0: try await post(path, [("version", "1")])
        default: try await sendBytes(path, row.method)
        }
    }
}

extension World {
    /// Method and path of each route that the router answers, written as the table writes them.
    var mounted: Set<String> {
        Set(portal.makeRouter().routes.map { "\($0)".replacing("{", with: ":").replacing("}", with: "") })
    }

    /// The rows of companies, without what they show to all.
    var memberRoutes: [RouteRow] { RouteTable.house.rows.filter(\.isOfMembers) }
}
