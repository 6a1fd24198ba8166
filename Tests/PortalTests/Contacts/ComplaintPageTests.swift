import Domain
import Testing

@testable import Desk
@testable import Ground

@Suite("Complaints in figures, page and file")
struct ComplaintPageTests {
    @Test("counts by month, cause, gravity and unit with the days to an answer, and is taken out as a file")
    func figures() async throws {
        let world = try await World()
        try await world.serve { client in
            let manager = try await world.browser(client, as: .serviceManager)
            for fields in [[("kind", "complaint"), ("to", "unit:reception")], [("kind", "suggestion")]] {
                let made = try await manager.post("/arman/contacts", [("subject", "x")] + fields)
                #expect(made.status == .seeOther)
            }
            let owner = try await world.person(.serviceManager)
            let changed = try await manager.post(
                "/arman/contacts/1405-000001/particulars",
                [
                    ("version", "1"), ("kind", "complaint"), ("owner", "\(owner)"), ("severity", "high"),
                    ("cause", "late_visit"),
                ])
            #expect(changed.status == .seeOther)
            world.time.move(seconds: 3 * 86_400)
            let closed = try await manager.post(
                "/arman/contacts/1405-000002/closing", [("version", "1"), ("done", "a"), ("answer", "b")])
            #expect(closed.status == .seeOther)
            let page = try await manager.get("/arman/contacts/figures").text
            for word in ["آذر", "تأخیر در مراجعه", "زیاد", "پذیرش", "بدون علت", "روز تا پاسخ"] {
                #expect(page.contains(word), "\(word)")
            }
            #expect(page.contains(">۳<"))
            let before = try await manager.get("/arman/contacts/figures?to=1405/01/01").text
            #expect(before.contains("چیزی ثبت نشده"))
            let file = try await manager.get("/arman/contacts/figures/export").text
            #expect(file.contains("3.0") && file.split(separator: "\r\n").count == 9, "\(file)")
            let reception = try await world.browser(client, as: .reception)
            #expect(try await reception.get("/arman/contacts/figures").status == .notFound)
        }
    }
}
