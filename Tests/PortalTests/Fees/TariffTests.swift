import Database
import Domain
import Testing

@testable import Fees
@testable import Ground
@testable import Work

@Suite("A tariff in the portal")
struct TariffTests {
    @Test("is put into force by another person than its maker")
    func secondPerson() async throws {
        let world = try await World()
        let maker = try await world.personID(.serviceManager)
        let id = try await world.addTariff(madeBy: maker, isActive: false)
        try await world.browse(as: .serviceManager) { browser in
            let answer = try await browser.activate(id)
            #expect(answer.status == .unprocessableContent)
        }
        try await world.browse(as: .financeOfficer) { browser in
            let answer = try await browser.activate(id)
            #expect(answer.status == .seeOther)
            let again = try await browser.activate(id)
            #expect(again.status == .conflict)
        }
    }

    @Test("does not exist for another company")
    func foreign() async throws {
        let world = try await World()
        try await world.addTariff(company: "pars")
        let own = try await world.addTariff()
        try await world.browse(as: .auditor) { browser in
            let mine = try await browser.get("/arman/tariffs/\(own)")
            #expect(mine.status == .ok)
            let theirs = try await browser.get("/pars/tariffs/\(own)")
            #expect(theirs.status == .notFound)
        }
    }

    @Test("that follows an open one ends it the day before")
    func follows() async throws {
        let world = try await World()
        let first = try await world.addTariff()
        let (day, actor) = (CalendarDay(iso: "2026-12-01")!, try await world.personID(.administrator))
        try await world.arman.write { tx in
            let rules = try TariffRuleStore.cells(of: first, tx)
            let next = try TariffStore.addDraft(
                name: "بعدی", audience: "dealers", from: day, to: nil, rules: rules, by: ID(99), tx)
            let by = try Actor(person: actor, name: "", roles: Roles([.administrator]), dealer: nil)
            try ActivateTariff(tariff: next, revision: 1, hasSeenDoubts: true).run(by: by, in: tx)
            let before = try TariffStore.active("dealers", on: day.adding(days: -1), tx)
            let after = try TariffStore.active("dealers", on: day, tx)
            #expect(before == first)
            #expect(after == next)
        }
    }

    @Test("calls groups of products and dealers by the company's own names")
    func ownNames() async throws {
        let world = try await World()
        _ = try await world.arman.write { tx in
            try tx.execute(
                "INSERT INTO product_group (code, name_fa, name_en, match_key) VALUES ('group_4', 'چای‌ساز', '', 'چایساز')"
            )
        }
        let id = try await world.addTariff(
            file: """
                code,component,service_type,product_group,dealer,method,amount
                A,labour,repair,group_4|tv|boiler,D100,fixed,5
                """)
        try await world.browse(as: .auditor) { browser in
            let page = try await browser.get("/arman/tariffs/\(id)").text
            #expect(page.contains("نوع سرویس: تعمیر") && page.contains("نماینده: نمایندگی تهران"))
            // The company has no boilers: the word that Kardan has for them must do.
            #expect(page.contains("گروه کالا: چای‌ساز، تلویزیون، پکیج"))
        }
    }

    @Test("says of a range with one end only that end, and of open days when they begin")
    func openEnds() async throws {
        let world = try await World()
        let id = try await world.addTariff(
            file: """
                code,component,metric,from,to,method,amount,per,bands
                A,bonus,score,4.5,,fixed,5,,
                B,penalty,score,,2,fixed,5,,
                C,visit,parts,1,3,band_whole,,visits,0-2:210;2-:400
                """)
        try await world.browse(as: .auditor) { browser in
            let page = try await browser.get("/arman/tariffs/\(id)").text
            for text in [
                "امتیاز نظرسنجی: از ۴٫۵ به بالا", "امتیاز نظرسنجی: کمتر از ۲", "تعداد قطعه: از ۱ تا کمتر از ۳",
                "۰–۲: ۲۱۰، ۲ به بالا: ۴۰۰", "از ۱۴۰۵/۰۱/۰۱<",
            ] {
                #expect(page.contains(text), "\(text)")
            }
        }
    }

