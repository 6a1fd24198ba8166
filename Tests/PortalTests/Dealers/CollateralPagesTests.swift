import Database
import Domain
import Testing

@testable import Base
@testable import Ground

@Suite("Securities of dealers") struct CollateralPagesTests {
    private static let paper = [
        ("kind", "cheque"), ("amount", "۵٬۰۰۰٬۰۰۰٬۰۰۰"), ("number", "ab ۱۲۳"), ("issuer", "بانک ملت، زاهدان"),
        ("due_on", ""), ("place", "گاوصندوق مالی"),
    ]

    private func paper(_ changes: (String, String)...) -> [(String, String)] {
        Self.paper.map { field in changes.first { $0.0 == field.0 } ?? field }
    }

    private func held(_ world: World) async throws -> [ID<Collateral>] {
        try await world.arman.read { try $0.list("SELECT id FROM collateral WHERE state = 'held' ORDER BY id") }
    }

    @Test("are taken once, stand on the dealer's page and in the list, and are given back with a reason")
    func whole() async throws {
        let world = try await World()
        try await world.browse(as: .financeOfficer) { browser in
            #expect(try await browser.get("/arman/dealers/D100").text.contains("/arman/dealers/D100/collateral"))
            let taken = try await browser.post("/arman/dealers/D100/collateral", Self.paper)
            #expect(taken.location == "/arman/dealers/D100")
            let id = try #require(try await held(world).first)
            let page = try await browser.get("/arman/dealers/D100").text
            #expect(page.contains("AB123") && page.contains("/arman/collateral/\(id)"))
            let again = try await browser.post("/arman/dealers/D100/collateral", Self.paper)
            #expect(again.status == .unprocessableContent && again.text.contains("هم‌اکنون نزد شرکت است"))

            let silent = try await browser.post(
                "/arman/collateral/\(id)/end", [("version", "1"), ("state", "returned"), ("reason", "")])
            #expect(silent.status == .unprocessableContent)
            let ended = try await browser.post(
                "/arman/collateral/\(id)/end", [("version", "1"), ("state", "returned"), ("reason", "به خود او")])
            #expect(ended.location == "/arman/collateral/\(id)")
            let late = try await browser.post(
                "/arman/collateral/\(id)/end", [("version", "1"), ("state", "called"), ("reason", "x")])
            #expect(late.status == .conflict)
            #expect(try await browser.get("/arman/collateral?state=returned").text.contains("AB123"))
            #expect(!(try await browser.get("/arman/collateral").text.contains("AB123")))
            let anew = try await browser.post("/arman/dealers/D100/collateral", Self.paper)
            #expect(anew.status == .seeOther)
        }
        #expect(try await held(world).count == 1)
    }

    @Test("are refused beside the field that is wrong")
    func wrong() async throws {
        let world = try await World()
        try await world.browse(as: .serviceManager) { browser in
            let wrong: [((String, String), String)] = [
                (("amount", "0"), "f-amount"), (("amount", "nan"), "f-amount"), (("kind", "house"), "f-kind"),
                (("due_on", "۱۴۰۵/۱۳/۰۱"), "f-due_on"), (("due_on", "1390/01/01"), "f-due_on"),
                (("number", ""), "f-number"), (("place", ""), "f-place"),
            ]
            for (change, field) in wrong {
                let answer = try await browser.post("/arman/dealers/D100/collateral", paper(change))
                #expect(answer.status == .unprocessableContent, "\(change)")
                #expect(answer.text.contains("href=\"#\(field)\""), "\(change)")
            }
            let unending = try await browser.post("/arman/dealers/D100/collateral", paper(("kind", "guarantee")))
            #expect(unending.status == .unprocessableContent && unending.text.contains("ضمانت‌نامه بانکی سررسید دارد؛"))
            let nobody = try await browser.post("/arman/dealers/D999/collateral", Self.paper)
            #expect(nobody.status == .notFound)
        }
        #expect(try await held(world).isEmpty)
    }

    @Test("are no matter of reception, of dealers or of another company")
    func strangers() async throws {
        let world = try await World()
        try await world.browse(as: .financeOfficer) { browser in
            _ = try await browser.post("/arman/dealers/D100/collateral", Self.paper)
        }
        let id = try #require(try await held(world).first)
        for role in [Role.reception, .dealerManager] {
            try await world.browse(as: role) { browser in
                for path in ["/arman/collateral", "/arman/collateral/\(id)", "/arman/collateral/export"] {
                    #expect(try await browser.get(path).status == .notFound)
                }
                let deed = try await browser.post(
                    "/arman/collateral/\(id)/end", [("version", "1"), ("state", "returned"), ("reason", "x")])
                #expect(deed.status == .forbidden || deed.status == .notFound)
                guard role == .reception else { return }
                #expect(!(try await browser.get("/arman/dealers/D100").text.contains("AB123")))
            }
        }
        #expect(try await held(world) == [id])
    }
}
