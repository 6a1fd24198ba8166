import Database
import Domain
import HTTPTypes
import Testing

@testable import Ground

@Suite("A claim before a person sees it")
struct WeighingTests {
    @Test("is weighed by the rules when it arrives, and finance reads the findings and filters by them")
    func weighed() async throws {
        let world = try await World()
        try await world.keepRules([.distance: .look, .unregistered: .look])
        let plain = try await world.addClaim(dealer: "D100")
        // Its visit has 37.5 km within the dealer's own city.
        #expect(try await world.findings(plain) == [.distance, .unregistered])
        try await world.keepRules([.unregistered: .look])
        let other = try await world.addClaim()
        try await world.browse(as: .financeOfficer) { browser in
            let list = try await browser.get("/arman/claims?finding=distance")
            #expect(list.text.contains(plain.number) && !list.text.contains(other.number))
            #expect(list.text.contains("۳۷٫۵ کیلومتر ثبت شده، روی نقشه ۰ کیلومتر است."))
            #expect(try await browser.get("/arman/claims").text.contains(other.number))
            let page = try await browser.get("/arman/claims/\(plain.id)").text
            #expect(page.contains("تاریخ خرید دستگاه ثبت نشده است."))
            for fact in ["زهرا کریمی", "یخچال یک", "S10000", "تهران", "در گارانتی", "۳۷٫۵ کیلومتر ثبت‌شده، ۰ روی نقشه"] {
                #expect(page.contains(fact), "\(fact)")
            }
        }
    }

    @Test("of a unit whose warranty is unknown is never called out of warranty")
    func unknownWarranty() async throws {
        let world = try await World()
        try await world.keepRules([.charged: .look])
        let claim = try await world.addClaim(warranty: .unknown)
        #expect(try await world.findings(claim) == [.charged])
        try await world.browse(as: .financeOfficer) { browser in
            let page = try await browser.get("/arman/claims/\(claim.id)").text
            #expect(page.contains("گارانتی دستگاه نامشخص است") && page.contains("با گارانتی نامشخص"))
            #expect(!page.contains("خارج از گارانتی"))
        }
    }

    @Test("for what the customer has paid is found with both amounts, and its dealer reads it before he sends")
    func customerPaid() async throws {
        let world = try await World()
        try await world.keepRules([.customerPaid: .look])
        try await world.set(.sendAfterDays, to: 3)
        let plain = try await world.addClaim(paid: 90_000)
        let twice = try await world.addClaim(paid: 500_000)
        #expect(try await world.findings(plain) == [], "no more than the tariff lets him pay")
        #expect(try await world.findings(twice) == [.customerPaid])
        try await world.serve { client in
            let officer = try await world.browser(client, as: .financeOfficer)
            let page = try await officer.get("/arman/claims/\(twice.id)").text
            #expect(page.contains("مشتری بابت اجرت، ۴۱۰٬۰۰۰ ریال پرداخته است ولی ۴۰۰٬۰۰۰ ریال هم از شرکت"))
            let manager = try await world.browser(client, as: .dealerManager)
            let his = try await manager.get("/arman/claims/\(twice.id)").text
            #expect(his.contains("بابت اجرت، ۴۱۰٬۰۰۰ ریال از مشتری دریافت کرده‌اید"))
        }
    }

    @Test("keeps its findings as they were, whatever becomes of the rules")
    func frozen() async throws {
        let world = try await World()
        try await world.keepRules([.unregistered: .look])
        let claim = try await world.addClaim()
        try await world.keepRules([:])
        #expect(try await world.findings(claim) == [.unregistered])
    }

    @Test("of the same serial and day is found twice, and a dealer reads no number of another's job")
    func duplicate() async throws {
        let world = try await World()
        try await world.keepRules([.duplicate: .look, .repeated: .look])
        let first = try await world.addClaim()
        let second = try await world.addClaim(dealer: "D200", onUnitOf: first)
        #expect(try await world.findings(first) == [])
        #expect(try await world.findings(second) == [.duplicate])
        world.time.move(seconds: 3 * 86_400)
        let third = try await world.addClaim(dealer: "D200", onUnitOf: first)
        #expect(try await world.findings(third) == [.repeated])
        try await world.serve { client in
            let officer = try await world.browser(client, as: .financeOfficer)
            #expect(try await officer.get("/arman/claims/\(second.id)").text.contains(first.number))
            let manager = try await world.browser(client, as: .dealerManager, dealer: 2)
            // The third is three days after the dealer's own second: that he reads.
            #expect(try await manager.get("/arman/claims/\(third.id)").text.contains(second.number))
            let his = try await manager.get("/arman/claims/\(second.id)").text
            #expect(!his.contains(first.number) && his.contains("ممکن است"))
        }
    }

    @Test(
        "without an exception and within the limit is approved by nobody, once in the account, and the event says why")
    func approved() async throws {
        let world = try await World()
        try await world.keepRules([.noPhoto: .pay])
        try await world.set(.automaticLimit, to: 500_000)
        let small = try await world.addClaim([450_000, -40_000])
        let large = try await world.addClaim([450_000, 60_000])
        let negative = try await world.addClaim([50_000, -60_000])
        #expect(try await world.claimState(small) == .approved)
        #expect(try await world.claimState(large) == .submitted)
        #expect(try await world.claimState(negative) == .submitted, "a person is asked")
        #expect(try await world.balance() == 410_000)
        let decider: Int64? = try await world.arman.read {
            try $0.value("SELECT decided_by FROM claim WHERE id = \(small.id)")
        }
        #expect(decider == nil)
        try await world.browse(as: .financeOfficer) { browser in
            let page = try await browser.get("/arman/claims/\(small.id)").text
            #expect(page.contains("بدون مورد بررسی و در سقف تأیید خودکار"))
            let list = try await browser.get("/arman/claims").text
            #expect(list.contains("تأیید یا رد خودکار این ماه: ۱ از ۱ درخواست کارمزد"))
        }
        let problems = try await world.problems()
        #expect(problems == [])
    }