    @Test("prices the jobs that waited for it, each with its claim")
    func waiting() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.giveJob(number)
        let unpriced = try await world.finishJob(number)
        #expect(unpriced == nil)
        let id = try await world.addTariff(madeBy: try await world.personID(.auditor), isActive: false)
        try await world.browse(as: .financeOfficer) { browser in
            let list = try await browser.get("/arman/tariffs")
            #expect(list.text.contains(number))
            _ = try await browser.activate(id)
            try await world.work()
            let after = try await browser.get("/arman/tariffs")
            #expect(!after.text.contains(number))
        }
        let claims: Int? = try await world.arman.read { try $0.value("SELECT count(*) FROM claim") }
        #expect(claims == 1)
    }
}

@Suite("The fee of a job")
struct PriceJobTests {
    @Test("is labour and visit by the tariff of its day")
    func lines() async throws {
        let world = try await World()
        try await world.addTariff()
        let number = try await world.addJob(service: "repair")
        try await world.giveJob(number)
        world.time.move(seconds: 30 * 3600)
        let priced = try #require(try await world.finishJob(number))
        let lines = priced.calculation.lines.map { "\($0.rule) \($0.amount)" }
        // The dealer is of grade A in his own city: L-A by its priority, one visit, no parts, no delay.
        #expect(lines == ["L-A 4900000", "V-1 210000", "P-1 0"])
        #expect(priced.calculation.payable == 5_110_000)
    }

    @Test("leads from each line to its rule, whoever reads tariffs")
    func rule() async throws {
        let world = try await World()
        let tariff = try await world.addTariff()
        let number = try await world.addJob(service: "repair")
        try await world.giveJob(number)
        let priced = try #require(try await world.finishJob(number))
        let claim = try await world.arman.write { tx in
            let job = try JobStore.find(number, .company, tx)
            return try AddClaim(
                job: job.id, calculation: priced.id, dealer: try #require(job.dealer),
                payable: priced.calculation.payable, completedOn: world.arman.clock.day(of: tx.now)
            ).run(by: nil, in: world.arman, tx)
        }
        let pages = ["/arman/jobs/\(number)", "/arman/claims/\(claim)"]
        let link = "/arman/tariffs/\(tariff)#rule-L-A"
        try await world.serve { client in
            let officer = try await world.browser(client, as: .financeOfficer)
            let manager = try await world.browser(client, as: .dealerManager)
            for page in pages {
                #expect(try await officer.get(page).text.contains("<a href=\"\(link)\">"), "\(page)")
                let his = try await manager.get(page).text
                #expect(his.contains("L-A") && !his.contains(link), "\(page)")
            }
            #expect(try await officer.get("/arman/tariffs/\(tariff)").text.contains("id=\"rule-L-A\""))
        }
    }

    @Test("of the same fault within a month is nothing, and a month later it is whole")
    func repeated() async throws {
        let world = try await World()
        try await world.addTariff()
        var amounts: [Int64] = []
        for wait in [0, 10, 40] {
            world.time.move(seconds: Int64(wait) * 86_400)
            let number = try await world.addJob(serial: "SAME-1")
            try await world.giveJob(number)
            let priced = try #require(try await world.finishJob(number))
            amounts.append(try #require(priced.calculation.lines.first { $0.component == .labour }).amount)
        }
        #expect(amounts == [4_900_000, 0, 4_900_000])
    }
}

@Suite("Putting a tariff into force")
struct ActivationTests {
    @Test("is refused while a rule is at fault, and shows each fault with its rule")
    func faults() async throws {
        let world = try await World()
        let id = try await world.addTariff(isActive: false, file: "code,component,method,amount\nA,labour,fixed,5\n")
        _ = try await world.arman.write {
            try $0.execute("UPDATE tariff_rule SET amount = '5.5' WHERE tariff_id = \(id)")
        }
        try await world.browse(as: .financeOfficer) { browser in
            let page = try await browser.get("/arman/tariffs/\(id)").text
            #expect(page.contains("href=\"#rule-A\"") && page.contains("«۵.۵» عدد صحیح صفر یا بزرگ‌تر نیست"))
            #expect(!page.contains("/activation"))
            let answer = try await browser.activate(id)
            #expect(answer.status == .unprocessableContent)
        }
        #expect(try await world.tariffState(id) == .draft)
    }

