import Database
import Domain
import Testing
import Web

@testable import Fees
@testable import Ground
@testable import Work

@Suite("What the customer pays")
struct CustomerChargeTests {
    @Test("is known before the dealer goes: on the day, on the job's page and in the form, line by line")
    func before() async throws {
        let world = try await World()
        try await world.activateTariff()
        let number = try await world.acceptedJob(city: "کرج")
        try await world.browse(as: .dealerManager) { browser in
            let agreed = try await browser.post(
                "/arman/jobs/\(number)/appointment",
                [("day", "today"), ("from", "14:00"), ("to", "16:00"), ("version", "3")])
            try #require(agreed.status == .seeOther)
            let form = try await browser.get("/arman/jobs/\(number)/visits/new").text
            let travel = form.value(of: "travel")
            let due = try await world.due(number)
            #expect(form.value(of: "labour") == "۲۹۰٬۰۰۰")
            #expect(travel == world.reader.number(due.travel) && due.travel > 100_000)
            #expect(form.value(of: "customer_parts") == "")
            #expect(form.contains("۵٬۵۵۷"), "the line says how it came about")
            let total = world.reader.number(290_000 + due.travel)
            for page in [form, try await browser.get("/arman/jobs/\(number)").text] {
                #expect(page.contains("دریافتنی از مشتری") && page.contains(total))
            }
            #expect(try await browser.get("/arman/today").text.contains("از مشتری: \(total) ریال"))
        }
    }

    @Test("follows what is written of the visit, and fills in what was paid where nothing else was written")
    func follows() async throws {
        let world = try await World()
        try await world.activateTariff()
        let number = try await world.acceptedJob(city: "کرج")
        try await world.browse(as: .dealerManager) { browser in
            let path = "/arman/jobs/\(number)/visits"
            let open = try await browser.get("\(path)/new").text
            let suggested = ["labour", "travel", "customer_parts"].map {
                ("suggested_\($0)", open.value(of: "suggested_\($0)"))
            }
            let typed = World.visit([
                "km": "100", "labour": open.value(of: "labour"), "travel": "5", "customer_parts": "",
            ])
            let shown = try await browser.post(path, typed + suggested + [("charge", "1")])
            #expect(shown.status == .ok)
            #expect(shown.text.value(of: "suggested_travel") == "۱٬۱۱۱٬۴۰۰")
            #expect(shown.text.value(of: "travel") == "5", "what was written stays")
            let left = World.visit(["km": "100", "travel": open.value(of: "travel"), "customer_parts": ""])
            let asked = try await browser.post(path, left.filter { $0.0 != "confirmed" } + suggested)
            #expect(asked.text.value(of: "travel") == "۱٬۱۱۱٬۴۰۰", "without a script it follows at the last look")
            #expect(asked.text.contains("ایاب و ذهاب ۱٬۱۱۱٬۴۰۰ ریال"))
            let part = try await browser.post(path, typed + [("charge", "part")])
            #expect(part.text.contains("۱٬۱۱۱٬۴۰۰") && part.text.contains("data-charge"))
            #expect(part.text.utf8.count < 3_000 && !part.text.contains("<html"))
            #expect(part.text.contains("بهای قطعه در تعرفه نیست"))
            let away = try await browser.post(path, World.visit(["outcome": "to_continue"]) + [("charge", "part")])
            #expect(away.text.contains("با آخرین مراجعه محاسبه می‌شود"))
        }
        #expect(try await world.number("SELECT count(*) FROM visit") == 0)
    }

    @Test("is what the fee says once the visit is saved, and the technician's page of the done job shows it")
    func after() async throws {
        let world = try await World()
        try await world.activateTariff()
        let number = try await world.acceptedJob(city: "کرج")
        let technician = try await world.person(.dealerTechnician)
        _ = try await world.arman.write { try $0.execute("UPDATE job SET technician_id = \(technician)") }
        try await world.browse(as: .dealerTechnician) { browser in
            let visit = World.visit(["km": "100", "labour": "290000", "travel": "1,111,400", "customer_parts": ""])
            let answer = try await browser.upload("/arman/jobs/\(number)/visits", visit, files: [])
            try #require(answer.status == .seeOther, "\(answer.text)")
            let page = try await browser.get("/arman/jobs/\(number)").text
            #expect(page.contains("دریافتنی از مشتری") && page.contains("۱٬۴۰۱٬۴۰۰"))
            #expect(page.contains("ایاب و ذهاب ۱٬۱۱۱٬۴۰۰ ریال"))
            #expect(!page.contains("قابل پرداخت به نماینده"))
        }
        #expect(try await world.number("SELECT customer_travel FROM visit") == 1_111_400)
        #expect(
            try await world.number("SELECT sum(amount) FROM fee_line WHERE payer = 'customer'") == 1_401_400)
    }

    @Test("is less by what he paid on an earlier visit")
    func paidBefore() async throws {
        let world = try await World()
        try await world.activateTariff()
        let number = try await world.acceptedJob()
        try await world.browse(as: .dealerManager) { browser in
            let path = "/arman/jobs/\(number)/visits"
            let first = World.visit(["outcome": "to_continue", "labour": "100000", "customer_parts": ""])
            try #require(try await browser.upload(path, first, files: []).status == .seeOther)
            let form = try await browser.get("\(path)/new").text
            #expect(form.value(of: "labour") == "۱۹۰٬۰۰۰")
            #expect(form.contains("پیش‌تر دریافت شده"))
        }
    }
}

extension World {
    var reader: Reader { Reader(words: portal.renderer.words[.fa]!, clock: arman.clock) }

    /// What the sample tariff lets the customer of this job pay for the way.
    fileprivate func due(_ number: String) async throws -> (travel: Int64, km: Int) {
        try await arman.read { tx in
            let road = try VisitFormList.facts(of: JobStore.find(number, .company, tx), tx).roadTenths ?? 0
            return (Int64(road) * 2 * 5_557 / 10, road)
        }
    }
}
