import Database
import Domain
import Testing

@testable import Base
@testable import Desk
@testable import Ground

@Suite("Contacts")
struct ContactJourneyTests {
    private static let said = [("subject", "پیگیری تعمیر یخچال"), ("body", "سه روز است که خبری نیست.")]

    /// Writes one down; the path of its page.
    private func write(_ fields: [(String, String)] = [], _ browser: Browser) async throws -> String {
        let answer = try await browser.post("/arman/contacts", Self.said + fields)
        return try #require(answer.location, "\(answer.status) \(answer.text)")
    }

    /// The id of the last referral.
    private func referral(_ world: World) async throws -> Int64 {
        try await world.arman.read { try $0.value("SELECT max(id) FROM contact_referral") } ?? 0
    }

    @Test("a call is written down in one form, its caller known by his number, and a unit is asked with it")
    func written() async throws {
        let world = try await World()
        try await world.arman.write { tx in
            _ = try CustomerStore.findOrAdd(MobileNumber("09351000007"), "نرگس علی‌پور", tx)
        }
        try await world.serve { client in
            let reception = try await world.browser(client, as: .reception)
            let page = try await write(
                [
                    ("phone", "۰۹۳۵ ۱۰۰ ۰۰۰۷"), ("kind", "complaint"), ("to", "unit:service_manager"),
                    ("refer_due", "1405/09/10"), ("refer_text", "کی می‌روند؟"),
                ], reception)
            #expect(page == "/arman/contacts/1405-000001")
            let shown = try await reception.get(page).text
            #expect(shown.contains("نرگس علی‌پور") && shown.contains("شکایت") && shown.contains("کی می‌روند؟"))
            #expect(shown.contains("/arman/jobs/new?mobile=09351000007"))
            let manager = try await world.browser(client, as: .serviceManager)
            let unit = try await manager.get("/arman/contacts?tab=unit").text
            #expect(unit.contains("پیگیری تعمیر یخچال") && unit.contains("۰۹۳۵ ۱۰۰ ۰۰۰۷"))
            let bell = try await manager.get("/arman/bell").text
            #expect(bell.contains("1405-000001") || bell.contains("۱۴۰۵-۰۰۰۰۰۱"))
            let dispatcher = try await world.browser(client, as: .dispatcher)
            let other = try await dispatcher.get("/arman/contacts?tab=unit").text
            #expect(!other.contains("پیگیری تعمیر یخچال"))
        }
    }

