import Domain
import Testing

@testable import Fees
@testable import Ground

@Suite("Claims above the dealer's day")
struct ClaimsOfTodayTests {
    @Test("say what was sent back until it is answered, and what was cut until it is read")
    func lines() async throws {
        let world = try await World()
        let (back, cut) = (try await world.addClaim(), try await world.addClaim())
        try await world.browse(as: .dealerManager) { browser in
            #expect(!(try await browser.get("/arman/today").text.contains("flash warning")))
            try await world.decide(.sendBack, [back], reason: "other")
            try await world.decide(.reject, [cut], reason: "other")
            let day = try await browser.get("/arman/today").text
            #expect(day.contains("۱ درخواست کارمزد عودت شده و در انتظار پاسخ شماست"))
            #expect(day.contains("href=\"/arman/claims?state=sent_back\""))
            #expect(day.contains("از ۱ درخواست کارمزد کسر شده یا رد شده است") && day.contains("href=\"/arman/bell\""))
            let notice = try await world.number("SELECT id FROM outbox WHERE kind = 'claim_rejected'")
            let opened = try await browser.post("/arman/bell/\(notice)/opening")
            #expect(opened.location == "/arman/claims/\(cut.id)")
            let answer = [("claim", "\(back.id).2"), ("text", "قطعه از شما بود")]
            let answered = try await browser.post("/arman/claims/\(back.id)/answer", answer)
            try #require(answered.status == .seeOther, "\(answered.text)")
            #expect(!(try await browser.get("/arman/today").text.contains("flash warning")))
        }
        try await world.browse(as: .dealerTechnician) { browser in
            let day = try await browser.get("/arman/today").text
            #expect(!day.contains("flash warning"), "money is the manager's")
        }
    }

    @Test("a rule that rejects rings the bell too")
    func byRule() async throws {
        let world = try await World()
        try await world.activateTariff()
        try await world.keepRules([.noPhoto: .deny])
        let number = try await world.acceptedJob()
        try await world.browse(as: .dealerManager) { browser in
            let visit = try await browser.upload("/arman/jobs/\(number)/visits", World.visit(), files: [])
            try #require(visit.status == .seeOther)
        }
        #expect(try await world.number("SELECT count(*) FROM outbox WHERE kind = 'claim_rejected'") == 1)
    }
}