    @Test("asks whoever does it to have seen what is doubtful, and keeps that he has")
    func doubts() async throws {
        let world = try await World()
        let file = "code,component,dealer,method,amount\nA,labour,D999,fixed,5\nB,visit,,fixed,5\n"
        let id = try await world.addTariff(isActive: false, file: file)
        try await world.browse(as: .financeOfficer) { browser in
            let page = try await browser.get("/arman/tariffs/\(id)").text
            #expect(page.contains("نماینده‌ای با کد «D999» در شرکت نیست") && page.contains("name=\"seen\""))
            let unseen = try await browser.post("/arman/tariffs/\(id)/activation", [("version", "1")])
            #expect(unseen.status == .unprocessableContent)
            let seen = try await browser.activate(id)
            #expect(seen.status == .seeOther)
            #expect(try await browser.get("/arman/tariffs/\(id)").text.contains("با ۱ مورد دیده‌شده"))
        }
    }

    @Test("is refused where the draft is not the one that was looked at, or has no rules")
    func stale() async throws {
        let world = try await World()
        let id = try await world.addTariff(isActive: false)
        _ = try await world.arman.write { try $0.execute("UPDATE tariff SET revision = 2 WHERE id = \(id)") }
        try await world.browse(as: .financeOfficer) { browser in
            #expect(try await browser.activate(id).status == .conflict)
            try await world.arman.write { tx in
                try tx.execute("UPDATE tariff SET revision = 1 WHERE id = \(id)")
                try tx.execute("DELETE FROM tariff_rule WHERE tariff_id = \(id)")
            }
            #expect(try await browser.activate(id).status == .unprocessableContent)
        }
    }

    @Test("between two active ones is refused, although the earlier of them could be ended")
    func between() async throws {
        let world = try await World()
        let open = try await world.addTariff()
        let actor = try Actor(
            person: try await world.personID(.administrator), name: "", roles: Roles([.administrator]), dealer: nil)
        let later = try await world.addDraft(from: "2027-03-21", like: open)
        let middle = try await world.addDraft(from: "2026-12-01", like: open)
        try await world.arman.write { tx in
            try ActivateTariff(tariff: later, revision: 1, hasSeenDoubts: true).run(by: actor, in: tx)
            #expect(throws: Complaint("tariffs.overlap", "پیش‌نویس")) {
                try ActivateTariff(tariff: middle, revision: 1, hasSeenDoubts: true).run(by: actor, in: tx)
            }
        }
    }

    @Test("by two people at the same moment never leaves two tariffs for one day")
    func race() async throws {
        let world = try await World()
        let open = try await world.addTariff()
        let drafts = [
            try await world.addDraft(from: "2026-12-01", like: open),
            try await world.addDraft(from: "2026-12-01", like: open),
            try await world.addDraft(from: "2026-12-10", like: open),
        ]
        let people = [
            try await world.personID(.administrator), try await world.personID(.financeOfficer),
            try await world.personID(.serviceManager),
        ]
        await withTaskGroup(of: Void.self) { group in
            for (draft, person) in zip(drafts, people) {
                group.addTask {
                    _ = try? await world.arman.write { tx in
                        let actor = try Actor(person: person, name: "", roles: Roles([.administrator]), dealer: nil)
                        try ActivateTariff(tariff: draft, revision: 1, hasSeenDoubts: true).run(by: actor, in: tx)
                    }
                }
            }
        }
        let active = try await world.arman.read { try TariffStore.list($0).filter { $0.state == .active } }
        #expect(active.count >= 2)
        for (place, one) in active.enumerated() {
            for other in active[(place + 1)...] {
                #expect(one.lastDay < other.from || other.lastDay < one.from, "\(one.name) \(other.name)")
            }
        }
    }
}

extension World {
    func tariffState(_ id: ID<TariffVersion>) async throws -> TariffState {
        try #require(try await arman.read { try TariffStore.find(id, $0) }).state
    }

    /// A draft with the rules of another version, open, of somebody who has no other part in the test.
    func addDraft(from day: String, like other: ID<TariffVersion>) async throws -> ID<TariffVersion> {
        try await arman.write { tx in
            try TariffStore.addDraft(
                name: "پیش‌نویس", audience: "dealers", from: CalendarDay(iso: day)!, to: nil,
                rules: TariffRuleStore.cells(of: other, tx), by: ID(99), tx)
        }
    }
}
