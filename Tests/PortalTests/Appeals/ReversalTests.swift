import Database
import Domain
import HTTPTypes
import Testing

@testable import Base
@testable import Fees
@testable import Ground
@testable import House

@Suite("Taking back a claim")
struct ReversalTests {
    private func propose(_ browser: Browser, _ claim: World.TestClaim) async throws -> Browser.Answer {
        try await browser.post(
            "/arman/claims/\(claim.id)/reversal",
            [
                ("claim", claim.choice), ("reversal_reason", "not_done"),
                ("reversal_text", "مشتری می‌گوید کسی نیامده است"),
            ])
    }

    /// Confirms or refuses what the claim's page shows to this person.
    private func seen(_ browser: Browser, _ claim: World.TestClaim) async throws -> [(String, String)] {
        let page = try await browser.get("/arman/claims/\(claim.id)").text
        let fields = try #require(
            page.firstMatch(of: #/name="claim" value="(\d+\.\d+)"><input type="hidden" name="reversal" value="(\d+)"/#))
        return [("claim", String(fields.1)), ("reversal", String(fields.2))]
    }

    private func decide(
        _ deed: String, _ browser: Browser, _ claim: World.TestClaim, _ seen: [(String, String)]
    ) async throws -> HTTPResponse.Status {
        try await browser.post("/arman/claims/\(claim.id)/reversal/\(deed)", seen).status
    }

    @Test("is proposed by one and confirmed by another; the account then has nothing of it, and nobody decides more")
    func confirmed() async throws {
        let world = try await World()
        let claim = try await world.addApproved([400_000, -50_000])
        let kept = try await world.addApproved([10_000])
        try await world.serve { client in
            let officer = try await world.browser(client, as: .financeOfficer)
            let approver = try await world.browser(client, as: .financeApprover)
            let empty = try await officer.post("/arman/claims/\(claim.id)/reversal", [("claim", claim.choice)])
            #expect(empty.status == .unprocessableContent)
            #expect(try await propose(officer, claim).status == .seeOther)
            #expect(try await propose(approver, claim).status == .conflict)
            let manager = try await world.browser(client, as: .dealerManager)
            #expect(try await !manager.get("/arman/claims/\(claim.id)").text.contains("مشتری می‌گوید"))
            let shown = try await seen(approver, claim)
            #expect(try await decide("confirmation", officer, claim, shown) == .forbidden)
            #expect(try await decide("confirmation", approver, claim, shown) == .seeOther)
            #expect(try await decide("confirmation", approver, claim, shown) == .conflict)
            let page = try await manager.get("/arman/claims/\(claim.id)").text
            #expect(page.contains("برگشت‌خورده") && page.contains("مشتری می‌گوید"))
            var later = claim
            later.version = 3
            #expect(try await propose(officer, later).status == .unprocessableContent)
        }
        #expect(try await world.posted(claim) == 0)
        #expect(try await world.balance() == 10_000)
        #expect(try await world.posted(kept) == 10_000)
        let problems = try await world.problems()
        #expect(problems == [])
    }

    @Test("is refused, and the claim stands; an approver who proposed it needs another one too")
    func refused() async throws {
        let world = try await World()
        let claim = try await world.addApproved([400_000])
        try await world.serve { client in
            let approver = try await world.browser(client, as: .financeApprover)
            #expect(try await propose(approver, claim).status == .seeOther)
            let shown = try await seen(approver, claim)
            #expect(try await decide("confirmation", approver, claim, shown) == .unprocessableContent)
            #expect(try await decide("refusal", approver, claim, shown) == .seeOther)
            #expect(try await decide("confirmation", approver, claim, shown) == .conflict)
            #expect(try await propose(approver, claim).status == .seeOther)
        }
        #expect(try await world.balance() == 400_000)
    }

    @Test("is decided only as it was seen: that proposal, of the claim as it was then")
    func seenOnly() async throws {
        let world = try await World()
        let claim = try await world.addApproved([400_000])
        try await world.serve { client in
            let officer = try await world.browser(client, as: .financeOfficer)
            let approver = try await world.browser(client, as: .financeApprover)
            #expect(try await propose(officer, claim).status == .seeOther)
            let first = try await seen(approver, claim)
            for deed in ["confirmation", "refusal"] {
                #expect(try await decide(deed, approver, claim, []) == .badRequest)
                #expect(try await decide(deed, approver, claim, [first[0]]) == .badRequest)
                #expect(try await decide(deed, approver, claim, [first[1]]) == .badRequest)
            }
            #expect(try await decide("refusal", officer, claim, first) == .seeOther)
            #expect(try await propose(officer, claim).status == .seeOther)
            // The same claim in the same version, taken back for another reason.
            for deed in ["confirmation", "refusal"] {
                #expect(try await decide(deed, approver, claim, first) == .conflict)
            }
            let second = try await seen(approver, claim)
            try await world.arman.write { tx in
                _ = try tx.execute("UPDATE claim SET version = version + 1 WHERE id = \(claim.id)")
            }
            for deed in ["confirmation", "refusal"] {
                #expect(try await decide(deed, approver, claim, second) == .conflict)
            }
            #expect(try await decide("confirmation", approver, claim, seen(approver, claim)) == .seeOther)
        }
        #expect(try await world.balance() == 0)
    }

    @Test("of a claim that was paid leaves the dealer owing it, and the next payout takes it off")
    func paid() async throws {
        let world = try await World()
        let claim = try await world.addApproved([400_000])
        try await world.serve { client in
            let officer = try await world.browser(client, as: .financeOfficer)
            let approver = try await world.browser(client, as: .financeApprover)
            let payout = try await officer.makePayout()
            try await approver.approvePayout(payout)
            try await approver.sendPayout(payout)
            let paid = try await officer.payPayout(payout, reference: "PAYA-77")
            try #require(paid.status == .seeOther, "\(paid.text)")
        }
        #expect(try await world.balance() == 0)
        let (officer, approver) = (try await world.actor(.financeOfficer), try await world.actor(.financeApprover))
        try await world.reverse(claim, officer, approver)
        #expect(try await world.balance() == -400_000)
        #expect(try await world.posted(claim) == 0)
        let problems = try await world.problems()
        #expect(problems == [])
    }

    @Test("makes an open appeal void, and no further one is possible")
    func appeal() async throws {
        let world = try await World()
        let claim = try await world.addClaim([400_000, 90_000])
        let lines = try await world.lines(claim)
        try await world.browse(as: .financeOfficer) { browser in
            let answer = try await browser.post(
                "/arman/claims/decisions",
                [
                    ("decision", "approve_part"), ("claim", claim.choice), ("one", "1"), ("amount-\(lines[0])", "0"),
                    ("reason-\(lines[0])", "other"), ("amount-\(lines[1])", "80000"), ("reason-\(lines[1])", "other"),
                ])
            try #require(answer.status == .seeOther)
        }
        let appeal = try await world.appeal(claim)
        var decided = claim
        decided.version = 2
        try await world.reverse(decided, world.actor(.financeOfficer), world.actor(.financeApprover))
        try await world.browse(as: .financeApprover) { browser in
            let answer = try await browser.post(
                "/arman/claims/appeals/\(appeal)",
                [
                    ("version", "1"), ("decision", "grant"), ("granted-\(appeal)", "400000"),
                    ("answer-\(appeal)", "دیر شد"),
                ])
            #expect(answer.status == .conflict)
        }
        #expect(try await world.posted(claim) == 0)
        let problems = try await world.problems()
        #expect(problems == [])
    }

    @Test("sums to zero with all that the claim ever brought, whatever was decided, appealed and adjusted")
    func zero() async throws {
        let world = try await World()
        var dice = DemoDice(seed: 7)
        let (officer, approver) = (try await world.actor(.financeOfficer), try await world.actor(.financeApprover))
        var whole: Int64 = 0
        for round in 0..<16 {
            let amounts = (0...dice.roll(0...3)).map { _ in Int64(dice.roll(-200...900)) * 1_000 }
            var claim = try await world.addClaim(amounts)
            try await world.decideAtRandom(claim, &dice, by: officer)
            claim.version = 2
            if dice.chance(60) { try? await world.appealAtRandom(claim, &dice, by: approver, officer) }
            claim.version = try await world.number("SELECT version FROM claim WHERE id = \(claim.id)")
            if dice.chance(50) { try await world.adjust(claim, by: Int64(dice.roll(-90...90)) * 500) }
            let state = try await world.claimState(claim)
            guard state == .approved || state == .partApproved, round % 4 != 3 else {
                whole += try await world.posted(claim)
                continue
            }
            try await world.reverse(claim, officer, approver)
            #expect(try await world.posted(claim) == 0)
        }
        #expect(try await world.balance() == whole)
        let problems = try await world.problems()
        #expect(problems == [])
    }

    @Test("and an appeal granted at the same moment never leave a rest")
    func race() async throws {
        let world = try await World()
        let claim = try await world.addClaim([400_000, 90_000])
        let officer = try await world.actor(.financeOfficer)
        var dice = DemoDice(seed: 3)
        try await world.decideAtRandom(claim, &dice, by: officer)
        var decided = claim
        decided.version = 2
        let appeal = try? await world.appeal(claim)
        let (proposer, confirmer) = (officer, try await world.actor(.financeApprover))
        let open = world.arman
        guard try await world.claimState(claim) != .rejected, let appeal else { return }
        async let back: Void = world.reverse(decided, proposer, confirmer)
        async let more: Void? = try? open.write { tx in
            try DecideAppeal(appeal: appeal, version: 1, granted: 400_000, answer: "درست است").run(
                by: confirmer, in: open, tx)
        }
        let isBack = (try? await back) != nil
        _ = await more
        if isBack { #expect(try await world.posted(claim) == 0) }
        let problems = try await world.problems()
        #expect(problems == [])
    }
}

extension World {
    /// Proposed by one, confirmed by another.
    func reverse(_ claim: TestClaim, _ proposer: Actor, _ confirmer: Actor) async throws {
        let open = arman
        let choice = ClaimChoice(id: claim.id, version: claim.version)
        try await open.write { tx in
            let reversal = try ProposeReversal(claim: choice, reason: "other", text: "اشتباه بود").run(
                by: proposer, in: open, tx)
            try ConfirmReversal(claim: choice, reversal: reversal).run(by: confirmer, in: open, tx)
        }
    }

    /// Each line whole, a part of it, or nothing.
    func decideAtRandom(_ claim: TestClaim, _ dice: inout DemoDice, by actor: Actor) async throws {
        let open = arman
        let rows = try await open.read { tx in
            try tx.rows("SELECT id, claimed FROM claim_line WHERE claim_id = \(claim.id) ORDER BY id").map {
                (try $0("id") as ID<ClaimLine>, try $0("claimed") as Int64)
            }
        }
        let lines = try rows.map { id, claimed in
            let part = Int64(dice.pick([0, 1, 2, 4, 4]))
            return try LineDecision(
                line: id, claimed: Money(claimed), approved: Money(claimed * part / 4), reason: "other")
        }
        let choice = ClaimChoice(id: claim.id, version: claim.version)
        try await open.write {
            try DecideLines(claim: choice, lines: lines, text: "", isSure: true).run(by: actor, in: open, $0)
        }
    }

    /// Against the first line; granted in part, by another than who decided.
    func appealAtRandom(_ claim: TestClaim, _ dice: inout DemoDice, by actor: Actor, _ first: Actor) async throws {
        let open = arman
        let appeal = try await appeal(claim)
        let row = try await open.read { try AppealStore.find(appeal, .irr, $0) }
        let step = (row.claimed.minor - row.before.minor) / Int64(dice.roll(1...3))
        let granted = dice.chance(70) ? row.before.minor + max(1, step) : nil
        try await open.write {
            try DecideAppeal(appeal: appeal, version: 1, granted: granted, answer: "بررسی شد").run(
                by: actor, in: open, $0)
        }
    }

    /// As a later computation would.
    func adjust(_ claim: TestClaim, by amount: Int64) async throws {
        let open = arman
        try await open.write { tx in
            let row = try ClaimStore.find([claim.id], .company, .irr, tx)[0]
            var posting = Posting(
                kind: .adjustment, dealer: row.dealer, amount: Money(amount), day: open.clock.day(of: tx.now))
            posting.claim = claim.id
            try LedgerStore.post(posting, tx)
        }
    }
}
