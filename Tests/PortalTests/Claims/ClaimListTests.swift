import Database
import Domain
import HTTPTypes
import Testing

@testable import Fees
@testable import Ground
@testable import Work

@Suite("The list of claims")
struct ClaimListTests {
    @Test("belongs to the month of the completion day in the company's calendar")
    func month() async throws {
        let world = try await World()
        let mehr = try await world.addClaim(completedOn: CalendarDay(iso: "2026-10-22"))
        let aban = try await world.addClaim(completedOn: CalendarDay(iso: "2026-10-23"))
        try await world.browse(as: .financeOfficer) { browser in
            let page = try await browser.get("/arman/claims?period=1405-7")
            #expect(page.text.contains(mehr.number))
            #expect(!page.text.contains(aban.number))
            let sums = try await browser.get("/arman/claims?view=summary")
            #expect(sums.text.contains("period=1405-7") && sums.text.contains("period=1405-8"))
        }
    }

    @Test("marks the claims that pay nothing, and no others")
    func nothing() async throws {
        let world = try await World()
        _ = try await world.addClaim([0])
        _ = try await world.addClaim([400_000, -400_000])
        _ = try await world.addClaim([400_000])
        try await world.browse(as: .financeOfficer) { browser in
            let page = try await browser.get("/arman/claims").text
            #expect(page.matches(of: #/بدون پرداختی/#).count == 2)
        }
    }

    @Test("is read by its dealer with decisions and reasons, and answered by him")
    func dealer() async throws {
        let world = try await World()
        let rejected = try await world.addClaim()
        let asked = try await world.addClaim()
        try await world.serve { client in
            let finance = try await world.browser(client, as: .financeOfficer)
            _ = try await finance.post(
                "/arman/claims/decisions",
                [("decision", "reject"), ("claim", rejected.choice), ("reject_reason", "duplicate")])
            _ = try await finance.post(
                "/arman/claims/decisions",
                [
                    ("decision", "send_back"), ("claim", asked.choice), ("send_back_reason", "km"),
                    ("text", "چرا این همه؟"),
                ])
            let manager = try await world.browser(client, as: .dealerManager)
            let list = try await manager.get("/arman/claims")
            #expect(list.text.contains("درخواست کارمزد تکراری"))
            #expect(list.text.contains("چرا این همه؟"))
            // Reason and text run each in its own direction on a page; a file has nothing but the words.
            let why = ["مسافت نیاز به توضیح دارد", "چرا این همه؟"]
            #expect(list.text.contains(why.map { "\u{2068}\($0)\u{2069}" }.joined(separator: ": ")))
            let file = try await manager.get("/arman/claims/export?state=all&format=csv")
            #expect(file.text.contains(why.joined(separator: ": ")))
            let empty = try await manager.post("/arman/claims/\(asked.id)/answer", [("claim", "\(asked.id).2")])
            #expect(empty.status == .unprocessableContent)
            let answer = try await manager.upload(
                "/arman/claims/\(asked.id)/answer", [("claim", "\(asked.id).2"), ("text", "راه بسته بود")],
                files: [("photos", "way.jpg", TestPhotos.jpeg())])
            #expect(answer.status == .seeOther)
            #expect(try await world.claimState(asked) == .submitted)
            let again = try await manager.post(
                "/arman/claims/\(asked.id)/answer", [("claim", "\(asked.id).2"), ("text", "باز هم")])
            #expect(again.status == .conflict)
            let page = try await finance.get("/arman/claims/\(asked.id)")
            #expect(page.text.contains("راه بسته بود"))
            let photo = try #require(page.text.firstMatch(of: #/\/arman\/files\/\d+/#)).output
            let picture = try await finance.get(String(photo))
            #expect(picture.status == .ok)
        }
    }

