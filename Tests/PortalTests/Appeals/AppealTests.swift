import Database
import Domain
import HTTPTypes
import Testing

@testable import Fees
@testable import Ground

@Suite("An appeal against a decision")
struct AppealTests {
    /// The officer has approved 100,000 of 400,000 of the first line.
    private func cut(_ world: World) async throws -> World.TestClaim {
        var claim = try await world.addClaim([400_000, -30_000])
        let lines = try await world.lines(claim)
        try await world.browse(as: .financeOfficer) { [claim] browser in
            let answer = try await browser.post(
                "/arman/claims/decisions",
                [
                    ("decision", "approve_part"), ("claim", claim.choice), ("one", "1"),
                    ("amount-\(lines[0])", "100000"),
                    ("reason-\(lines[0])", "other"), ("amount-\(lines[1])", "-30000"),
                ])
            try #require(answer.status == .seeOther)
        }
        claim.version = 2
        return claim
    }

    private func decide(
        _ browser: Browser, _ appeal: ID<Appeal>, _ deed: String, granted: String = "", answer: String = "مدرک درست است"
    ) async throws -> Browser.Answer {
        try await browser.post(
            "/arman/claims/appeals/\(appeal)",
            [("version", "1"), ("decision", deed), ("granted-\(appeal)", granted), ("answer-\(appeal)", answer)])
    }

    @Test("shows in the dealer's list while it is open, and is told to be too late once its days are over")
    func shown() async throws {
        let world = try await World()
        let claim = try await cut(world)
        let days = try await world.arman.read { try ClaimSettingStore.all($0).appealDays }
        try await world.browse(as: .dealerManager) { browser in
            let before = try await browser.get("/arman/claims").text
            #expect(!before.contains("state=appealed") && !before.contains("اعتراض در حال رسیدگی"))
            #expect(before.contains("badge warning") && before.contains("بخشی کسر شد: "), "not green, and a part")
            #expect(!before.contains("state=draft"), "a state without claims only pushes the others down")
            try await world.appeal(claim)
            let list = try await browser.get("/arman/claims?state=appealed").text
            #expect(list.contains(claim.number) && list.contains("aria-current=\"true\""))
            let other = try await world.addClaim()
            try await world.decide(.reject, [other], reason: "other")
            #expect(!(try await browser.get("/arman/claims?state=appealed").text.contains(other.number)))
            world.time.move(seconds: Int64(days + 1) * 86_400)
            let late = try await browser.get("/arman/claims/\(other.id)").text
            #expect(late.contains("مهلت اعتراض به این تصمیم در") && !late.contains("name=\"appeal_line\""))
        }
        try await world.browse(as: .financeOfficer) { browser in
            let page = try await browser.get("/arman/claims/\(claim.id)").text
            #expect(!page.contains("مهلت اعتراض"))
        }
    }

