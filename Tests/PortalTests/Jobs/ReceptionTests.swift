import Database
import Domain
import Testing

@testable import Ground

@Suite("Reception")
struct ReceptionTests {
    private static func add(_ browser: Browser, _ changes: [String: String] = [:]) async throws -> String {
        let answer = try await browser.post("/arman/jobs", NewJobTests.form(changes))
        return try #require(answer.location)
    }

    @Test(
        "finds a customer by whatever somebody types, and offers a job of his on one page",
        arguments: [
            "09351234567", "۰۹۳۵ ۱۲۳ ۴۵۶۷", "+98 935 123 4567", "00989351234567", "935\u{00A0}123\u{00A0}4567", "4567",
            "1234567", "مینا", "كاظمي", "FR-900", "fr-900", "1405-000001", "1405000001",
        ])
    func box(typed: String) async throws {
        let world = try await World()
        try await world.browse(as: .reception) { browser in
            let job = try await Self.add(browser)
            for path in ["/arman/jobs/new", "/arman/jobs/known"] {
                let page = try await browser.get(Address.of(path, [("q", typed)]))
                #expect(page.status == .ok && page.text.contains("مینا کاظمی") && page.text.contains("FR-900"))
                #expect(page.text.contains(job) && page.text.contains("دستور کارهای باز"), "open jobs are there")
            }
            let form = try await browser.get(Address.of("/arman/jobs/new", [("q", typed)])).text
            #expect(form.contains(#"value="FR-900" checked"#) && form.contains("پلاک ۷"))
            #expect(form.matches(of: #/ autofocus/#).count == 1 && form.contains(#"name="service" required autofocus"#))
        }
    }

    @Test(
        "puts what nobody is known by where it belongs",
        arguments: [
            ("02188776655", "mobile"), ("AB12345", "serial"), ("پرویز تهرانی", "name"),
        ])
    func carried(typed: String, field: String) async throws {
        let world = try await World()
        try await world.browse(as: .reception) { browser in
            let page = try await browser.get(Address.of("/arman/jobs/new", [("q", typed)])).text
            #expect(page.value(of: field) == typed)
        }
    }

    @Test("takes a job of a landline, with its extension, without a serial and at another address")
    func landline() async throws {
        let world = try await World()
        try await world.browse(as: .reception) { browser in
            let job = try await Self.add(browser, ["mobile": "۰۲۱ ۸۸۷۷ ۶۶۵۵ داخلی ۱۲", "serial": ""])
            let page = try await browser.get(job).text
            #expect(page.contains("۰۲۱ ۸۸۷۷ ۶۶۵۵") && page.contains("NOSERIAL-"))
            let again = try await browser.post(
                "/arman/jobs", NewJobTests.form(["mobile": "02188776655", "serial": ""]))
            #expect(again.status == .conflict && again.text.contains("هنوز باز است"))
            let found = try await browser.get("/arman/jobs/known?q=8776655").text
            #expect(found.contains("مینا کاظمی"))
        }
    }