    @Test("takes the files along that came with it, and keeps them for a form that comes back")
    func files() async throws {
        let world = try await World()
        try await world.browse(as: .reception) { browser in
            let letter = [(field: "photos", name: "letter.jpg", bytes: TestPhotos.jpeg())]
            let fields = [("subject", ""), ("body", "نامه پیوست است"), ("channel", "letter")]
            let refused = try await browser.upload("/arman/contacts", fields, files: letter)
            #expect(refused.status == .unprocessableContent && refused.text.contains("name=\"kept\""))
            let strange = try await browser.upload(
                "/arman/contacts", [("subject", "نامه")], files: [(field: "photos", name: "a.exe", bytes: [77, 90, 0])])
            #expect(strange.status == .unprocessableContent)
            let made = try await browser.upload("/arman/contacts", [("subject", "نامه مشتری")], files: letter)
            let page = try await browser.get(try #require(made.location, "\(made.text.suffix(1500))")).text
            #expect(page.contains("letter.jpg"))
        }
        #expect(try await world.number("SELECT count(*) FROM attachment WHERE subject = 'contact'") == 1)
    }

    @Test("whose it was is put right with a reason, found by the right name, and taken out with both")
    func party() async throws {
        let world = try await World()
        let ids = try await world.arman.write { tx in
            try [("09351000007", "نرگس علی‌پور"), ("09351000008", "پری شریفی")].map {
                try CustomerStore.findOrAdd(MobileNumber($0.0), $0.1, tx)
            }
        }
        try await world.serve { client in
            let reception = try await world.browser(client, as: .reception)
            let page = try await write([("phone", "09351000007"), ("party", "خانم علی‌پور")], reception)
            func correct(_ change: [String: String]) async throws -> Browser.Answer {
                let fields = [
                    ("party_phone", "09351000008"), ("party_name", "خانم شریفی"), ("party_reason", "شماره اشتباه"),
                    ("version", "1"),
                ]
                return try await reception.post("\(page)/party", fields.map { ($0.0, change[$0.0] ?? $0.1) })
            }
            for wrong in [["party_phone": "abc"], ["party_reason": ""]] {
                let refused = try await correct(wrong)
                #expect(refused.status == .unprocessableContent && refused.text.contains("خانم شریفی"), "\(wrong)")
            }
            let same = try await correct(["party_phone": "09351000007", "party_name": "خانم علی‌پور"])
            #expect(same.status == .unprocessableContent)
            let done = try await correct([:])
            #expect(done.location == page, "\(done.text.suffix(1500))")
            let stale = try await correct(["party_name": "دیگری"])
            #expect(stale.status == .conflict)
            let shown = try await reception.get(page).text
            #expect(shown.contains("/arman/customers/\(ids[1])\"") && shown.contains("شماره اشتباه"))
            #expect(shown.contains("پیش از اصلاح") && shown.contains("نرگس علی‌پور"))
            let found = try await reception.get(Address.of("/arman/contacts", [("tab", "all"), ("q", "شریفی")])).text
            let lost = try await reception.get(Address.of("/arman/contacts", [("tab", "all"), ("q", "نرگس")])).text
            #expect(found.contains(page) && !lost.contains(page))
            let administrator = try await world.browser(client, as: .administrator)
            let gone = try await administrator.post("/arman/customers/\(ids[0])/erasure", [("sure", "yes")])
            #expect(gone.status == .seeOther, "\(gone.text.suffix(1500))")
        }
        let left = try await world.arman.read { tx in
            try tx.one("SELECT party, phone, reason FROM contact_party").fields.map { "\($0)" }.joined()
        }
        #expect(!left.contains("علی‌پور") && !left.contains("9351000007"))
        #expect(try await world.number("SELECT count(*) FROM contact WHERE phone = '+989351000008'") == 1)
    }

    @Test(
        "whoever is asked answers, and nobody else; who asked him is told, and has it no more among what he waits for")
    func answered() async throws {
        let world = try await World()
        let officer = try await world.person(.financeOfficer)
        try await world.serve { client in
            let reception = try await world.browser(client, as: .reception)
            let page = try await write([("to", "person:\(officer)")], reception)
            let id = try await referral(world)
            let asked = try await reception.get("/arman/contacts?tab=asked").text
            #expect(asked.contains(page))
            let stranger = try await reception.post(
                "\(page)/referrals/\(id)/answer", [("referral_answer", "پرداخت شد")])
            #expect(stranger.status == .unprocessableContent && stranger.text.contains("برای شما یا واحد شما نیست"))
            let finance = try await world.browser(client, as: .financeOfficer)
            let mine = try await finance.get("/arman/contacts").text
            #expect(mine.contains(page))
            let empty = try await finance.post("\(page)/referrals/\(id)/answer", [("referral_answer", " ")])
            #expect(empty.status == .unprocessableContent)
            let done = try await finance.post("\(page)/referrals/\(id)/answer", [("referral_answer", "پرداخت شد")])
            #expect(done.status == .seeOther)
            let again = try await finance.post("\(page)/referrals/\(id)/answer", [("referral_answer", "دوباره")])
            #expect(again.status == .conflict)
            let shown = try await reception.get(page).text
            #expect(shown.contains("پرداخت شد") && !shown.contains("دوباره</p>"))
            let waits = try await reception.get("/arman/contacts?tab=asked").text
            #expect(!waits.contains(page))
            let bell = try await reception.get("/arman/bell").text
            #expect(bell.contains("به ارجاع شما"))
        }
    }

    @Test(
        "the box in the head finds a contact by its number, and by name, number and subject of whoever spoke",
        arguments: ["1405-000001", "۰۰۰۰۰۱", "1405000001", "نرگس", "علی‌پور", "0007", "۰۹۳۵ ۱۰۰ ۰۰۰۷", "یخچال"])
    func searched(typed: String) async throws {
        let world = try await World()
        try await world.arman.write { tx in
            _ = try CustomerStore.findOrAdd(MobileNumber("09351000007"), "نرگس علی‌پور", tx)
        }
        try await world.serve { client in
            let reception = try await world.browser(client, as: .reception)
            let page = try await write([("phone", "09351000007")], reception)
            let found = try await reception.get("/arman/jobs?q=\(Paths.part(typed))").text
            #expect(found.contains(page) && found.contains("پیگیری تعمیر یخچال"))
            let other = try await reception.get("/arman/jobs?q=9999999").text
            #expect(!other.contains(page))
            let dealer = try await world.browser(client, as: .dealerManager)
            let hidden = try await dealer.get("/arman/jobs?q=\(Paths.part(typed))").text
            #expect(!hidden.contains(page) && !hidden.contains("پیگیری تعمیر"))
        }
    }

    @Test("who was renamed or became another customer is found by the name that he has now")
    func renamed() async throws {
        let world = try await World()
        let customer = try await world.arman.write { tx in
            try CustomerStore.findOrAdd(MobileNumber("09351000007"), "نرگس علی‌پور", tx)
        }
        try await world.browse(as: .reception) { browser in
            let page = try await write([("phone", "09351000007")], browser)
            try await world.arman.write { tx in
                try tx.execute("UPDATE customer SET name = 'مریم' WHERE id = \(customer)")
                try tx.execute("INSERT INTO customer_word (word, customer_id) VALUES ('مریم', \(customer))")
            }
            let found = try await browser.get("/arman/jobs?q=\(Paths.part("مریم"))").text
            #expect(found.contains(page))
        }
    }

    @Test("a complaint is closed when nobody is asked any more and the other side was answered; it can be opened again")
    func closed() async throws {
        let world = try await World()
        try await world.browse(as: .serviceManager) { browser in
            let page = try await write([("kind", "complaint"), ("to", "unit:reception")], browser)
            let version = [("version", "1")]
            let asked = try await browser.post(
                "\(page)/closing", version + [("done", "بررسی شد"), ("answer", "گفته شد")])
            #expect(asked.status == .unprocessableContent && asked.text.contains("هنوز پاسخ نگرفته"))
            #expect(asked.text.contains("بررسی شد"), "what was typed comes back")
            let id = try await referral(world)
            let withdrawn = try await browser.post("\(page)/referrals/\(id)/withdrawal")
            #expect(withdrawn.status == .seeOther)
            let silent = try await browser.post("\(page)/closing", version + [("done", "بررسی شد")])
            #expect(silent.status == .unprocessableContent && silent.text.contains("چه پاسخی داده شد"))
            let stale = try await browser.post("\(page)/closing", [("version", "7"), ("done", "x"), ("answer", "y")])
            #expect(stale.status == .conflict)
            let closed = try await browser.post(
                "\(page)/closing", version + [("done", "بررسی شد"), ("answer", "گفته شد")])
            #expect(closed.status == .seeOther)
            let late = try await browser.post("\(page)/referrals", [("to", "unit:reception")])
            #expect(late.status == .unprocessableContent && late.text.contains("بسته شده است"))
            let open = try await browser.get("/arman/contacts?tab=open").text
            #expect(!open.contains(page))
            let reopened = try await browser.post(
                "\(page)/reopening", [("version", "2"), ("reason", "دوباره تماس گرفت")])
            #expect(reopened.status == .seeOther)
            let shown = try await browser.get(page).text
            #expect(shown.contains("در جریان") && shown.contains("دوباره تماس گرفت") && shown.contains("گفته شد"))
        }
    }

    @Test("particulars are changed with a trace; grave or not and why is of a complaint alone")
    func changed() async throws {
        let world = try await World()
        let reception = try await world.person(.reception)
        try await world.browse(as: .serviceManager) { browser in
            let page = try await write([("kind", "complaint")], browser)
            let fields = [
                ("version", "1"), ("kind", "complaint"), ("owner", "\(reception)"), ("due", "1405/09/01"),
                ("severity", "high"), ("cause", "late_visit"),
            ]
            let wrong = try await browser.post("\(page)/particulars", fields.dropLast() + [("cause", "nothing")])
            #expect(wrong.status == .unprocessableContent)
            let done = try await browser.post("\(page)/particulars", fields)
            #expect(done.status == .seeOther)
            let shown = try await browser.get(page).text
            #expect(
                shown.contains("تأخیر در مراجعه") && shown.contains("مهلت گذشته") && shown.contains("مشخصات تغییر کرد"))
            let overdue = try await browser.get("/arman/contacts?tab=overdue").text
            #expect(overdue.contains(page))
            let question = fields.map {
                $0.0 == "kind" ? ("kind", "question") : $0.0 == "version" ? ("version", "2") : $0
            }
            let other = try await browser.post("\(page)/particulars", question)
            #expect(other.status == .seeOther)
        }
        let row = try await world.arman.read { try $0.one("SELECT severity, cause, version FROM contact") }
        let severity: String? = try row.optional("severity")
        #expect(severity == nil)
        let told: String? = try await world.arman.read {
            try $0.value(
                """
                SELECT value_after FROM event WHERE kind = 'changed' AND room = 'contacts' ORDER BY id DESC LIMIT 1
                """)
        }
        #expect(told?.contains("high") == false, "the history says what is kept")
        #expect(try row("version") == 3)
    }