    @Test("with a text and a photo, once; another person grants it, and the difference is in the account")
    func granted() async throws {
        let world = try await World()
        let claim = try await cut(world)
        #expect(try await world.balance() == 70_000)
        let lines = try await world.lines(claim)
        try await world.serve { client in
            let manager = try await world.browser(client, as: .dealerManager)
            let fields = [("appeal_line", lines[0].description), ("appeal_text", "رسید عوارض پیوست است")]
            let path = "/arman/claims/\(claim.id)/appeals"
            let empty = try await manager.upload(path, [("appeal_line", lines[0].description)], files: [])
            #expect(empty.status == .unprocessableContent)
            let made = try await manager.upload(path, fields, files: [("photos", "a.jpg", TestPhotos.jpeg())])
            #expect(made.status == .seeOther, "\(made.text)")
            let again = try await manager.upload(path, fields, files: [])
            #expect(again.status == .unprocessableContent)
            let penalty = try await manager.upload(
                path, [("appeal_line", lines[1].description), ("appeal_text", "جریمه وارد نیست")], files: [])
            #expect(penalty.status == .unprocessableContent)
            let appeal: ID<Appeal> = try #require(
                try await world.arman.read { try $0.value("SELECT id FROM claim_appeal") })
            let officer = try await world.browser(client, as: .financeOfficer)
            let told = try await officer.get("/arman/claims/\(claim.id)").text
            #expect(told.contains("کسی که درباره قلم تصمیم گرفته است نمی‌تواند به اعتراض آن رسیدگی کند"))
            let own = try await decide(officer, appeal, "grant", granted: "400000")
            #expect(own.status == .unprocessableContent)
            let approver = try await world.browser(client, as: .financeApprover)
            #expect(try await approver.get("/arman/claims/appeals").text.contains(claim.number))
            for typed in ["100000", "400001", "", "x"] {
                #expect(try await decide(approver, appeal, "grant", granted: typed).status == .unprocessableContent)
            }
            let silent = try await decide(approver, appeal, "uphold", answer: "")
            #expect(silent.status == .unprocessableContent)
            #expect(try await decide(approver, appeal, "grant", granted: "۳۵۰٬۰۰۰").status == .seeOther)
            #expect(try await decide(approver, appeal, "uphold").status == .conflict)
            let his = try await manager.get("/arman/claims/\(claim.id)").text
            #expect(his.contains("مدرک درست است") && his.contains("رسید عوارض"))
        }
        #expect(try await world.balance() == 320_000)
        #expect(
            try await world.number(
                "SELECT count(*) FROM ledger_entry WHERE kind = 'adjustment' AND amount = 250000 AND claim_line_id = \(lines[0])"
            )
                == 1)
        #expect(try await world.claimState(claim) == .partApproved)
        let problems = try await world.problems()
        #expect(problems == [])
    }

    @Test("is upheld with a reason, and moves no money; a rule's decision is appealed like a person's")
    func upheld() async throws {
        let world = try await World()
        try await world.keepRules([.duplicate: .deny])
        let first = try await world.addClaim([100_000])
        let denied = try await world.addClaim([100_000], onUnitOf: first)
        let appeal = try await world.appeal(denied)
        try await world.browse(as: .financeOfficer) { browser in
            let answer = try await decide(browser, appeal, "uphold")
            #expect(answer.status == .seeOther)
        }
        #expect(try await world.claimState(denied) == .rejected)
        #expect(try await world.balance() == 0)
    }

    @Test("granted on a claim that was rejected whole brings its penalties back: never more than was claimed")
    func penalty() async throws {
        let world = try await World()
        let claim = try await world.addClaim([100_000, -50_000])
        try await world.decide(.reject, [claim], reason: "other")
        let appeal = try await world.appeal(claim)
        try await world.browse(as: .financeApprover) { browser in
            let answer = try await decide(browser, appeal, "grant", granted: "100000")
            #expect(answer.status == .seeOther)
        }
        #expect(try await world.balance() == 50_000)
        #expect(try await world.claimState(claim) == .approved)
        let problems = try await world.problems()
        #expect(problems == [])
    }

    @Test("is not decided by whoever made it for the dealer, whatever he is now")
    func maker() async throws {
        let world = try await World()
        try await world.keepRules([.duplicate: .deny])
        let first = try await world.addClaim([100_000])
        let denied = try await world.addClaim([100_000], onUnitOf: first)
        let appeal = try await world.appeal(denied)
        let approver = try await world.person(.financeApprover)
        _ = try await world.arman.write {
            try $0.forge("claim_event", "UPDATE claim_event SET person_id = \(approver) WHERE kind = 'appealed'")
        }
        try await world.browse(as: .financeApprover) { browser in
            let answer = try await decide(browser, appeal, "grant", granted: "100000")
            #expect(answer.status == .unprocessableContent)
        }
        #expect(try await world.balance() == 0)
    }

    @Test("is possible up to the last day, and not the day after")
    func deadline() async throws {
        let world = try await World()
        try await world.set(.appealDays, to: 5)
        let early = try await world.addClaim([90_000])
        let late = try await world.addClaim([90_000])
        try await world.decide(.reject, [early, late], reason: "other")
        world.time.move(seconds: 5 * 86_400)
        try await world.appeal(early)
        world.time.move(seconds: 86_400)
        await #expect(throws: Complaint("appeals.late", "5")) { try await world.appeal(late) }
        try await world.browse(as: .dealerManager) { browser in
            let page = try await browser.get("/arman/claims/\(late.id)")
            #expect(!page.text.contains("appeal_text"))
        }
    }

    @Test("is of a line of one's own claim: another's is not there")
    func foreign() async throws {
        let world = try await World()
        let own = try await cut(world)
        let other = try await world.addClaim([90_000], dealer: "D200")
        try await world.decide(.reject, [other], reason: "other")
        let line = try #require(try await world.lines(other).first)
        try await world.browse(as: .dealerManager) { browser in
            for claim in [own, other] {
                let answer = try await browser.upload(
                    "/arman/claims/\(claim.id)/appeals",
                    [("appeal_line", line.description), ("appeal_text", "از من نیست")],
                    files: [("photos", "a.jpg", TestPhotos.jpeg())])
                #expect(answer.status == .notFound)
            }
        }
        #expect(try await world.number("SELECT count(*) FROM claim_appeal") == 0)
    }

    @Test("is decided once where two people decide it at the same moment")
    func race() async throws {
        let world = try await World()
        try await world.keepRules([.duplicate: .deny])
        let first = try await world.addClaim([100_000])
        let denied = try await world.addClaim([100_000], onUnitOf: first)
        let appeal = try await world.appeal(denied)
        try await world.serve { client in
            let officer = try await world.browser(client, as: .financeOfficer)
            let approver = try await world.browser(client, as: .financeApprover)
            async let one = decide(officer, appeal, "grant", granted: "100000")
            async let two = decide(approver, appeal, "grant", granted: "60000")
            let statuses = try await [one.status.code, two.status.code].sorted()
            #expect(statuses == [303, 409])
        }
        #expect([100_000, 60_000].contains(try await world.balance()))
        #expect(try await world.number("SELECT count(*) FROM ledger_entry WHERE kind = 'adjustment'") == 1)
        let problems = try await world.problems()
        #expect(problems == [])
    }

    @Test("granted while a payout of the claim is approved waits for the next payout")
    func payout() async throws {
        let world = try await World()
        let claim = try await cut(world)
        let appeal = try await world.appeal(claim)
        try await world.serve { client in
            let officer = try await world.browser(client, as: .financeOfficer)
            let approver = try await world.browser(client, as: .financeApprover)
            let payout = try await officer.makePayout()
            async let approved: Void = approver.approvePayout(payout)
            async let granted = decide(approver, appeal, "grant", granted: "400000")
            #expect(try await granted.status == .seeOther)
            try await approved
        }
        let waiting = try await world.number(
            """
            SELECT count(*) FROM ledger_entry e WHERE e.kind = 'adjustment'
            AND NOT EXISTS (SELECT 1 FROM payout_entry p WHERE p.entry_id = e.id)
            """)
        #expect(waiting == 1)
        #expect(try await world.balance() == 370_000)
        let problems = try await world.problems()
        #expect(problems == [])
    }

    @Test("is not granted beyond what the person may approve")
    func limit() async throws {
        let world = try await World()
        let claim = try await cut(world)
        let appeal = try await world.appeal(claim)
        try await world.set(.limitApprover, to: 200_000)
        try await world.browse(as: .financeApprover) { browser in
            let answer = try await decide(browser, appeal, "grant", granted: "400000")
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("۲۰۰٬۰۰۰ ریال"))
            #expect(try await decide(browser, appeal, "grant", granted: "200000").status == .seeOther)
        }
        #expect(try await world.balance() == 170_000)
    }
}
