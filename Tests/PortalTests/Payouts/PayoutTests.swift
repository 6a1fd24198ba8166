import Database
import Domain
import HTTPTypes
import Testing

@testable import Ground

@Suite("A payout")
struct PayoutTests {
    @Test("is made by one person, checked and approved by another, given to the bank and paid")
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
            try await approver.approvePayout(here)
            let made = try await officer.makeFiles(of: here)
            #expect(made.status == .seeOther)
            try await approver.sendPayout(here)
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
            let paid = try await officer.payPayout(here, reference: "PAYA-77", day: "۱۴۰۵/۰۹/۰۲")
            #expect(paid.status == .seeOther)
            #expect(try await world.payoutState("P1405-000001") == .paid)
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
            let officer = try await world.browser(client, as: .financeOfficer)
            let own = try await maker.post("\(here)/check", [("version", "1")])
            #expect(own.status == .unprocessableContent)
            let checked = try await officer.post("\(here)/check", [("version", "1")])
            #expect(checked.status == .seeOther)
            let answer = try await maker.post("\(here)/approval", [("version", "2")])
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("تهیه‌کننده تسویه نمی‌تواند آن را بررسی یا تأیید کند"))
            let denied = try await officer.post("\(here)/approval", [("version", "2")])
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

    @Test(
        "is approved by a third person where an administrator asks for three, and by two again where another confirms it"
    )
    func threePeople() async throws {
        let world = try await World()
        try await world.addApproved([50_000])
        try await world.serve { client in
            let officer = try await world.browser(client, as: .financeOfficer)
            let approver = try await world.browser(client, as: .financeApprover)
            let denied = try await approver.post("/arman/payouts/rules/people", [("people", "3")])
            #expect(denied.status == .forbidden)
            let admin = try await world.browser(client, as: .administrator)
            let set = try await admin.post("/arman/payouts/rules/people", [("people", "3")])
            #expect(set.status == .seeOther)
            let again = try await admin.post("/arman/payouts/rules/people", [("people", "3")])
            #expect(again.status == .unprocessableContent && again.text.contains("همین حالا چنین است"))
            #expect(try await admin.post("/arman/payouts/rules/people", [("people", "2")]).status == .seeOther)
            #expect(try await admin.post("/arman/proposals/1/confirmation").status == .unprocessableContent)
            let rules = try await approver.get("/arman/payouts/rules").text
            #expect(rules.contains("<p>سه نفر: تهیه‌کننده، بررسی‌کننده و تأییدکننده"))
            let here = try await officer.makePayout()
            let checked = try await approver.post("\(here)/check", [("version", "1")])
            #expect(checked.status == .seeOther)
            let page = try await approver.get(here).text
            #expect(page.contains("بررسی‌کننده نمی‌تواند همان تسویه را تأیید کند") && !page.contains("/approval\""))
            let answer = try await approver.post("\(here)/approval", [("version", "2")])
            #expect(answer.status == .unprocessableContent)
            let history = try await admin.get("/arman/history").text
            #expect(history.contains("تسویه: چند نفر بررسی و تأیید می‌کنند"))
            #expect(try await world.payoutState("P1405-000001") == .checked)
            try await approver.confirmProposal()
            #expect(try await approver.post("\(here)/approval", [("version", "2")]).status == .seeOther)
        }
    }

    @Test("shows each deduction in a column with its total, on the page, on paper and in its file")
    func columns() async throws {
        let world = try await World()
        try await world.addDeduction(.withholding, "3")
        try await world.addDeduction(.insuranceRetention, "5", position: 2)
        try await world.addApproved([400_000])
        try await world.addApproved([100_000], dealer: "D200")
        try await world.browse(as: .financeOfficer) { browser in
            let here = try await browser.makePayout()
            for page in [here, "\(here)/paper"] {
                let text = try await browser.get(page).text
                for head in ["سپرده بیمه", "مالیات تکلیفی"] {
                    #expect(text.contains("<th scope=\"col\" class=\"num\">\(head)</th>"), "\(page): \(head)")
                }
                let foot = text.components(separatedBy: "<tfoot>")[1]
                for total in ["۵۰۰٬۰۰۰", "۱۵٬۰۰۰", "۲۵٬۰۰۰", "۴۶۰٬۰۰۰"] {
                    #expect(foot.contains(total), "\(page): \(total)")
                }
            }
            let file = try await browser.get("\(here)/export?format=csv").text
            let table = try DelimitedText.read(Array(file.utf8))
            #expect(table.records.count == 3)
            #expect(
                table.records[2].prefix(1) == ["جمع"]
                    && Array(table.records[2][5...8]) == ["500000", "-25000", "-15000", "460000"])
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
            let entry: Int64? = try await world.arman.read {
                try $0.value("SELECT id FROM ledger_entry WHERE claim_id = \(claim.id)")
            }
            #expect(trace == entry.map(String.init))
        }
    }

    @Test("whose bank file was made is withdrawn by an approver who did not make the file, and by nobody else")
    func withdrawalOfGiven() async throws {
        let world = try await World()
        try await world.addApproved([60_000])
        try await world.serve { client in
            let officer = try await world.browser(client, as: .financeOfficer)
            let approver = try await world.browser(client, as: .financeApprover)
            let here = try await officer.makePayout()
            try await approver.approvePayout(here)
            let made = try await officer.makeFiles(of: here)
            #expect(made.status == .seeOther)
            let own = try await officer.post("\(here)/withdrawal", [("version", "4")])
            #expect(own.status == .unprocessableContent)
            let other = try await approver.post("\(here)/withdrawal", [("version", "4")])
            #expect(other.status == .seeOther)
        }
    }

    @Test("is withdrawn until the bank has it, not afterwards, and not paid twice")
    func paid() async throws {
        let world = try await World()
        try await world.addApproved([60_000])
        try await world.serve { client in
            let officer = try await world.browser(client, as: .financeOfficer)
            let approver = try await world.browser(client, as: .financeApprover)
            let given = try await officer.makePayout()
            for (place, deed) in ["check", "approval"].enumerated() {
                _ = try await approver.post("\(given)/\(deed)", [("version", String(place + 1))])
            }
            let withdrawn = try await officer.post("\(given)/withdrawal", [("version", "3")])
            #expect(withdrawn.status == .seeOther)
            let here = try await officer.makePayout()
            try await approver.approvePayout(here)
            try await approver.sendPayout(here)
            let sent = try await officer.post("\(here)/withdrawal", [("version", "4")])
            #expect(sent.status == .conflict)
            let rows = try await officer.payoutRows(here)
            let future = try await officer.payPayout(here, reference: "A1", day: "1405/09/03")
            #expect(future.status == .unprocessableContent)
            #expect(future.text.contains("value=\"A1\""))
            let payment = rows + [("outcome", "paid"), ("reference", "A1"), ("day", "1405/09/02")]
            for key in ["one-key", "one-key", "another"] {
                let answer = try await officer.post("\(here)/payment", payment + [("key", key)])
                #expect(answer.status == .seeOther)
            }
            let other = try await approver.post(
                "\(here)/payment", rows + [("outcome", "paid"), ("reference", "B2"), ("day", "1405/09/02")])
            #expect(other.status == .conflict)
            #expect(try await world.sum(.payment) == -60_000)
            #expect(try await world.balance() == 0)
        }
    }

    @Test("leaves out who has no right Sheba or nothing to get, and says so")
    func leftOut() async throws {
        let world = try await World()
        try await world.addApproved([60_000])
        try await world.addApproved([-9_000], dealer: "D200")
        _ = try await world.arman.write { tx in
            try tx.execute("UPDATE dealer SET sheba = 'IR00' WHERE code = 'D100'")
        }
        try await world.browse(as: .financeOfficer) { browser in
            let page = try await browser.get("/arman/payouts/new")
            #expect(page.text.contains("شماره شبا درست نیست"))
            #expect(page.text.contains("بدهکار است؛ به تسویه بعد منتقل می‌شود"))
            let mark = try await world.plan().mark
            let answer = try await browser.post("/arman/payouts", [("month", "jalali:1405-9"), ("mark", mark)])
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