    @Test(
        "is found by what people say of it",
        arguments: [
            "۰۰۰۰۰۱", "1405-000001", "88776655", "6655", "۰۲۱ ۸۸۷۷ ۶۶۵۵", "+98 21 88776655", "علي پور", "یخچال تعم",
        ])
    func found(typed: String) async throws {
        let world = try await World()
        try await world.browse(as: .reception) { browser in
            let page = try await write(
                [("phone", "021-88776655 داخلی 12"), ("party", "علی‌پور")], browser)
            let list = try await browser.get("/arman/contacts?q=\(Paths.part(typed))").text
            #expect(list.contains(page), "\(typed)")
            let shown = try await browser.get(page).text
            #expect(shown.contains("/arman/jobs/new?mobile=02188776655"), "a landline goes along to the new job")
            let none = try await browser.get("/arman/contacts?q=zzz").text
            #expect(!none.contains(page) && none.contains("ارتباطی پیدا نشد"))
        }
    }

    @Test("sent twice it is there once; a form that is refused comes back as it was typed")
    func once() async throws {
        let world = try await World()
        try await world.browse(as: .reception) { browser in
            let key = [("key", "same-key")]
            let (first, second) = (try await write(key, browser), try await write(key, browser))
            #expect(first == second)
            let refused = try await browser.post(
                "/arman/contacts",
                [("phone", "علی"), ("body", "متن بلند"), ("kind", "suggestion"), ("to", "unit:dealer_manager")])
            #expect(refused.status == .unprocessableContent)
            #expect(refused.text.contains("شماره تماس درستی نیست") && refused.text.contains("متن بلند"))
        }
        let count = try await world.arman.read { try $0.value("SELECT count(*) FROM contact", as: Int.self) }
        #expect(count == 1)
    }

