import Database
import Domain
import HTTPTypes
import Testing

@testable import Base
@testable import Fees
@testable import Ground
@testable import Work

@Suite("The correction of a job")
struct JobCorrectionTests {
    private static let customer = "09121112233"

    /// The form as the page of `addJob` fills it in, with what is corrected.
    private func form(
        _ number: String, _ world: World, _ change: [String: String] = [:]
    ) async throws -> [(String, String)] {
        let serial: String = try await world.arman.read {
            try $0.value("SELECT u.serial FROM unit u JOIN job j ON j.unit_id = u.id WHERE j.number = \(number)")!
        }
        let usual = [
            "service": "repair", "city": "تهران", "province": "", "address": "خیابان آزادی، پلاک ۱۲",
            "mobile": Self.customer, "serial": serial, "model": "", "reason": "اشتباه شنیده شد",
            "version": try await world.version(of: number),
        ]
        return usual.merging(change) { $1 }.map { ($0.key, $0.value) }
    }

    private func correct(
        _ number: String, _ world: World, _ change: [String: String], by role: Role = .serviceManager
    ) async throws -> Browser.Answer {
        let fields = try await form(number, world, change)
        return try await world.answer(as: role) {
            try await $0.post("/arman/jobs/\(number)/correction", fields)
        }
    }

    private func text(_ sql: SQL, _ world: World) async throws -> String? {
        try await world.arman.read { try $0.value(sql) }
    }

    private func finish(_ number: String, _ world: World) async throws {
        try await world.giveJob(number)
        let answer = try await world.answer(as: .dealerManager) { browser in
            let version = try await world.version(of: number)
            return try await browser.upload(
                "/arman/jobs/\(number)/visits", World.visit(["version": version]), files: [])
        }
        #expect(answer.status == .seeOther, "\(answer.text.suffix(3000))")
    }