    @Test("asks before a machine goes over to another owner, and keeps the reason in its history")
    func owner() async throws {
        let world = try await World()
        try await world.browse(as: .reception) { browser in
            _ = try await Self.add(browser)
            _ = try await world.arman.write { tx in try tx.execute("UPDATE job SET state = 'cancelled'") }
            let other = NewJobTests.form(["mobile": "09121112222", "name": "حسن رضایی"])
            let asked = try await browser.post("/arman/jobs", other)
            #expect(
                asked.status == .conflict && asked.text.contains("انتقال مالکیت؟") && asked.text.contains("مینا کاظمی"))
            let owner: Int64 = try #require(try await world.arman.read { try $0.value("SELECT id FROM customer") })
            let doubt = ("doubt", "owner:FR-900:\(owner)")
            let unexplained = try await browser.post("/arman/jobs", other + [doubt, ("why", "")])
            #expect(unexplained.status == .conflict && unexplained.text.contains("href=\"#f-why\"") == false)
            #expect(try await NewJobTests.count("job", world) == 1)
            let ofAnother = [("doubt", "owner:FR-900:\(owner + 1)"), ("why", "فروخته شد")]
            let unseen = try await browser.post("/arman/jobs", other + ofAnother)
            #expect(unseen.status == .conflict, "of this owner nobody was told")
            let moved = try await browser.post("/arman/jobs", other + [doubt, ("why", "فروخته شد")])
            #expect(moved.status == .seeOther)
            let unit = try await browser.get("/arman/units/FR-900").text
            #expect(unit.contains("حسن رضایی") && unit.contains("فروخته شد"))
        }
    }

    @Test("warns of an open job on the machine, which the call may be joined to; of two at once the second is told")
    func open() async throws {
        let world = try await World()
        try await world.browse(as: .reception) { browser in
            async let one = browser.post("/arman/jobs", NewJobTests.form())
            async let other = browser.post("/arman/jobs", NewJobTests.form(["address": "جای دیگر"]))
            let statuses = try await [one.status, other.status]
            #expect(Set(statuses) == [.seeOther, .conflict])
            #expect(try await NewJobTests.count("job", world) == 1)
            let join = NewJobTests.form(["fault": "باز هم صدا دارد"]) + [("join", "1405-000001")]
            #expect(try await browser.post("/arman/jobs", join).status == .badRequest, "nobody was asked about it")
            let joined = try await browser.post("/arman/jobs", join + NewJobTests.seen)
            #expect(joined.location == "/arman/jobs/1405-000001")
            let page = try await browser.get("/arman/jobs/1405-000001").text
            #expect(page.contains("باز هم صدا دارد"))
            let gone = try await browser.post("/arman/jobs", NewJobTests.form() + NewJobTests.seen)
            #expect(gone.location == "/arman/jobs/1405-000002")
            let second = try await browser.get("/arman/jobs/1405-000002").text
            #expect(second.contains("کار دیگری است"))
        }
    }

    @Test("joins a call to a job that is still open, its contact too; where it has ended nothing is lost or doubled")
    func joining() async throws {
        let world = try await World()
        try await world.browse(as: .reception) { browser in
            _ = try await Self.add(browser)
            let contact = try await browser.post("/arman/contacts", [("subject", "باز زنگ زد")])
            let number = try #require(contact.location?.split(separator: "/").last.map(String.init))
            let join = NewJobTests.seen + [("join", "1405-000001"), ("contact", number)]
            let joined = try await browser.post("/arman/jobs", NewJobTests.form() + join)
            #expect(joined.location == "/arman/jobs/1405-000001")
            #expect(try await NewJobTests.count("contact_job", world) == 1)
            _ = try await world.arman.write { tx in try tx.execute("UPDATE job SET state = 'cancelled'") }
            let late = try await browser.post("/arman/jobs", NewJobTests.form(["fault": "نمی‌چرخد"]) + join)
            #expect(late.status == .conflict)
            #expect(late.text.contains("پایان یافته است") && late.text.contains("نمی‌چرخد"))
            #expect(try await NewJobTests.count("job", world) == 1)
        }
    }

    @Test("takes no serial that looks like a sign of ours, which would be in the way of machines without one")
    func sign() async throws {
        let world = try await World()
        try await world.browse(as: .reception) { browser in
            let typed = try await browser.post("/arman/jobs", NewJobTests.form(["serial": "noserial-2"]))
            #expect(typed.status == .unprocessableContent && typed.text.contains("بی‌سریال"))
            for address in ["یک", "دو"] {
                let job = try await browser.post(
                    "/arman/jobs", NewJobTests.form(["serial": "", "address": address]) + NewJobTests.seen)
                #expect(job.status == .seeOther, "\(job.text.suffix(1_500))")
            }
        }
    }

    @Test("warns of somebody of the same name in the same city, to whom the new number may belong")
    func namesake() async throws {
        let world = try await World()
        try await world.browse(as: .reception) { browser in
            _ = try await Self.add(browser)
            let other = NewJobTests.form(["mobile": "02122334455", "serial": "FR-901"])
            let asked = try await browser.post("/arman/jobs", other)
            #expect(asked.status == .conflict && asked.text.contains("با شماره"))
            let id: Int64 = try #require(try await world.arman.read { try $0.value("SELECT id FROM customer") })
            let same = try await browser.post(
                "/arman/jobs", other + [("doubt", "namesake:\(id)"), ("same", "\(id)"), ("why", "شماره خانه")])
            #expect(same.status == .seeOther)
            #expect(try await NewJobTests.count("customer", world) == 1)
            let page = try await browser.get("/arman/customers/\(id)").text
            #expect(page.contains("۰۲۱ ۲۲۳۳ ۴۴۵۵") && page.contains("FR-901"))
        }
    }

    @Test("warns of somebody of the same name who lives in the same city, though he never had a job")
    func namesakeWithoutJob() async throws {
        let world = try await World()
        try await world.browse(as: .reception) { browser in
            let known = try await browser.post(
                "/arman/customers",
                [
                    ("name", "مینا کاظمی"), ("kind", "person"), ("number", "02133445566"), ("address", "خیابان بهار"),
                    ("address_city", "تهران"), ("address_city_known", ""), ("postal_code", ""), ("address_pin", ""),
                    ("address_pin_known", ""),
                ])
            #expect(known.status == .seeOther, "\(known.text.suffix(1_500))")
            let page = try await browser.get(try #require(known.location)).text
            #expect(page.contains("خیابان بهار، تهران") && page.contains("https://www.google.com/maps/search/"))
            let asked = try await browser.post("/arman/jobs", NewJobTests.form([:]))
            #expect(asked.status == .conflict && asked.text.contains("با شماره"))
        }
    }

    @Test("knows a machine by the card that waits for it: its model, its cover and its owner")
    func card() async throws {
        let world = try await World()
        try await world.browse(as: .reception) { browser in
            let card = [("serial", "FR-12"), ("model", "FRIDGE-1"), ("card", "K-77"), ("purchased_on", "1405/06/15")]
            #expect(try await browser.post("/arman/units/cards", card).status == .seeOther)
            for typed in ["FR-12", "fr-۱۲", "K-77"] {
                let known = try await browser.get(Address.of("/arman/jobs/known", [("q", typed)])).text
                #expect(known.contains("FR-12") && known.contains("فقط کارت گارانتی‌اش ثبت است"), "\(typed)")
                let form = try await browser.get(Address.of("/arman/jobs/new", [("q", typed)])).text
                #expect(form.value(of: "serial") == "FR-12" && form.value(of: "model") == "FRIDGE-1", "\(typed)")
            }
            let saved = try await browser.post("/arman/jobs", NewJobTests.form(["serial": "FR-12", "model": ""]))
            #expect(saved.status == .seeOther, "the card says the model: \(saved.text.suffix(1_500))")
        }
        #expect(try await world.number("SELECT count(*) FROM warranty_card WHERE unit_id IS NOT NULL") == 1)
    }

    @Test("finds in its one box whoever called before and is nobody's customer")
    func contact() async throws {
        let world = try await World()
        try await world.browse(as: .reception) { browser in
            let said = [("subject", "ساعت کار"), ("body", "کی باز هستید؟"), ("phone", "02144556677")]
            let made = try await browser.post("/arman/contacts", said)
            let contact = try #require(made.location, "\(made.text.suffix(1_500))")
            let number = try #require(contact.split(separator: "/").last)
            let known = try await browser.get(Address.of("/arman/jobs/known", [("q", String(number))])).text
            #expect(known.contains(contact) && !known.contains("ثبت نشده است"))
        }
    }

    @Test("a number is not given to one who was merged, taken out, or never there")
    func sameIsGone() async throws {
        let world = try await World()
        try await world.browse(as: .reception) { browser in
            _ = try await Self.add(browser)
            _ = try await browser.post(
                "/arman/jobs", NewJobTests.form(["mobile": "02188776655", "serial": "FR-902", "name": "خانم کاظمی"]))
            let ids: [Int64] = try await world.arman.read { try $0.list("SELECT id FROM customer ORDER BY id") }
            try await browser.merge(ids[0], into: ids[1])
            let jobs = try await NewJobTests.count("job", world)
            let other = NewJobTests.form(["mobile": "02122334455", "serial": "FR-901"])
            for same in ["\(ids[0])", "99999999"] {
                let answer = try await browser.post("/arman/jobs", other + [("same", same), ("why", "شماره خانه")])
                #expect(answer.status == .conflict && answer.text.contains("دوباره او را بیابید"), "\(same)")
            }
            _ = try await world.arman.write { try $0.execute("UPDATE customer SET erased_at = 1 WHERE id = \(ids[1])") }
            let erased = try await browser.post("/arman/jobs", other + [("same", "\(ids[1])"), ("why", "شماره خانه")])
            #expect(erased.status == .conflict)
            #expect(try await NewJobTests.count("job", world) == jobs)
            #expect(try await NewJobTests.count("customer_number", world) == 1)
        }
    }

    @Test("asks where the same service was done on the machine lately")
    func lately() async throws {
        let world = try await World()
        try await world.browse(as: .reception) { browser in
            _ = try await Self.add(browser)
            let day = world.arman.clock.day(of: world.time.now)
            _ = try await world.arman.write { tx in
                try tx.execute("UPDATE job SET state = 'returned', completed_on = \(day.adding(days: -29))")
            }
            let again = try await browser.post("/arman/jobs", NewJobTests.form())
            #expect(again.status == .conflict && again.text.contains("همین سرویس"))
            _ = try await world.arman.write { tx in
                try tx.execute("UPDATE job SET completed_on = \(day.adding(days: -31))")
            }
            let later = try await browser.post("/arman/jobs", NewJobTests.form(["address": "همان"]))
            #expect(later.status == .seeOther)
        }
    }

    @Test("asks where the same fault was told of the machine within the company's days, whatever the service is called")
    func sameFault() async throws {
        let world = try await World()
        try await world.browse(as: .reception) { browser in
            _ = try await Self.add(browser)
            let day = world.arman.clock.day(of: world.time.now)
            func finish(_ days: Int) async throws {
                _ = try await world.arman.write { tx in
                    try tx.execute("UPDATE job SET state = 'returned', completed_on = \(day.adding(days: -days))")
                }
            }
            try await finish(30)
            let other = ["service": "inspection", "fault": "سرد  نمي‌کند"]
            let asked = try await browser.post("/arman/jobs", NewJobTests.form(other))
            #expect(asked.status == .conflict && asked.text.contains("همین ایراد"), "\(asked.text.suffix(1500))")
            let noise = try await browser.post(
                "/arman/jobs", NewJobTests.form(["service": "inspection", "fault": "صدا می‌دهد"]))
            #expect(noise.status == .seeOther)
            try await finish(31)
            let later = try await browser.post("/arman/jobs", NewJobTests.form(other))
            #expect(later.status == .seeOther)
            try await finish(1)
            let goneOn = try await browser.post(
                "/arman/jobs",
                NewJobTests.form(other) + [
                    ("doubt", "fault:1405-000003"), ("doubt", "lately:1405-000003"), ("why", "دوباره خراب شد"),
                ])
            #expect(goneOn.status == .seeOther, "\(goneOn.text.suffix(1500))")
        }
    }

    @Test("is the company's own: another company and those who take no requests find nothing")
    func strangers() async throws {
        let world = try await World()
        try await world.browse(as: .reception) { browser in _ = try await Self.add(browser) }
        for role in [Role.dealerManager, .auditor] {
            try await world.browse(as: role) { browser in
                let page = try await browser.get("/arman/jobs/known?q=09351234567")
                #expect(page.status == .notFound)
            }
        }
    }
}
