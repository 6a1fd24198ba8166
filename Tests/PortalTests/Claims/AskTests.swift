import Database
import Domain
import HTTPTypes
import Testing

@testable import Ground

@Suite("A dealer asks for more than computed")
struct AskTests {
    private func fields(_ claim: World.TestClaim, _ changes: [String: String] = [:]) -> [(String, String)] {
        let all = [
            "claim": claim.choice, "ask_component": "travel", "ask_amount": "۱۲۰٬۰۰۰",
            "ask_text": "راه بسته بود، ۲۴ کیلومتر دور زدم",
        ]
        return all.merging(changes) { $1 }.map { ($0.key, $0.value) }
    }

    @Test("with a reason and a photo; finance sees it as a line of its own and approves less of it")
    func asked() async throws {
        let world = try await World()
        try await world.set(.sendAfterDays, to: 3)
        try await world.keepRules([.asked: .look])
        var claim = try await world.addClaim([400_000])
        try await world.serve { [claim] client in
            let manager = try await world.browser(client, as: .dealerManager)
            let answer = try await manager.upload(
                "/arman/claims/\(claim.id)/asking", fields(claim), files: [("photos", "a.jpg", TestPhotos.jpeg())])
            #expect(answer.status == .seeOther, "\(answer.text)")
            #expect(try await world.findings(claim) == [.asked])
            let page = try await manager.get("/arman/claims/\(claim.id)").text
            #expect(page.contains("راه بسته بود") && page.contains("۵۲۰٬۰۰۰"))
            let photo = try #require(page.firstMatch(of: #/\/arman\/files\/\d+/#)).output
            #expect(try await manager.get(String(photo)).status == .ok)
            let stranger = try await world.browser(client, as: .dealerManager, dealer: 2)
            #expect(try await stranger.get(String(photo)).status == .notFound)
            let stale = try await manager.upload("/arman/claims/\(claim.id)/asking", fields(claim), files: [])
            #expect(stale.status == .conflict)
            #expect(stale.text.contains("راه بسته بود"))
            let sent = try await manager.post("/arman/claims/sending", [("all", "1")])
            #expect(sent.status == .seeOther)
            let officer = try await world.browser(client, as: .financeOfficer)
            #expect(try await officer.get(String(photo)).status == .ok)
        }
        claim.version = 3
        let lines = try await world.lines(claim)
        #expect(lines.count == 2)
        try await world.browse(as: .financeOfficer) { [claim] browser in
            let answer = try await browser.post(
                "/arman/claims/decisions",
                [
                    ("decision", "approve_part"), ("claim", claim.choice), ("one", "1"),
                    ("amount-\(lines[0])", "400000"),
                    ("amount-\(lines[1])", "70000"), ("reason-\(lines[1])", "other"),
                ])
            #expect(answer.status == .seeOther, "\(answer.text)")
        }
        #expect(try await world.balance() == 470_000)
        let problems = try await world.problems()
        #expect(problems == [])
    }

    @Test("never without a person, even where the company's limit is high; and takes it back before sending")
    func takenBack() async throws {
        let world = try await World()
        try await world.set(.sendAfterDays, to: 3)
        try await world.set(.automaticLimit, to: 900_000_000)
        try await world.keepRules([:])
        let kept = try await world.addClaim([400_000])
        let plain = try await world.addClaim([400_000])
        try await world.browse(as: .dealerManager) { browser in
            for claim in [kept, plain] {
                let answer = try await browser.upload("/arman/claims/\(claim.id)/asking", fields(claim), files: [])
                #expect(answer.status == .seeOther)
            }
            let line = try #require(try await world.lines(plain).last)
            let foreign = try await browser.post(
                "/arman/claims/\(kept.id)/asking/removal", [("claim", "\(kept.id).2"), ("line", line.description)])
            #expect(foreign.status == .notFound)
            let computed = try #require(try await world.lines(plain).first)
            let wrong = try await browser.post(
                "/arman/claims/\(plain.id)/asking/removal",
                [("claim", "\(plain.id).2"), ("line", computed.description)])
            #expect(wrong.status == .notFound)
            let back = try await browser.post(
                "/arman/claims/\(plain.id)/asking/removal", [("claim", "\(plain.id).2"), ("line", line.description)])
            #expect(back.status == .seeOther)
            _ = try await browser.post("/arman/claims/sending", [("all", "1")])
        }
        #expect(try await world.claimState(kept) == .submitted)
        #expect(try await world.claimState(plain) == .approved)
        #expect(try await world.balance() == 400_000)
    }

