import Database
import Domain
import HTTPTypes
import Testing

@testable import Portal

@Suite("A payout")
struct PayoutTests {
    @Test("is made by one person, approved by another, given to the bank and paid")
    func whole() async throws {
        let world = try await World()
        try await world.addApproved([400_000, 275_000])
        try await world.addApproved([100_000], dealer: "D200")
        try await world.serve { client in
            let officer = try await world.browser(client, as: .financeOfficer)
            let approver = try await world.browser(client, as: .financeApprover)
            let here = try await officer.makePayout()
            #expect(here == "/arman/payouts/P1405-000001")
            let early = try await officer.makeFiles(of: here, version: 1)
            #expect(early.status == .conflict)
            let approved = try await approver.post("\(here)/approval", [("version", "1")])
            #expect(approved.status == .seeOther)
            let made = try await officer.makeFiles(of: here)
            #expect(made.status == .seeOther)
            let file = try await officer.get("\(here)/bank-files/1")
            #expect(
                file.text == """
                    \u{FEFF}ردیف,شماره شبا مقصد,مبلغ (ریال),نام و نام خانوادگی,شناسه واریز,شرح واریز\r
                    1,IR820540102680020817909002,675000,مدیر آزمایشی,14050000010001,\
                    تسویه کارمزد P1405-000001 تا پایان آذر 1405\r
                    2,IR820540102680020817909002,100000,مدیر آزمایشی,14050000010002,\
                    تسویه کارمزد P1405-000001 تا پایان آذر 1405\r

                    """)
            let again = try await approver.get("\(here)/bank-files/1")
            #expect(again.text == file.text)
            let paid = try await officer.post(
                "\(here)/payment", [("version", "2"), ("reference", "PAYA-77"), ("day", "۱۴۰۵/۰۹/۰۲")])
            #expect(paid.status == .seeOther)
            #expect(try await world.balance("D100") == 0)
            #expect(try await world.balance("D200") == 0)
        }
    }

    @Test("is never approved by its maker, not even with both roles, and the store refuses it too")
    func twoPeople() async throws {
        let world = try await World()
        try await world.addApproved([50_000])
        try await world.serve { client in
            let maker = try await world.browser(client, as: .financeApprover)
            let here = try await maker.makePayout()
            let answer = try await maker.post("\(here)/approval", [("version", "1")])
            #expect(answer.status == .forbidden)
            #expect(answer.text.contains("سازنده تسویه نمی‌تواند آن را تأیید کند"))
            let officer = try await world.browser(client, as: .financeOfficer)
            let denied = try await officer.post("\(here)/approval", [("version", "1")])
            #expect(denied.status == .forbidden)
        }
        await #expect(throws: DatabaseFault.self) {
            try await world.arman.write { tx in
                try tx.execute("UPDATE payout SET state = 'approved', approved_by = made_by, approved_at = 0")
            }
        }
        await #expect(throws: DatabaseFault.self) {
            try await world.arman.write { tx in try tx.execute("UPDATE payout SET state = 'approved'") }
        }
    }

    @Test("takes each claim once: of two makers at once one wins, the other is told")
    func race() async throws {
        let world = try await World()
        try await world.addApproved([60_000])
        try await world.addApproved([70_000])
        try await world.serve { client in
            let officer = try await world.browser(client, as: .financeOfficer)
            let approver = try await world.browser(client, as: .financeApprover)
            let form = try await officer.payoutForm()
            async let first = officer.post("/arman/payouts", form)
            async let second = approver.post("/arman/payouts", form)
            let answers = try await [first, second]
            #expect(Set(answers.map(\.status)) == [.seeOther, .conflict])
            let rows: Int? = try await world.arman.read { try $0.value("SELECT count(*) FROM payout_entry") }
            #expect(rows == 2)
        }
        await #expect(throws: DatabaseFault.self) {
            try await world.arman.write { tx in
                try tx.execute(
                    "INSERT INTO payout_entry (entry_id, item_id) SELECT entry_id, item_id FROM payout_entry"
                )
            }
        }
    }

    @Test("is made of what its maker saw: a claim approved meanwhile asks him to look again")
    func stale() async throws {
        let world = try await World()
        try await world.addApproved([60_000])
        try await world.browse(as: .financeOfficer) { browser in
            let form = try await browser.payoutForm()
            try await world.addApproved([5_000])
            let answer = try await browser.post("/arman/payouts", form)
            #expect(answer.status == .conflict)
            #expect(answer.text.contains("۶۵٬۰۰۰"))
        }
    }

    @Test("frees its claims when the draft is withdrawn, and leaves a trace")
    func withdrawal() async throws {
        let world = try await World()
        let claim = try await world.addApproved([60_000])
        try await world.browse(as: .financeOfficer) { browser in
            let here = try await browser.makePayout()
            let withdrawn = try await browser.post("\(here)/withdrawal", [("version", "1")])
            #expect(withdrawn.status == .seeOther)
            let twice = try await browser.post("\(here)/withdrawal", [("version", "1")])
            #expect(twice.status == .conflict)
            let next = try await browser.makePayout()
            #expect(next == "/arman/payouts/P1405-000002")
            let trace: String? = try await world.arman.read {
                try $0.value("SELECT detail FROM payout_event WHERE kind = 'withdrawn'")
            }
            #expect(trace == "\(claim.id)")
        }
    }

    @Test("is not withdrawn once it is approved or paid, and not paid twice")
    func paid() async throws {
        let world = try await World()
        try await world.addApproved([60_000])
        try await world.serve { client in
            let officer = try await world.browser(client, as: .financeOfficer)
            let approver = try await world.browser(client, as: .financeApprover)
            let here = try await officer.makePayout()
            _ = try await approver.post("\(here)/approval", [("version", "1")])
            let approved = try await officer.post("\(here)/withdrawal", [("version", "2")])
            #expect(approved.status == .conflict)
            let future = try await officer.post(
                "\(here)/payment", [("version", "2"), ("reference", "A1"), ("day", "1405/09/03")])
            #expect(future.status == .unprocessableContent)
            #expect(future.text.contains("value=\"A1\""))
            let payment = [("version", "2"), ("reference", "A1"), ("day", "1405/09/02"), ("key", "one-key")]
            for _ in 1...2 {
                let answer = try await officer.post("\(here)/payment", payment)
                #expect(answer.status == .seeOther)
            }
            let second = try await approver.post("\(here)/payment", [("version", "2")] + payment[1...2])
            #expect(second.status == .conflict)
            let late = try await officer.post("\(here)/withdrawal", [("version", "3")])
            #expect(late.status == .conflict)
            #expect(try await world.balance() == 0)
        }
    }

    @Test("leaves out who has no right Sheba or nothing to get, and says so")
    func leftOut() async throws {
        let world = try await World()
        try await world.addApproved([60_000])
        try await world.addApproved([-9_000], dealer: "D200")
        try await world.arman.write { tx in
            try tx.execute("UPDATE dealer SET sheba = 'IR00' WHERE code = 'D100'")
        }
        try await world.browse(as: .financeOfficer) { browser in
            let page = try await browser.get("/arman/payouts/new")
            #expect(page.text.contains("شماره شبا درست نیست"))
            #expect(page.text.contains("جمع صفر یا منفی است"))
            let answer = try await browser.post("/arman/payouts", [("period", "1405-9"), ("mark", "0.0.0")])
            #expect(answer.status == .unprocessableContent)
        }
    }

    @Test("is no business of a dealer, nor of another company")
    func foreign() async throws {
        let world = try await World()
        try await world.addApproved([60_000])
        try await world.serve { client in
            let officer = try await world.browser(client, as: .financeOfficer)
            let here = try await officer.makePayout()
            for (role, company) in [(Role.dealerManager, "arman"), (.reception, "arman"), (.financeOfficer, "pars")] {
                let stranger = try await world.browser(client, as: role, company: company)
                for path in [here, "\(here)/bank-files/1", "/arman/payouts"] {
                    let answer = try await stranger.get(path)
                    #expect(answer.status == .notFound)
                }
            }
            let other = try await world.browser(client, as: .financeOfficer, company: "pars")
            let absent = try await other.get("/pars/payouts/P1405-000001")
            #expect(absent.status == .notFound)
        }
    }
}
