import Database
import Domain
import HTTPTypes
import Testing

@testable import Ground

@Suite("Finance decides claims")
struct DecisionTests {
    private func decide(
        _ browser: Browser, _ deed: String, _ choices: [String], _ more: [(String, String)] = []
    ) async throws -> Browser.Answer {
        try await browser.post(
            "/arman/claims/decisions", [("decision", deed)] + choices.map { ("claim", $0) } + more)
    }

    @Test("approves many at once, and each goes to its dealer's account once")
    func many() async throws {
        let world = try await World()
        let first = try await world.addClaim([400_000, 275_000])
        let second = try await world.addClaim([100_000], dealer: "D200")
        let third = try await world.addClaim([50_000])
        try await world.browse(as: .financeOfficer) { browser in
            let answer = try await decide(browser, "approve", [first.choice, second.choice, third.choice])
            #expect(answer.status == .seeOther)
            for claim in [first, second, third] { #expect(try await world.claimState(claim) == .approved) }
            #expect(try await world.balance("D100") == 725_000)
            #expect(try await world.balance("D200") == 100_000)
        }
    }

    @Test("takes a form that is sent twice as one decision")
    func twice() async throws {
        let world = try await World()
        let claim = try await world.addClaim([70_000])
        try await world.browse(as: .financeOfficer) { browser in
            for _ in 1...2 {
                let answer = try await decide(browser, "approve", [claim.choice], [("key", "the-same-key")])
                #expect(answer.status == .seeOther)
            }
            #expect(try await world.balance() == 70_000)
        }
    }

    @Test("does nothing of a batch in which one claim has moved on, and names it with its state")
    func halfStale() async throws {
        let world = try await World()
        let fresh = try await world.addClaim([10_000])
        let stale = try await world.addClaim([20_000])
        try await world.browse(as: .financeOfficer) { browser in
            #expect(
                try await decide(browser, "reject", [stale.choice], [("reject_reason", "not_done")]).status == .seeOther
            )
            let answer = try await decide(browser, "approve", [fresh.choice, stale.choice])
            #expect(answer.status == .conflict)
            #expect(answer.text.contains(Digits.persian(stale.number)))
            #expect(answer.text.contains("ردشده"))
            #expect(
                answer.text.contains(
                    "value=\"\(fresh.choice)\" data-amount=\"10000\" aria-label=\"\(fresh.number)\" checked"))
            #expect(try await world.claimState(fresh) == .submitted)
            #expect(try await world.balance() == 0)
        }
    }

    @Test("asks for a reason of its own list to reject or to send back, and keeps what was typed")
    func reasons() async throws {
        let world = try await World()
        let claim = try await world.addClaim()
        try await world.browse(as: .financeOfficer) { browser in
            for (deed, reasons) in [
                ("reject", [("reject_reason", "")]), ("reject", [("reject_reason", "photo")]),
                ("send_back", [("send_back_reason", "not_done"), ("text", "کیلومتر را بنویسید")]),
            ] {
                let answer = try await decide(browser, deed, [claim.choice], reasons)
                #expect(answer.status == .unprocessableContent)
                #expect(answer.text.contains("یکی را انتخاب کنید"))
                if deed == "send_back" { #expect(answer.text.contains("کیلومتر را بنویسید")) }
            }
            let none = try await decide(browser, "approve", [])
            #expect(none.status == .unprocessableContent)
            #expect(try await world.claimState(claim) == .submitted)
        }
    }

    @Test("changes nothing of a claim that is approved")
    func final() async throws {
        let world = try await World()
        var claim = try await world.addClaim([30_000])
        try await world.browse(as: .financeOfficer) { [claim] browser in
            let answer1 = try await decide(browser, "approve", [claim.choice])
            #expect(answer1.status == .seeOther)
        }
        claim.version = 2
        try await world.browse(as: .financeApprover) { [claim] browser in
            let answer = try await decide(browser, "reject", [claim.choice], [("reject_reason", "not_done")])
            #expect(answer.status == .conflict)
            #expect(try await world.claimState(claim) == .approved)
            #expect(try await world.balance() == 30_000)
        }
    }

    @Test("may not be done by whoever logged the visit")
    func own() async throws {
        let world = try await World()
        let officer = try await world.person(.financeOfficer)
        let other = try await world.addClaim([10_000])
        let own = try await world.addClaim([20_000], worker: officer)
        try await world.browse(as: .financeOfficer) { browser in
            let answer = try await decide(browser, "approve", [other.choice, own.choice])
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("کسی که مراجعه را ثبت کرده است"))
            #expect(try await world.claimState(other) == .submitted)
        }
        try await world.browse(as: .financeApprover) { browser in
            let answer2 = try await decide(browser, "approve", [other.choice, own.choice])
            #expect(answer2.status == .seeOther)
        }
    }

    @Test("line by line approves a part, with a reason for each line that is cut")
    func byLine() async throws {
        let world = try await World()
        let claim = try await world.addClaim([400_000, 275_000, -20_000])
        let lines = try await lines(of: claim, world)
        let start = [("one", "1"), ("amount-\(lines[0])", "۴۰۰٬۰۰۰"), ("amount-\(lines[2])", "-20,000")]
        try await world.browse(as: .financeOfficer) { browser in
            let page = try await browser.get("/arman/claims/\(claim.id)")
            #expect(page.text.contains("amount-\(lines[1])"))
            let noReason = try await decide(
                browser, "approve_part", [claim.choice], start + [("amount-\(lines[1])", "75000")])
            #expect(noReason.status == .unprocessableContent)
            #expect(noReason.text.contains("value=\"75000\""))
            let tooMuch = try await decide(
                browser, "approve_part", [claim.choice],
                start + [("amount-\(lines[1])", "275001"), ("reason-\(lines[1])", "other")])
            #expect(tooMuch.status == .unprocessableContent)
            let done = try await decide(
                browser, "approve_part", [claim.choice],
                start + [("amount-\(lines[1])", "75000"), ("reason-\(lines[1])", "out_of_contract")])
            #expect(done.location == "/arman/claims/\(claim.id)")
            #expect(try await world.claimState(claim) == .partApproved)
            #expect(try await world.balance() == 455_000)
            let after = try await browser.get("/arman/claims/\(claim.id)")
            #expect(after.text.contains("خارج از قرارداد"))
            #expect(after.text.contains(#/جمع تأییدشده: \P{L}*۴۵۵٬۰۰۰/#))
        }
    }

    @Test("shows what a penalty comes to before a line that it depends on is cut")
    func following() async throws {
        let world = try await World()
        let claim = try await world.addClaim([4_000_000, -1_000_000], penalty: 2_500)
        let lines = try await lines(of: claim, world)
        let cut = [
            ("one", "1"), ("amount-\(lines[0])", "1000000"), ("reason-\(lines[0])", "other"),
            ("amount-\(lines[1])", "-1000000"),
        ]
        try await world.browse(as: .financeOfficer) { browser in
            let shown = try await decide(browser, "approve_part", [claim.choice], cut)
            #expect(shown.status == .unprocessableContent)
            #expect(shown.text.contains("دوباره حساب شدند") && shown.text.contains("−۲۵۰٬۰۰۰"))
            #expect(shown.text.contains("name=\"as_typed\""))
            #expect(try await world.claimState(claim) == .submitted)
            let follows = [("amount-\(lines[1])", "-250000"), ("reason-\(lines[1])", "other"), ("as_typed", "yes")]
            let done = try await decide(browser, "approve_part", [claim.choice], cut.dropLast() + follows)
            #expect(done.status == .seeOther)
        }
        #expect(try await world.balance() == 750_000)
    }

    @Test("never approves less than nothing unasked, line by line or whole")
    func belowZero() async throws {
        let world = try await World()
        let claim = try await world.addClaim([400_000, -300_000])
        let other = try await world.addClaim([100_000, -150_000])
        let lines = try await lines(of: claim, world)
        let cut = [
            ("one", "1"), ("amount-\(lines[0])", "100000"), ("reason-\(lines[0])", "other"),
            ("amount-\(lines[1])", "-300000"),
        ]
        try await world.browse(as: .financeOfficer) { browser in
            for (deed, choice, fields) in [("approve_part", claim.choice, cut), ("approve", other.choice, [])] {
                let asked = try await decide(browser, deed, [choice], fields)
                #expect(asked.status == .unprocessableContent, "\(deed)")
                #expect(asked.text.contains("name=\"below_zero\"") && asked.text.contains("منفی می‌شود"), "\(deed)")
            }
            #expect(try await world.balance() == 0)
            for (deed, choice, fields) in [("approve_part", claim.choice, cut), ("approve", other.choice, [])] {
                let done = try await decide(browser, deed, [choice], fields + [("below_zero", "yes")])
                #expect(done.status == .seeOther, "\(deed)")
            }
        }
        #expect(try await world.balance() == -250_000)
    }

    private func lines(of claim: World.TestClaim, _ world: World) async throws -> [Int64] {
        try await world.arman.read { try $0.list("SELECT id FROM claim_line WHERE claim_id = \(claim.id) ORDER BY id") }
    }
}