    @Test("who could not answer is not asked; whoever follows a contact goes on, also locked")
    func asked() async throws {
        let world = try await World()
        let (auditor, reception) = (try await world.person(.auditor), try await world.person(.reception))
        try await world.serve { client in
            let page = try await write([], try await world.browser(client, as: .reception))
            let manager = try await world.browser(client, as: .serviceManager)
            for to in ["unit:auditor", "person:\(auditor)", "unit:dealer_manager", "person:999999"] {
                let refused = try await manager.post("\(page)/referrals", [("to", to)])
                #expect(refused.status == .unprocessableContent, "\(to)")
            }
            try await world.arman.write { tx in
                _ = try tx.execute("UPDATE person SET state = 'locked' WHERE id = \(reception)")
            }
            let shown = try await manager.get(page).text
            #expect(shown.contains("<option value=\"\(reception)\" selected>"))
            let kept = try await manager.post(
                "\(page)/particulars", [("version", "1"), ("kind", "request"), ("owner", "\(reception)")])
            #expect(kept.status == .seeOther)
        }
    }

    @Test("dealers have no such page; the auditor reads and writes nothing")
    func strangers() async throws {
        let world = try await World()
        try await world.serve { client in
            let reception = try await world.browser(client, as: .reception)
            let page = try await write([], reception)
            let dealer = try await world.browser(client, as: .dealerManager)
            for path in ["/arman/contacts", page, "/arman/contacts/new"] {
                let status = try await dealer.get(path).status
                #expect(status == .notFound)
            }
            let auditor = try await world.browser(client, as: .auditor)
            let read = try await auditor.get(page)
            #expect(read.status == .ok && !read.text.contains("/closing"))
            let written = try await auditor.post("\(page)/notes", [("note", "x")])
            #expect(written.status == .forbidden)
            let pars = try await world.browser(client, as: .reception, company: "pars")
            let foreign = try await pars.get("/pars/contacts/1405-000001").status
            #expect(foreign == .notFound)
        }
    }
}
