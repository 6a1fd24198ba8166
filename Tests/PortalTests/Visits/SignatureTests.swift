import Database
import Domain
import Testing

@testable import Ground
@testable import Work

@Suite("The customer's signature on a visit")
struct SignatureTests {
    private static let drawn =
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

    private static func world(_ rule: SignatureRule) async throws -> World {
        let world = try await World()
        let manager = try await world.person(.serviceManager)
        try await world.arman.write { tx in
            try VisitSetting(correctHours: 0, signature: rule, leastPeers: 5).set(by: manager, tx)
        }
        return world
    }

    @Test("is a file of the visit, shown on the job's page and its report, to whoever sees the job")
    func signed() async throws {
        let world = try await Self.world(.required)
        let number = try await world.acceptedJob()
        try await world.browse(as: .dealerManager) { browser in
            let form = try await browser.get("/arman/jobs/\(number)/visits/new").text
            #expect(form.contains("data-signature") && form.contains("/static/signature."))
            let answer = try await browser.upload(
                "/arman/jobs/\(number)/visits", World.visit(["signature": Self.drawn]), files: [])
            #expect(answer.status == .seeOther, "\(answer.text)")
            let page = try await browser.get("/arman/jobs/\(number)").text
            #expect(page.contains("امضای مشتری"))
            let report = try await browser.get("/arman/jobs/\(number)/report").text
            #expect(report.contains("امضای مشتری"))
        }
        let file = try await world.number("SELECT id FROM attachment WHERE subject = 'visit_signature'")
        let photos = try await world.number("SELECT count(*) FROM attachment WHERE subject = 'visit'")
        #expect(file > 0 && photos == 0)
        for (role, dealer, isSeen) in [
            (Role.dealerManager, 1, true), (.dispatcher, 1, true), (.dealerManager, 2, false),
            (.dealerTechnician, 1, false),
        ] {
            try await world.browse(as: role, dealer: dealer) { browser in
                let answer = try await browser.get("/arman/files/\(file)")
                #expect((answer.status == .ok) == isSeen, "\(role) \(dealer)")
            }
        }
    }

    @Test("is asked for before a job is completed, comes back with a form that is refused, and takes a reason instead")
    func required() async throws {
        let world = try await Self.world(.required)
        let number = try await world.acceptedJob()
        try await world.browse(as: .dealerManager) { browser in
            let path = "/arman/jobs/\(number)/visits"
            let bare = try await browser.upload(path, World.visit(), files: [])
            #expect(bare.status == .unprocessableContent && bare.text.contains("امضای مشتری لازم است"))
            let refused = try await browser.upload(
                path, World.visit(["signature": Self.drawn, "minutes": "x"]), files: [])
            #expect(refused.status == .unprocessableContent)
            #expect(refused.text.contains(Self.drawn))
            for junk in ["data:image/png;base64,???", "data:text/html;base64,PGI+"] {
                let answer = try await browser.upload(path, World.visit(["signature": junk]), files: [])
                #expect(answer.status == .unprocessableContent && !answer.text.contains(junk), "\(junk)")
            }
            let done = try await browser.upload(path, World.visit(["unsigned": "مشتری رفته بود"]), files: [])
            #expect(done.status == .seeOther, "\(done.text)")
            let page = try await browser.get("/arman/jobs/\(number)").text
            #expect(page.contains("امضا نشد: مشتری رفته بود"))
        }
    }

    @Test("is neither shown nor asked for where the company takes none")
    func off() async throws {
        let world = try await Self.world(.off)
        let number = try await world.acceptedJob()
        try await world.browse(as: .dealerManager) { browser in
            let form = try await browser.get("/arman/jobs/\(number)/visits/new").text
            #expect(!form.contains("data-signature") && !form.contains("/static/signature."))
            let answer = try await browser.upload("/arman/jobs/\(number)/visits", World.visit(), files: [])
            #expect(answer.status == .seeOther, "\(answer.text)")
        }
    }
}
