import Domain
import Testing

@testable import Ground
@testable import House
@testable import Work

@Suite("Codes of faults and remedies")
struct FaultCodeTests {
    private static let page = "/arman/settings/faults"

    private func groups(_ world: World) async throws -> [ID<ProductGroup>] {
        try await world.arman.read { try $0.list("SELECT DISTINCT group_id FROM job") }
    }

    @Test("are offered to a visit for its own group and for all; others, and those set aside, are not")
    func offered() async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        let own = try #require(try await groups(world).first)
        let other: ID<ProductGroup> = try #require(
            try await world.arman.read { try $0.value("SELECT id FROM product_group WHERE id <> \(own) LIMIT 1") })
        let form = "/arman/jobs/\(number)/visits/new"
        try await world.serve { client in
            let manager = try await world.browser(client, as: .serviceManager)
            let dealer = try await world.browser(client, as: .dealerManager)
            #expect(try await dealer.get(form).text.contains("<option value=\"S01 سرد نمی‌کند\">"))
            for (name, group) in [("یخ‌ساز گیر کرده", own), ("کف زیاد", other)] {
                let added = try await manager.post(
                    Self.page,
                    [("kind", "symptom"), ("name_fa", name), ("name_en", "x"), ("group", group.description)])
                #expect(added.location == Self.page, "\(added.text)")
            }
            var page = try await dealer.get(form).text
            #expect(page.contains("S15 یخ‌ساز گیر کرده") && !page.contains("کف زیاد"))
            let changed = try await manager.post(
                Self.page, [("code", "S16"), ("version", "1"), ("name_fa", "کف زیاد"), ("name_en", "Foam")])
            let late = try await manager.post(
                Self.page, [("code", "S16"), ("version", "1"), ("name_fa", "دیر"), ("name_en", "Late")])
            #expect(late.status == .conflict && late.text.contains("دیر"))
            #expect(changed.status == .seeOther, "of no group is for all")
            page = try await dealer.get(form).text
            #expect(page.contains("S16 کف زیاد"))
            let retired = [("code", "S16"), ("retired", "1")]
            #expect(try await manager.post("\(Self.page)/retirement", retired).status == .seeOther)
            #expect(try await manager.post("\(Self.page)/retirement", retired).status == .conflict)
            #expect(try await !dealer.get(form).text.contains("S16 کف زیاد"))
            #expect(try await manager.post("\(Self.page)/retirement", [("code", "S16")]).status == .seeOther)
            let remedy = try await manager.post(
                Self.page, [("kind", "remedy"), ("name_fa", "تنظیم در"), ("name_en", "Door adjusted")])
            #expect(remedy.status == .seeOther)
            #expect(try await dealer.get(form).text.contains("R13 تنظیم در"))
            let history = try await manager.get("\(Self.page)?edit=S15").text
            #expect(history.contains("value=\"\(own)\" checked"))
        }
        let kinds: [String] = try await world.arman.read {
            try $0.list("SELECT kind FROM event WHERE kind LIKE 'fault_%' ORDER BY id")
        }
        #expect(
            kinds == [
                "fault_added", "fault_added", "fault_changed", "fault_retired", "fault_restored", "fault_added",
            ])
    }

    @Test("are refused without a name, of no kind, for a group that is not there, and by whoever manages nothing")
    func refused() async throws {
        let world = try await World()
        let good = [("kind", "symptom"), ("name_fa", "الف"), ("name_en", "A")]
        try await world.serve { client in
            let manager = try await world.browser(client, as: .serviceManager)
            for wrong in [
                [("kind", "symptom"), ("name_en", "A")], [("kind", "reason"), ("name_fa", "الف"), ("name_en", "A")],
                [("name_fa", "الف"), ("name_en", "A")], good + [("group", "999999")],
                [("kind", "symptom"), ("name_fa", String(repeating: "ا", count: 101)), ("name_en", "A")],
            ] {
                let answer = try await manager.post(Self.page, wrong)
                #expect(answer.status == .unprocessableContent, "\(wrong)")
            }
            #expect(try await manager.post(Self.page, good + [("code", "S99"), ("version", "1")]).status == .notFound)
            let reception = try await world.browser(client, as: .reception)
            #expect(try await reception.get(Self.page).status == .notFound)
            #expect(try await reception.post(Self.page, good).status == .forbidden)
        }
    }
}