    @Test("with a part that is not for such a machine waits for a person, who reads which it is")
    func misfit() async throws {
        let world = try await World()
        try await world.keepRules([.misfit: .look])
        try await world.set(.sendAfterDays, to: 3)
        let claim = try await world.addClaim()
        try await world.arman.write { tx in
            let visit: Int64 = try #require(
                try tx.value(
                    "SELECT max(v.id) FROM visit v JOIN claim c ON c.job_id = v.job_id WHERE c.id = \(claim.id)"))
            for (part, isMisfit) in [("A-1", false), ("A-2 ABC123", true)] {
                try tx.execute(
                    "INSERT INTO visit_part (visit_id, part, quantity, is_misfit) VALUES (\(visit), \(part), 1, \(isMisfit))"
                )
            }
        }
        try await world.browse(as: .dealerManager) { browser in
            let sent = try await browser.post("/arman/claims/sending", [("claim", claim.choice)])
            #expect(sent.status == .seeOther, "\(sent.text)")
        }
        #expect(try await world.findings(claim) == [.misfit])
        try await world.browse(as: .financeOfficer) { browser in
            let page = try await browser.get("/arman/claims/\(claim.id)").text
            #expect(page.contains("برای مدل این دستگاه نیست: \u{2066}A-2\u{2069}."))
        }
    }

    @Test("is rejected by a rule that denies, with the rule's reason, and nothing of it in the account")
    func denied() async throws {
        let world = try await World()
        try await world.keepRules([.duplicate: .deny])
        try await world.set(.automaticLimit, to: 9_000_000)
        let first = try await world.addClaim([100_000])
        let second = try await world.addClaim([100_000], onUnitOf: first)
        #expect(try await world.claimState(first) == .approved)
        #expect(try await world.claimState(second) == .rejected)
        #expect(try await world.balance() == 100_000)
        try await world.browse(as: .dealerManager) { browser in
            let page = try await browser.get("/arman/claims/\(second.id)").text
            #expect(page.contains("درخواست کارمزد تکراری") && page.contains("طبق قاعده"))
        }
    }
}

@Suite("A dealer's drafts")
struct DraftTests {
    @Test("wait for him, show what would be questioned, and go one by one or all at once")
    func send() async throws {
        let world = try await World()
        try await world.set(.sendAfterDays, to: 3)
        try await world.keepRules([.unregistered: .look])
        let claims = [try await world.addClaim(), try await world.addClaim(), try await world.addClaim([0])]
        let foreign = try await world.addClaim(dealer: "D200")
        for claim in claims { #expect(try await world.claimState(claim) == .draft) }
        try await world.serve { client in
            let officer = try await world.browser(client, as: .financeOfficer)
            let early = try await officer.post(
                "/arman/claims/decisions", [("decision", "approve"), ("claim", claims[0].choice)])
            #expect(early.status == .conflict)
            #expect(try await officer.get("/arman/claims?state=draft").text.contains(claims[0].number))
            let manager = try await world.browser(client, as: .dealerManager)
            let page = try await manager.get("/arman/claims/\(claims[0].id)").text
            #expect(page.contains("مواردی که بررسی خواهد شد") && page.contains("تاریخ خرید دستگاه ثبت نشده است."))
            let one = try await manager.post("/arman/claims/sending", [("claim", claims[0].choice)])
            #expect(one.location == "/arman/claims/\(claims[0].id)")
            #expect(try await world.claimState(claims[0]) == .submitted)
            let again = try await manager.post("/arman/claims/sending", [("claim", claims[0].choice)])
            #expect(again.status == .conflict)
            let his = try await manager.post("/arman/claims/sending", [("claim", foreign.choice)])
            #expect(his.status == .notFound)
            #expect(try await manager.get("/arman/claims").text.contains("۲ درخواست کارمزد ارسال‌نشده"))
            let all = try await manager.post("/arman/claims/sending", [("all", "1")])
            #expect(all.status == .seeOther)
        }
        for claim in claims { #expect(try await world.claimState(claim) == .submitted) }
        #expect(try await world.claimState(foreign) == .draft)
        let problems = try await world.problems()
        #expect(problems == [])
    }

    @Test("go by themselves when their days are over, whoever opens the list or nobody")
    func due() async throws {
        let world = try await World()
        try await world.set(.sendAfterDays, to: 3)
        let claim = try await world.addClaim()
        try await world.serve { client in
            try await world.work()
            #expect(try await world.claimState(claim) == .draft)
            world.time.move(seconds: 3 * 86_400)
            let browser = try await world.browser(client, as: .financeOfficer)
            _ = try await browser.get("/arman/claims")
            #expect(try await world.claimState(claim) == .draft, "a page changes nothing")
            try await world.work()
            #expect(try await world.claimState(claim) == .submitted)
            #expect(try await browser.get("/arman/claims").text.contains(claim.number))
        }
    }
}
