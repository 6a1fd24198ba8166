import Domain
import HTTPTypes
import Testing

@testable import Ground
@testable import Work

@Suite("A dealer's days off")
struct LeaveTests {
    @Test("keep new jobs from him, are said beside him, and end when they are taken back")
    func away() async throws {
        let world = try await RankingPageTests.world()
        let (tehran, second) = (try await world.city("تهران"), try await world.dealer("D200"))
        try await world.addJob()
        try await world.browse(as: .dispatcher) { browser in
            let path = "/arman/dealers/D100/leave"
            let form = [("leave_from", "1405/09/01"), ("leave_to", "1405/09/04"), ("leave_note", "سفر")]
            #expect(try await browser.post(path, form).status == .seeOther)
            let dealer = try await browser.get("/arman/dealers/D100").text
            #expect(dealer.contains("سفر") && dealer.contains("مرخصی ثبت شد"))
            let city = try await browser.get("/arman/board/\(tehran)").text
            #expect(city.contains("مرخصی تا ۱۴۰۵/۰۹/۰۴"))
            #expect(city.contains("value=\"\(second)\" data-proposed checked"))
            let id = String(try #require(dealer.firstMatch(of: #/name="leave" value="(\d+)"/#)).1)
            #expect(try await browser.post("\(path)/removal", [("leave", id)]).status == .seeOther)
            #expect(try await browser.post("\(path)/removal", [("leave", id)]).status == .conflict)
            #expect(try await !browser.get("/arman/board/\(tehran)").text.contains("مرخصی تا"))
        }
    }

    @Test(
        "are refused where they end before they begin, or are over",
        arguments: [
            ("1405/09/05", "1405/09/04"), ("1405/08/01", "1405/09/01"), ("", "1405/09/04"), ("1405/09/03", "x"),
        ])
    func refused(from: String, to: String) async throws {
        let world = try await World()
        try await world.browse(as: .serviceManager) { browser in
            let answer = try await browser.post(
                "/arman/dealers/D100/leave", [("leave_from", from), ("leave_to", to), ("leave_note", "سفر")])
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("aria-invalid") && answer.text.contains("سفر"))
            #expect(
                try await browser.post(
                    "/arman/dealers/X/leave", [("leave_from", "1405/09/03"), ("leave_to", "1405/09/04")]
                ).status == .notFound)
        }
    }

    @Test("are written down by those who dispatch", arguments: [Role.reception, .auditor, .dealerManager])
    func roles(role: Role) async throws {
        let world = try await World()
        try await world.browse(as: role) { browser in
            let answer = try await browser.post(
                "/arman/dealers/D100/leave", [("leave_from", "1405/09/03"), ("leave_to", "1405/09/04")])
            #expect(answer.status == .forbidden)
        }
    }
}