    @Test("of city and address is in the history with its reason, before and after, and moves the job on the board")
    func place() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.browse(as: .reception) { browser in
            let page = try await browser.get("/arman/jobs/\(number)/correction").text
            #expect(page.value(of: "city") == "تهران" && page.value(of: "mobile") == Self.customer)
            let link = try await browser.get("/arman/jobs/\(number)").text
            #expect(link.contains("/arman/jobs/\(number)/correction\""))
        }
        let nothing = try await correct(number, world, [:], by: .reception)
        #expect(nothing.status == .unprocessableContent && nothing.text.contains("چیزی تغییر نکرده"))
        for wrong in [["reason": ""], ["city": "هیچ‌جا"], ["address": ""], ["service": "none"], ["mobile": "12"]] {
            let answer = try await correct(number, world, wrong, by: .reception)
            #expect(answer.status == .unprocessableContent, "\(wrong)")
        }
        let done = try await correct(
            number, world, ["city": "كرج", "address": "بلوار طالقانی، پلاک ۳"], by: .reception)
        #expect(done.location == "/arman/jobs/\(number)", "\(done.text.suffix(2000))")
        let province = try await text("SELECT p.name_fa FROM job j JOIN province p ON p.id = j.province_id", world)
        #expect(province == "البرز")
        let page = try await world.answer(as: .reception) { try await $0.get("/arman/jobs/\(number)") }.text
        for fact in ["شهر: تهران ← کرج", "بلوار طالقانی، پلاک ۳", "خیابان آزادی، پلاک ۱۲", "اشتباه شنیده شد"] {
            #expect(page.contains(fact), "\(fact)")
        }
        // Made of the page that somebody had read before.
        let stale = try await correct(number, world, ["city": "تهران", "version": "1"], by: .reception)
        #expect(stale.status == .conflict)
    }

    @Test("puts right what the customer said is wrong with it, and keeps what was written before")
    func statedFault() async throws {
        let world = try await World()
        let number = try await world.addJob()
        let done = try await correct(number, world, ["fault": "صدا می‌دهد"], by: .reception)
        #expect(done.status == .seeOther, "\(done.text.suffix(2000))")
        let page = try await world.answer(as: .reception) { try await $0.get("/arman/jobs/\(number)") }.text
        for text in ["ایراد اظهارشده: ", "سرد نمی‌کند", "صدا می‌دهد", "اشتباه شنیده شد"] {
            #expect(page.contains(text), "\(text)")
        }
        let long = try await correct(
            number, world, ["fault": String(repeating: "ب", count: 2_001)], by: .reception)
        #expect(long.status == .unprocessableContent)
        let same = try await correct(number, world, ["fault": "صدا می‌دهد"], by: .reception)
        #expect(same.status == .unprocessableContent && same.text.contains("چیزی تغییر نکرده"))
    }

    @Test("holds a serial that is new to the company to the pattern of its group")
    func pattern() async throws {
        let world = try await World()
        let number = try await world.addJob()
        _ = try await world.arman.write { try $0.execute("UPDATE product_group SET serial_pattern = 'KD####'") }
        let meant = ["serial": "KDI23O", "model": "fridge-1", "comes_over": "1"]
        let misread = try await correct(number, world, meant)
        #expect(misread.status == .unprocessableContent && misread.text.contains("KD1230"))
        let read = try await correct(number, world, meant.merging(["serial": "KD1230"]) { $1 })
        #expect(read.status == .seeOther, "\(read.text.suffix(1500))")
    }

    @Test("takes an offer back from a dealer of another city, and asks what becomes of one who has accepted")
    func dealer() async throws {
        let world = try await World()
        let offered = try await world.addJob()
        let given = try await world.addJob()
        try await world.giveJob(given)
        try await world.arman.write { tx in
            let dealer: ID<Dealer> = try tx.value("SELECT id FROM dealer WHERE code = 'D100'")!
            let job = try JobStore.find(offered, .company, tx)
            try JobStore.move(job, .offer, by: nil, .offered(to: dealer), tx)
            try AssignmentStore.add(job.id, to: dealer, by: ID(1), on: world.arman.clock.day(of: tx.now), tx)
        }
        let first = try await correct(offered, world, ["city": "کرج"], by: .reception)
        #expect(first.status == .seeOther, "\(first.text.suffix(2000))")
        #expect(try await world.state(of: offered) == .received)
        let assignment = try await text("SELECT state FROM assignment ORDER BY id DESC LIMIT 1", world)
        #expect(assignment == "withdrawn")
        let asked = try await correct(given, world, ["city": "کرج"])
        #expect(asked.status == .unprocessableContent && asked.text.contains("پوشش نمی‌دهد"))
        #expect(try await world.state(of: given) == .accepted)
        let kept = try await correct(given, world, ["city": "کرج", "dealer": "keep"])
        #expect(kept.status == .seeOther)
        #expect(try await world.state(of: given) == .accepted)
        let back = try await correct(given, world, ["city": "تهران", "address": "جای دیگر"])
        #expect(back.status == .seeOther, "the dealer covers it: nobody is asked")
        let away = try await correct(given, world, ["city": "کرج", "dealer": "take_back"])
        #expect(away.status == .seeOther)
        #expect(try await world.state(of: given) == .received)
        let bell = try await world.answer(as: .dealerManager) { try await $0.get("/arman/bell") }.text
        #expect(bell.contains("پس گرفته شد") && bell.contains("اصلاح شد"))
    }

    @Test(
        "of the customer leaves no link in the wrong hands, and of the unit freezes the warranty anew beside the old one"
    )
    func others() async throws {
        let world = try await World()
        let number = try await world.addJob(serial: "N1")
        _ = try await world.addJob(mobile: "09351234567", serial: "N2")
        _ = try await world.arman.write { tx in
            let day = try CalendarSystem.jalali.parse("1405/01/10")
            _ = try tx.execute("UPDATE unit SET purchased_on = \(day) WHERE serial = 'N2'")
        }
        _ = try await world.answer(as: .reception) { try await $0.post("/arman/jobs/\(number)/link") }
        let unknown = try await correct(number, world, ["mobile": "09359999999"])
        #expect(unknown.status == .unprocessableContent && unknown.text.contains("مشتری‌ای با این شماره ثبت نشده"))
        let strange = try await correct(number, world, ["serial": "N9"])
        #expect(strange.status == .unprocessableContent && strange.text.contains("f-model"))
        let done = try await correct(number, world, ["mobile": "۰۹۳۵ ۱۲۳ ۴۵۶۷", "serial": "n2"])
        #expect(done.status == .seeOther, "\(done.text.suffix(2000))")
        #expect(try await text("SELECT revoked_at || '' FROM job_link WHERE revoked_at IS NOT NULL", world) != nil)
        let covers: [String] = try await world.arman.read {
            try $0.list(
                "SELECT occasion FROM job_cover c JOIN job j ON j.id = c.job_id WHERE j.number = \(number) ORDER BY c.id"
            )
        }
        #expect(covers == ["intake", "correction"])
        let page = try await world.answer(as: .reception) { try await $0.get("/arman/jobs/\(number)") }.text
        #expect(page.contains("پس از اصلاح دستور کار") && page.contains("N2") && page.contains("۰۹۳۵ ۱۲۳ ۴۵۶۷"))
        let owner = try await text(
            "SELECT k.mobile FROM unit u JOIN customer k ON k.id = u.customer_id WHERE u.serial = 'N1'", world)
        #expect(owner == "+989121112233", "nothing went over silently")
        let taken = try await correct(
            number, world, ["mobile": "09351234567", "serial": "N1", "comes_over": "1"])
        #expect(taken.status == .seeOther)
        let now = try await text(
            "SELECT k.mobile FROM unit u JOIN customer k ON k.id = u.customer_id WHERE u.serial = 'N1'", world)
        #expect(now == "+989351234567")
    }

    @Test("of a unit that nobody knew adds it, of the model that is said")
    func newUnit() async throws {
        let world = try await World()
        let number = try await world.addJob(serial: "N1")
        let done = try await correct(number, world, ["serial": "w-77", "model": "WASHER-1"], by: .reception)
        #expect(done.status == .seeOther, "\(done.text.suffix(2000))")
        let group = try await text("SELECT g.code FROM job j JOIN product_group g ON g.id = j.group_id", world)
        #expect(group == "washer")
        let page = try await world.answer(as: .reception) { try await $0.get("/arman/units/W-77") }
        #expect(page.text.contains(number))
    }

    @Test("computes a fee anew that nobody has decided, and keeps what was computed; what is decided is not touched")
    func fee() async throws {
        let world = try await World()
        try await world.addTariff()
        let number = try await world.addJob(serial: "N1")
        try await finish(number, world)
        let before = try await world.number("SELECT claimed FROM claim")
        let denied = try await correct(number, world, ["city": "کرج"], by: .reception)
        #expect(denied.status == .forbidden, "what is done is put right by managers")
        let done = try await correct(number, world, ["city": "کرج", "service": "inspection"])
        #expect(done.status == .seeOther, "\(done.text.suffix(2000))")
        let after = try await world.number("SELECT claimed FROM claim")
        #expect(before != after)
        #expect(try await world.number("SELECT payable FROM calculation ORDER BY id DESC LIMIT 1") == after)
        #expect(try await world.number("SELECT payable FROM calculation ORDER BY id LIMIT 1") == before)
        #expect(try await world.number("SELECT sum(claimed) FROM claim_line") == after)
        #expect(try await world.number("SELECT count(*) FROM calculation WHERE replaces_id IS NOT NULL") == 1)
        #expect(try await world.feeProblems().isEmpty)
        let problems = try await world.arman.read { try ClaimDoctorList.all($0) }
        #expect(problems.isEmpty)
        let claim = try await world.arman.read { tx in
            let row = try tx.one("SELECT id, version, state FROM claim")
            return (id: try row("id") as Int64, version: try row("version") as Int, state: try row("state") as String)
        }
        let page = try await world.answer(as: .financeOfficer) { try await $0.get("/arman/claims/\(claim.id)") }.text
        #expect(page.contains("با اصلاح دستور کار دوباره حساب شد"))
        // An address that changes no fact of the fee makes no further calculation but that of the household.
        _ = try await world.arman.write { tx in
            try tx.execute("UPDATE claim SET state = 'approved', approved = claimed, decided_at = 0")
        }
        let late = try await correct(number, world, ["service": "inspection", "city": "تهران"])
        #expect(late.status == .unprocessableContent && late.text.contains("تصمیم گرفته شده"))
        let form = try await world.answer(as: .serviceManager) { try await $0.get("/arman/jobs/\(number)/correction") }
        #expect(form.text.contains("تصمیم گرفته شده") && !form.text.contains("name=\"reason\""))
        #expect(try await world.number("SELECT count(*) FROM calculation") == 2)
    }

    @Test("moves what the company promised after a repair to the machine that was meant")
    func promise() async throws {
        let world = try await World()
        _ = try await WarrantyRuleTests.activate(try await WarrantyRuleTests.add(world), world)
        let number = try await world.addJob(serial: "N1")
        _ = try await world.addJob(mobile: "09351234567", serial: "N2")
        _ = try await world.arman.write { tx in
            let day = try CalendarSystem.jalali.parse("1405/01/10")
            _ = try tx.execute("UPDATE unit SET purchased_on = \(day)")
        }
        try await finish(number, world)
        let promised: SQL = "SELECT count(*) FROM unit_guarantee g JOIN unit u ON u.id = g.unit_id WHERE u.serial ="
        let count = try await world.number(promised + "'N1'")
        #expect(count > 0)
        let done = try await correct(number, world, ["serial": "N2"])
        #expect(done.status == .seeOther, "\(done.text.suffix(2000))")
        #expect(try await world.number(promised + "'N1'") == 0)
        #expect(try await world.number(promised + "'N2'") == count)
        // Its own guarantee does not speak for it.
        let lines = try await text("SELECT lines FROM job_cover ORDER BY id DESC LIMIT 1", world)
        #expect(lines?.contains(number) == false)
    }

    @Test("of an open job leads to no unit that is kept apart, and the unit stands where the job is")
    func apart() async throws {
        let world = try await World()
        let number = try await world.addJob(serial: "N1")
        _ = try await world.addJob(serial: "N2")
        _ = try await world.addJob(serial: "N3")
        _ = try await world.arman.write {
            try $0.execute("UPDATE unit SET quarantined_on = 20000, quarantine_reason = 'x' WHERE serial = 'N2'")
        }
        let refused = try await correct(number, world, ["serial": "N2"])
        #expect(refused.status == .unprocessableContent && refused.text.contains("کنار گذاشته شده"))
        let done = try await correct(number, world, ["serial": "N3", "city": "کرج"])
        #expect(done.status == .seeOther, "\(done.text.suffix(2000))")
        let city = try await text(
            "SELECT c.name_fa FROM unit u JOIN city c ON c.id = u.city_id WHERE u.serial = 'N3'", world)
        #expect(city == "کرج")
    }

    @Test("takes the mark of an exchange from the unit that was not meant; one that somebody asked for stays")
    func marked() async throws {
        let world = try await World()
        let number = try await world.addJob(serial: "N1")
        _ = try await world.addJob(serial: "N2")
        try await finish(number, world)
        let manager = try await world.person(.serviceManager)
        try await world.arman.write { tx in
            for serial in ["N1", "N2"] {
                let unit = try UnitList.find(serial, tx).id
                try ExchangeStore.mark(unit, .failures, amount: 3, job: number, by: manager, tx)
            }
            _ = try tx.execute(
                """
                UPDATE unit_exchange SET state = 'asked', serial = 'N9', asked_by = \(manager), asked_at = 0,
                    model_id = (SELECT min(model_id) FROM unit)
                WHERE unit_id = (SELECT id FROM unit WHERE serial = 'N2')
                """)
        }
        let done = try await correct(number, world, ["serial": "N2"])
        #expect(done.status == .seeOther, "\(done.text.suffix(2000))")
        let left: [String] = try await world.arman.read {
            try $0.list("SELECT u.serial FROM unit_exchange x JOIN unit u ON u.id = x.unit_id")
        }
        #expect(left == ["N2"])
        let page = try await world.answer(as: .reception) { try await $0.get("/arman/units/N1") }.text
        #expect(page.contains("اشتباه شنیده شد"))
    }

    @Test("takes what names the former customer out with his data")
    func erased() async throws {
        let world = try await World()
        let number = try await world.addJob(serial: "N1")
        _ = try await world.addJob(mobile: "09351234567", serial: "N2")
        let done = try await correct(number, world, ["mobile": "09351234567", "address": "خانه دیگر"])
        #expect(done.status == .seeOther)
        let left = try await world.arman.read { tx in
            try CustomerDataStore.jobs(correctedAwayFrom: tx.value("SELECT min(id) FROM customer")!, tx)
        }
        #expect(left.count == 1)
    }

    @Test("is the company's own, and no dealer's")
    func strangers() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.giveJob(number)
        let fields = try await form(number, world, ["city": "کرج"])
        for role in [Role.dealerManager, .financeOfficer, .auditor] {
            let page = try await world.answer(as: role) { try await $0.get("/arman/jobs/\(number)/correction") }
            let deed = try await world.answer(as: role) {
                try await $0.post("/arman/jobs/\(number)/correction", fields)
            }
            #expect(page.status == .notFound && deed.status == .forbidden, "\(role)")
        }
    }
}
