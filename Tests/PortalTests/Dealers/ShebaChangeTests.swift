import Database
import Domain
import Foundation
import Testing

@testable import Base
@testable import Ground

@Suite("A dealer's bank account") struct ShebaChangeTests {
    private static let (old, new) = ("IR820540102680020817909002", "IR550570022080013447370101")

    private func sheba(_ world: World) async throws -> String {
        try await world.arman.read { try #require(try $0.value("SELECT sheba FROM dealer WHERE code = 'D100'")) }
    }

    private func ask(_ world: World, by role: Role = .serviceManager) async throws {
        try await world.browse(as: role) { browser in
            let answer = try await browser.post("/arman/dealers/D100/sheba", [("sheba", Self.new)])
            #expect(answer.status == .seeOther)
        }
    }

    private func waiting(_ world: World) async throws -> [ID<ShebaChange>] {
        try await world.arman.read { try $0.list("SELECT id FROM sheba_change WHERE state = 'waiting'") }
    }

    @Test("changes when somebody of finance confirms what another asked for, and not before")
    func twoPeople() async throws {
        let world = try await World()
        try await ask(world)
        #expect(try await sheba(world) == Self.old)
        let change = try #require(try await waiting(world).first)
        try await world.serve { client in
            let manager = try await world.browser(client, as: .serviceManager)
            #expect(
                try await manager.get("/arman/dealers/D100").text.contains(
                    "IR55\u{A0}0570\u{A0}0220\u{A0}8001\u{A0}3447\u{A0}3701\u{A0}01"))
            let officer = try await world.browser(client, as: .financeOfficer)
            #expect(try await officer.get("/arman").text.contains("/arman/sheba-changes"))
            #expect(
                try await officer.get("/arman/sheba-changes").text.contains(
                    "IR55\u{A0}0570\u{A0}0220\u{A0}8001\u{A0}3447\u{A0}3701\u{A0}01"))
            let answer = try await officer.post("/arman/sheba-changes/\(change)/confirmation")
            #expect(answer.status == .seeOther)
        }
        #expect(try await sheba(world) == Self.new)
    }

    @Test("is not confirmed by the one who asked, who may take it back")
    func samePerson() async throws {
        let world = try await World()
        try await ask(world, by: .financeOfficer)
        let change = try #require(try await waiting(world).first)
        try await world.browse(as: .financeOfficer) { browser in
            let page = try await browser.get("/arman/sheba-changes")
            #expect(!page.text.contains("confirmation\""))
            let answer = try await browser.post("/arman/sheba-changes/\(change)/confirmation")
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("همکار دیگری"))
            let refusal = try await browser.post("/arman/sheba-changes/\(change)/refusal")
            #expect(refusal.status == .seeOther)
        }
        #expect(try await sheba(world) == Self.old)
        #expect(try await waiting(world).isEmpty)
    }

    @Test("is decided once, when two people decide at the same moment")
    func race() async throws {
        let world = try await World()
        try await ask(world)
        let change = try #require(try await waiting(world).first)
        try await world.serve { client in
            let officer = try await world.browser(client, as: .financeOfficer)
            let approver = try await world.browser(client, as: .financeApprover)
            async let first = officer.post("/arman/sheba-changes/\(change)/confirmation")
            async let second = approver.post("/arman/sheba-changes/\(change)/refusal")
            let answers = try await [first, second]
            #expect(Set(answers.map(\.status)) == [.seeOther, .conflict])
        }
    }

    @Test("that a file brings waits too, and a newer one takes its place")
    func file() async throws {
        let world = try await World()
        try await ask(world, by: .financeOfficer)
        let text = String(decoding: try sample("dealers.csv"), as: UTF8.self)
        _ = try await world.load(.dealers, "dealers.csv", Array(text.utf8))
        let line = try #require(text.split(whereSeparator: \.isNewline).first { $0.hasPrefix("AR100,") })
        let typed = try #require(line.split(separator: ",", omittingEmptySubsequences: false).dropFirst(6).first)
        let before: String = try await world.arman.read {
            try #require(try $0.value("SELECT sheba FROM dealer WHERE code = 'AR100'"))
        }
        _ = try await world.load(.dealers, "other.csv", Array(text.replacing(typed, with: Self.new).utf8))
        let after: String = try await world.arman.read {
            try #require(try $0.value("SELECT sheba FROM dealer WHERE code = 'AR100'"))
        }
        #expect(before == after)
        #expect(try await waiting(world).count == 2)
        let code = Paths("arman")(ShebaChangeRoutes.asking, "AR100")
        try await world.browse(as: .administrator) { browser in
            let newer = "IR790610000000700796858044"
            for _ in 1...2 {
                let answer = try await browser.post(code, [("sheba", newer)])
                #expect(answer.status == .seeOther)
            }
        }
        let states: [String] = try await world.arman.read {
            try $0.list(
                """
                SELECT s.state FROM sheba_change s JOIN dealer d ON d.id = s.dealer_id WHERE d.code = 'AR100'
                ORDER BY s.id
                """)
        }
        #expect(states == ["replaced", "waiting"])
    }

    @Test("that is no Sheba is refused beside its field", arguments: ["", "IR12", "IR012345678901234567890123"])
    func wrong(typed: String) async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { browser in
            let answer = try await browser.post("/arman/dealers/D100/sheba", [("sheba", typed)])
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("value=\"\(typed)\""))
        }
        #expect(try await waiting(world).isEmpty)
    }
}
