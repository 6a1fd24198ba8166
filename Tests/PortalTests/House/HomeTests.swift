import Domain
import Testing

@testable import Ground
@testable import House
@testable import Work

@Suite("The first page of each role: what waits for this person, by name")
struct HomeTests {
    @Test("leads the reception to a new job, and names what this person took in today")
    func reception() async throws {
        let world = try await World()
        let others = try await world.addJob()
        try await world.browse(as: .reception) { browser in
            let empty = try await browser.get("/arman").text
            #expect(empty.contains("href=\"/arman/jobs/new\""))
            let taken = try await browser.post("/arman/jobs", NewJobTests.form())
            let number = try #require(taken.location?.split(separator: "/").last.map(String.init))
            let home = try await browser.get("/arman").text
            #expect(home.contains("پذیرش‌های امروز شما"))
            #expect(home.contains("<bdi dir=\"ltr\">\(number)</bdi>"))
            #expect(home.contains("مینا کاظمی"))
            #expect(!home.contains(others))
            world.time.move(seconds: 86_400)
            let next = try await browser.get("/arman").text
            #expect(!next.contains(number), "it was taken in yesterday")
        }
    }

    @Test("names the dealers who have not answered for a day to the dispatcher, and the appointments that have passed")
    func dispatcher() async throws {
        let world = try await World()
        let (offered, late) = (try await world.addJob(), try await world.addJob())
        try await world.offerJob(offered)
        try await world.giveJob(late)
        let yesterday = world.arman.clock.day(of: world.time.now)
        _ = try await world.arman.write { tx in
            try tx.execute(
                """
                UPDATE job SET state = 'scheduled', appointment_on = \(yesterday), appointment_from = 540,
                appointment_to = 720 WHERE number = \(late)
                """)
        }
        world.time.move(seconds: 90_000)
        for role in [Role.dispatcher, .serviceManager] {
            try await world.browse(as: role) { browser in
                let home = try await browser.get("/arman").text
                #expect(home.contains(">\(offered)<") && home.contains(">\(late)<"))
                #expect(home.contains("۱۴۰۵/۰۹/۰۲"))
            }
        }
    }

    @Test("says to finance how much the claims ask for that wait, by dealer, and which payouts")
    func finance() async throws {
        let world = try await World()
        for (dealer, amount) in [("D100", Int64(400_000)), ("D100", 500_000), ("D200", 300_000)] {
            _ = try await world.addClaim([amount], dealer: dealer)
        }
        try await world.addApproved([675_000])
        let payout = try await world.makePayout()
        try await world.browse(as: .financeOfficer) { browser in
            let home = try await browser.get("/arman").text
            #expect(home.contains("۳ مورد، جمعاً ۱٬۲۰۰٬۰۰۰ ریال"))
            #expect(home.contains("state=submitted&amp;dealer=D100"))
            #expect(home.contains("۹۰۰٬۰۰۰"))
            #expect(home.contains("<bdi dir=\"ltr\">\(payout)</bdi>") && home.contains("۶۷۵٬۰۰۰"))
        }
        try await world.browse(as: .reception) { browser in
            let home = try await browser.get("/arman").text
            #expect(!home.contains("۱٬۲۰۰٬۰۰۰"))
        }
    }

    @Test("names what waits in other rooms too: an appeal with its dealer, a change of rules with who wrote it")
    func rooms() async throws {
        let world = try await World()
        _ = try await world.addAppeal()
        try await world.serve { client in
            let admin = try await world.browser(client, as: .administrator)
            _ = try await admin.post("/arman/payouts/rules/open-claims", [("open_claims", "dealer")])
            let home = try await world.browser(client, as: .financeApprover).get("/arman").text
            for text in ["قاعده تسویه", "administrator 0", "نمایندگی تهران", "href=\"/arman/claims/appeals\""] {
                #expect(home.contains(text), "\(text)")
            }
            let manager = try await world.browser(client, as: .serviceManager).get("/arman").text
            #expect(!manager.contains("قاعده تسویه"), "it is not his to confirm")
            let inspector = try await world.browser(client, as: .qualityInspector).get("/arman").text
            #expect(manager.contains("دو هفته اخیر") && !inspector.contains("دو هفته اخیر"), "a head over nothing")
        }
    }

    @Test("shows the auditor what happened last")
    func auditor() async throws {
        let world = try await World()
        world.time.move(seconds: 60)
        try await world.browse(as: .reception) { _ = try await $0.post("/arman/jobs", NewJobTests.form()) }
        try await world.browse(as: .auditor) { browser in
            let home = try await browser.get("/arman").text
            #expect(home.contains("آخرین رویدادها") && home.contains("1405-000001"))
        }
    }

    @Test("counts what came in, what ended and what was approved in the last two weeks, day by day")
    func lastDays() async throws {
        let world = try await World()
        let clock = world.arman.clock
        let today = clock.day(of: world.time.now)
        try await world.addApproved([400_000, 275_000])
        let job = try await world.addJob()
        try await world.arman.write { tx in
            let old = today.adding(days: -13)
            try tx.execute("UPDATE job SET received_on = \(old) WHERE number = \(job)")
            try tx.execute("UPDATE job SET completed_at = \(clock.startOfDay(old)) WHERE number = \(job)")
        }
        let last = try await world.arman.read { try LastDays.read(to: today, clock, $0) }
        #expect(last.days.count == 14 && last.days.last == today)
        #expect(last.received.first == 1 && last.received.last == 1)
        #expect(last.done.first == 1 && last.done.last == 1)
        #expect(last.approved.last == 675_000 && last.approved.dropLast().allSatisfy { $0 == 0 })
    }
}
