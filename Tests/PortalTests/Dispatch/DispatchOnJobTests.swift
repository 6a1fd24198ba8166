import Domain
import Testing

@testable import Ground

@Suite("Dispatch on a job's page")
struct DispatchOnJobTests {
    @Test("leads a dispatcher to the city with this job chosen, and nobody else")
    func actions() async throws {
        let world = try await World()
        let (tehran, number) = (try await world.city("تهران"), try await world.addJob())
        try await world.giveJob(number)
        try await world.browse(as: .dispatcher) { browser in
            let page = try await browser.get("/arman/jobs/\(number)")
            #expect(page.status == .ok)
            #expect(page.text.contains("href=\"/arman/board/\(tehran)?only=\(number)\""))
            #expect(page.text.contains("action=\"/arman/jobs/\(number)/withdrawal\""))
        }
        for role in [Role.auditor, .reception, .dealerManager] {
            try await world.browse(as: role) { browser in
                let page = try await browser.get("/arman/jobs/\(number)")
                #expect(page.status == .ok)
                #expect(!page.text.contains("?only="))
                #expect(!page.text.contains("/withdrawal"))
            }
        }
    }

    @Test("tells the office the whole history, a dealer his own part")
    func history() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.giveJob(number, dealer: "D200")
        try await world.browse(as: .dispatcher) { browser in
            let form = try await browser.get("/arman/jobs/\(number)").text
            let version = try #require(form.firstMatch(of: #/name="version" value="(\d+)"/#)).1
            let taken = try await browser.post(
                "/arman/jobs/\(number)/withdrawal",
                [("reason", "delay"), ("text", "دو روز گذشت"), ("version", String(version))])
            #expect(taken.status == .seeOther)
        }
        try await world.giveJob(number, dealer: "D100")
        try await world.browse(as: .auditor) { browser in
            let page = try await browser.get("/arman/jobs/\(number)").text
            #expect(page.contains("بازپس‌گیری از نمایندگی کرج"))
            #expect(page.contains("تأخیر نماینده: دو روز گذشت"))
            #expect(page.contains("پذیرش از سوی نمایندگی تهران"))
        }
        try await world.browse(as: .dealerManager, dealer: 1) { browser in
            let page = try await browser.get("/arman/jobs/\(number)").text
            #expect(page.contains("پذیرش از سوی نمایندگی تهران"))
            #expect(!page.contains("نمایندگی کرج"))
            #expect(!page.contains("دو روز گذشت"))
        }
    }
}