    @Test("shows nothing of another dealer or another company, not even in files and counts")
    func foreign() async throws {
        let world = try await World()
        let own = try await world.addClaim([11_000])
        let others = try await world.addClaim([22_000], dealer: "D200")
        let elsewhere = try await world.addClaim([33_000], company: "pars")
        try await world.serve { client in
            let manager = try await world.browser(client, as: .dealerManager)
            #expect(try await manager.get("/arman/claims/\(own.id)").status == .ok)
            #expect(try await manager.get("/arman/claims/\(others.id)").status == .notFound)
            #expect(try await manager.get("/pars/claims/\(elsewhere.id)").status == .notFound)
            for path in ["/arman/claims", "/arman/claims?dealer=D200", "/arman/claims/export?format=csv"] {
                let answer = try await manager.get(path)
                #expect(!answer.text.contains(others.number))
            }
            let stranger = try await world.browser(client, as: .financeOfficer, company: "pars")
            #expect(try await stranger.get("/arman/claims").status == .notFound)
            let technician = try await world.browser(client, as: .dealerTechnician)
            #expect(try await technician.get("/arman/claims").status == .notFound)
            let denied = try await manager.post(
                "/arman/claims/decisions", [("decision", "approve"), ("claim", own.choice)])
            #expect(denied.status == .forbidden)
            let answered = try await manager.post(
                "/arman/claims/\(others.id)/answer", [("claim", others.choice), ("text", "از من نیست")])
            #expect(answered.status == .notFound)
        }
    }

    @Test("is paged by key: every claim on one page, none twice")
    func pages() async throws {
        let world = try await World()
        var all: Set<String> = []
        for _ in 1...(ClaimList.pageSize + 3) { try await all.insert(world.addClaim([1000]).number) }
        try await world.browse(as: .financeOfficer) { [all] browser in
            let first = try await browser.get("/arman/claims")
            let older = try #require(first.text.firstMatch(of: #/rel="next" href="([^"]+)"/#)).1
            let second = try await browser.get(String(older).replacing("&amp;", with: "&"))
            let shown = { (text: String) in Set(text.matches(of: #/aria-label="(1405-\d{6})"/#).map { String($0.1) }) }
            #expect(shown(first.text).count == ClaimList.pageSize)
            #expect(shown(first.text).isDisjoint(with: shown(second.text)))
            #expect(shown(first.text).union(shown(second.text)) == all)
        }
    }

    @Test("is found by the customer's name and the job's number, and exported as it is filtered")
    func search() async throws {
        let world = try await World()
        let claim = try await world.addClaim([123_000])
        try await world.browse(as: .financeOfficer) { browser in
            let found = try await browser.get("/arman/claims?q=\(claim.number)")
            #expect(found.text.contains("/arman/claims/\(claim.id)"))
            let missed = try await browser.get("/arman/claims?q=1405-999999")
            #expect(!missed.text.contains("/arman/claims/\(claim.id)\""))
            let csv = try await browser.get("/arman/claims/export?state=all&format=csv")
            #expect(csv.text.hasPrefix("\u{FEFF}شماره کار,"))
            #expect(csv.text.contains("\(claim.number),D100,"))
            #expect(csv.text.contains(",123000,"))
            let book = try await browser.get("/arman/claims/export?state=all&format=xlsx")
            #expect(book.text.hasPrefix("PK"))
        }
    }

    @Test("leaves a done job without a tariff in the list of its own")
    func unpriced() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.giveJob(number)
        _ = try await world.arman.write { tx in
            try JobStore.move(
                JobStore.find(number, .company, tx), .finish, by: nil,
                .finished(
                    at: tx.now, on: world.arman.clock.day(of: tx.now), .completed, fault: nil, .within), tx)
            try tx.execute(
                """
                INSERT INTO unpriced_job (job_id, completed_on) SELECT id, completed_on FROM job WHERE number = \(number)
                """)
        }
        try await world.browse(as: .financeOfficer) { browser in
            let page1 = try await browser.get("/arman/claims?view=unpriced")
            #expect(page1.text.contains(number))
            let page2 = try await browser.get("/arman/claims?state=all")
            #expect(!page2.text.contains(number))
        }
    }
}