    @Test("with a picture, and the finding that no photo was taken on the visit stays")
    func noPhoto() async throws {
        let world = try await World()
        try await world.set(.sendAfterDays, to: 3)
        try await world.keepRules([.noPhoto: .look])
        let claim = try await world.addClaim([400_000])
        try await world.browse(as: .dealerManager) { browser in
            let answer = try await browser.upload(
                "/arman/claims/\(claim.id)/asking", fields(claim), files: [("photos", "a.jpg", TestPhotos.jpeg())])
            #expect(answer.status == .seeOther)
        }
        #expect(try await world.findings(claim) == [.noPhoto])
    }

    @Test(
        "comes back as it was typed where it makes no sense",
        arguments: [
            ("ask_amount", "0"), ("ask_amount", "-5"), ("ask_amount", "9223372036854775807"), ("ask_amount", "1.5"),
            ("ask_component", "bonus"), ("ask_component", ""), ("ask_text", ""),
        ])
    func refused(name: String, typed: String) async throws {
        let world = try await World()
        try await world.set(.sendAfterDays, to: 3)
        let claim = try await world.addClaim([400_000])
        try await world.browse(as: .dealerManager) { browser in
            let answer = try await browser.upload(
                "/arman/claims/\(claim.id)/asking", fields(claim, [name: typed]), files: [])
            #expect(answer.status == .unprocessableContent)
        }
        #expect(try await world.lines(claim).count == 1)
    }

    @Test("names the claim in the version that he read, or is not read at all")
    func unversioned() async throws {
        let world = try await World()
        try await world.set(.sendAfterDays, to: 3)
        let claim = try await world.addClaim([400_000])
        try await world.browse(as: .dealerManager) { browser in
            for choice in ["", "\(claim.id)", "\(claim.id.value + 1).1"] {
                let answer = try await browser.upload(
                    "/arman/claims/\(claim.id)/asking", fields(claim, ["claim": choice]), files: [])
                #expect(answer.status == .badRequest)
            }
        }
        #expect(try await world.lines(claim).count == 1)
    }

    @Test("of a claim that finance has before it asks for nothing more")
    func closed() async throws {
        let world = try await World()
        let claim = try await world.addClaim([400_000])
        try await world.browse(as: .dealerManager) { browser in
            let answer = try await browser.upload("/arman/claims/\(claim.id)/asking", fields(claim), files: [])
            #expect(answer.status == .conflict)
            #expect(try await !browser.get("/arman/claims/\(claim.id)").text.contains("ask_amount"))
        }
    }
}

@Suite("Limits of approval by role")
struct LimitTests {
    @Test(
        "name the limit to whoever goes beyond it, in a batch as on a line, and let a colleague with a higher one decide"
    )
    func limits() async throws {
        let world = try await World()
        try await world.set(.limitOfficer, to: 300_000)
        let small = try await world.addClaim([300_000])
        // Penalties lessen nothing of what is compared with the limit.
        let large = try await world.addClaim([300_000, 1, -200_000])
        try await world.serve { client in
            let officer = try await world.browser(client, as: .financeOfficer)
            let both = try await officer.post(
                "/arman/claims/decisions", [("decision", "approve"), ("claim", small.choice), ("claim", large.choice)])
            #expect(both.status == .unprocessableContent)
            #expect(both.text.contains("۳۰۰٬۰۰۰ ریال"))
            #expect(try await world.claimState(small) == .submitted)
            let one = try await officer.post(
                "/arman/claims/decisions", [("decision", "approve"), ("claim", small.choice)])
            #expect(one.status == .seeOther)
            let lines = try await world.lines(large)
            let whole = [
                ("amount-\(lines[0])", "300000"), ("amount-\(lines[1])", "1"), ("amount-\(lines[2])", "-200000"),
            ]
            let byLine = try await officer.post(
                "/arman/claims/decisions",
                [("decision", "approve_part"), ("claim", large.choice), ("one", "1")] + whole)
            #expect(byLine.status == .unprocessableContent)
            // What was typed stays, under the sentence that says why.
            #expect(byLine.text.contains("value=\"300000\"") && byLine.text.contains("۳۰۰٬۰۰۰ ریال"))
            let approver = try await world.browser(client, as: .financeApprover)
            let done = try await approver.post(
                "/arman/claims/decisions", [("decision", "approve"), ("claim", large.choice)])
            #expect(done.status == .seeOther)
        }
        #expect(try await world.balance() == 400_001)
    }
}
