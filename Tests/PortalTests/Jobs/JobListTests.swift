import Database
import Domain
import Foundation
import Spreadsheets
import Testing

@testable import Base
@testable import Ground
@testable import Work

@Suite("The list of jobs")
struct JobListTests {
    /// Numbers in the order in which the page shows them.
    static func numbers(_ page: String) -> [String] {
        page.matches(of: #/href="/arman/jobs/(1405-\d{6})"/#).map { String($0.1) }
    }

    static func link(_ rel: String, in page: String) -> String? {
        page.firstMatch(of: try! Regex("rel=\"\(rel)\" href=\"([^\"]+)\"", as: (Substring, Substring).self)).map {
            String($0.1).replacing("&amp;", with: "&")
        }
    }

    @Test(
        "shows each job once over its pages, though many came in on one day",
        arguments: ["", "?sort=oldest", "?sort=number", "?sort=city"])
    func pages(query: String) async throws {
        let world = try await World()
        var made: Set<String> = []
        for index in 0..<60 {
            if index == 30 { world.time.move(seconds: 86_400) }
            made.insert(try await world.addJob(city: index % 3 == 0 ? "کرج" : "تهران"))
        }
        let all = made
        try await world.browse(as: .dispatcher) { browser in
            var (seen, place): ([String], String?) = ([], "/arman/jobs" + query)
            var last = ""
            while let here = place {
                last = try await browser.get(here).text
                seen += Self.numbers(last)
                place = Self.link("next", in: last)
            }
            #expect(seen.count == 60)
            #expect(Set(seen) == all)
            // And back again, to the same first page.
            var first = last
            while let newer = Self.link("prev", in: first) { first = try await browser.get(newer).text }
            #expect(Self.numbers(first) == Array(seen.prefix(25)))
        }
    }

    @Test(
        "orders by day of receipt, newest first, and by number",
        arguments: ["": false, "?sort=oldest": true, "?sort=number": false])
    func order(query: String, isAscending: Bool) async throws {
        let world = try await World()
        for _ in 0..<3 {
            try await world.addJob()
            world.time.move(seconds: 86_400)
        }
        try await world.browse(as: .reception) { browser in
            let shown = Self.numbers(try await browser.get("/arman/jobs" + query).text)
            #expect(shown.count == 3)
            #expect(shown == (isAscending ? shown.sorted() : shown.sorted().reversed()))
        }
    }

    @Test("is narrowed by each filter")
    func filters() async throws {
        let world = try await World()
        let old = try await world.addJob(city: "تهران", service: "install", group: "fridge")
        world.time.move(seconds: 5 * 86_400)
        let given = try await world.addJob(city: "کرج", service: "repair", group: "washer")
        try await world.giveJob(given, dealer: "D200")
        let (karaj, alborz) = try await world.arman.read { tx in
            let row = try tx.one("SELECT id, province_id FROM city WHERE name_fa = 'کرج'")
            return (try row("id") as Int, try row("province_id") as Int)
        }
        let expected: [(String, [String])] = [
            ("state=received", [old]), ("state=accepted", [given]), ("state=open", [given, old]), ("state=ended", []),
            ("city=\(karaj)", [given]), ("province=\(alborz)", [given]), ("dealer=d200", [given]),
            ("dealer=كرج", [given]),
            ("dealer=nobody", []), ("service=install", [old]), ("group=washer", [given]), ("group=tv", []),
            ("age=3", [old]), ("age=7", []), ("state=open&city=\(karaj)&service=repair&age=0", [given]),
            ("province=\(alborz)&state=open", [given]), ("state=accepted&service=install", []),
        ]
        try await world.browse(as: .dispatcher) { browser in
            for (query, numbers) in expected {
                for sort in ["", "&sort=number", "&sort=oldest"] {
                    let page = try await browser.get(
                        "/arman/jobs?" + query.replacing("كرج", with: "%D9%83%D8%B1%D8%AC") + sort)
                    #expect(Set(Self.numbers(page.text)) == Set(numbers), "\(query)\(sort)")
                }
            }
        }
    }

    @Test("is narrowed to done jobs whose warranty is not known, in its file too")
    func warranty() async throws {
        let world = try await World()
        let unknown = try await world.addClaim(warranty: .unknown)
        let known = try await world.addClaim()
        let open = try await world.addJob()
        try await world.browse(as: .serviceManager) { browser in
            for path in ["/arman/jobs?warranty=unknown", "/arman/jobs/export?warranty=unknown"] {
                let answer = try await browser.get(path).text
                #expect(answer.contains(unknown.number), "\(path)")
                #expect(!answer.contains(known.number) && !answer.contains(open), "\(path)")
            }
        }
    }

    @Test("is found by number, name, phone and serial, however they are typed")
    func search() async throws {
        let world = try await World()
        let mine = try await world.addCustomerJob(name: "علی‌پور کیانی", mobile: "09351234567", serial: "LG-77X")
        let other = try await world.addCustomerJob(name: "مریم رضایی", mobile: "09127654321", serial: "SM-1")
        let found = [
            mine, String(mine.suffix(3)), String(mine.suffix(6)), String(mine.prefix(11)), "علی پور", "علیپور",
            "علي‌پور",
            "كياني", "کیا", "۰۹۳۵۱۲۳", "٠٩٣٥١٢٣٤٥٦٧", "9351234567", "lg-77", "کیانی 0935", "علی lg-77x", "4567",
            "1234567", "۴۵۶۷", "0935 123 4567", "0935 123", "+989351234567", "+98 935 123 4567", "00989351234567",
            "+98935",
            "g-77x", mine.replacing("-", with: ""),
        ]
        try await world.browse(as: .reception) { browser in
            for typed in found {
                let page = try await browser.get("/arman/jobs?q=\(Paths.part(typed))")
                #expect(Self.numbers(page.text) == [mine], "\(typed)")
            }
            for typed in ["کیانی رضایی", "0911", "%", "' OR 1=1"] {
                let page = try await browser.get("/arman/jobs?q=\(Paths.part(typed))")
                #expect(page.status == .ok && Self.numbers(page.text).isEmpty, "\(typed)")
            }
            #expect(Self.numbers(try await browser.get("/arman/jobs").text).contains(other))
        }
    }

    @Test("names the customers and machines that were found, and leads an unknown number to a new job")
    func hits() async throws {
        let world = try await World()
        try await world.addCustomerJob(name: "مریم رضایی", mobile: "09127654321", serial: "SM-12345")
        try await world.serve { client in
            let browser = try await world.browser(client, as: .reception)
            let byNumber = try await browser.get("/arman/jobs?q=09127654321").text
            #expect(byNumber.contains(#/مریم رضایی<\/dt><dd><a href="\/arman\/customers\/\d+"/#))
            #expect(byNumber.contains("/arman/jobs/new?mobile=09127654321"))
            let bySerial = try await browser.get("/arman/jobs?q=2345").text
            #expect(bySerial.contains(#"<a href="/arman/units/SM-12345">"#))
            let unknown = try await browser.get("/arman/jobs?q=%2B98%20935%20000%201122").text
            #expect(unknown.contains("برای شماره") && unknown.contains("/arman/jobs/new?mobile=09350001122"))
            let dealer = try await world.browser(client, as: .dealerManager)
            let his = try await dealer.get("/arman/jobs?q=09127654321").text
            #expect(!his.contains("مریم") && !his.contains("/jobs/new"))
        }
    }

    @Test("shows each person only what is his", arguments: [Role.dealerManager, .dealerTechnician])
    func sight(role: Role) async throws {
        let world = try await World()
        let (mine, foreign) = (try await world.addJob(serial: "MINE1"), try await world.addJob(serial: "OTHER1"))
        try await world.giveJob(mine, dealer: "D100")
        try await world.giveJob(foreign, dealer: "D200")
        try await world.arman.write { tx in
            for (number, dealer) in [(mine, "D100"), (foreign, "D200")] {
                try tx.execute(
                    """
                    UPDATE job SET technician_id = (SELECT p.id FROM person p JOIN dealer d ON d.id = p.dealer_id
                        WHERE d.code = \(dealer) AND p.roles = 'dealer_technician') WHERE number = \(number)
                    """)
            }
        }
        try await world.browse(as: role) { browser in
            for query in ["", "?q=1405", "?state=open", "?dealer=D200", "?sort=number", "?q=OTHER1", "?sort=city"] {
                let page = try await browser.get("/arman/jobs" + query)
                #expect(!page.text.contains(foreign), "\(query)")
                let file = try await browser.get("/arman/jobs/export" + query)
                #expect(!file.text.contains(foreign), "\(query)")
            }
            #expect(try await browser.get("/arman/jobs").text.contains(mine))
            #expect(try await browser.get("/arman/jobs/\(mine)").status == .ok)
            #expect(try await browser.get("/arman/jobs/\(foreign)").status == .notFound)
        }
    }

    @Test("counts exactly up to a thousand")
    func count() async throws {
        let world = try await World()
        for _ in 0..<3 { try await world.addJob() }
        let today = world.arman.clock.day(of: world.time.now)
        let count = try await world.arman.read { tx in
            let query = try JobSearchList.query(
                JobFilter(Asked(query: "state=received")), .company, today: today, answerBy: world.time.now,
                groups: [], tx)
            return try JobList.count(query, tx)
        }
        #expect(count == 3)
    }

    @Test("goes into a file as it stands, all pages of it")
    func file() async throws {
        let world = try await World()
        for index in 0..<30 { try await world.addJob(city: index < 28 ? "تهران" : "کرج") }
        try await world.addCustomerJob(name: "=2+5", mobile: "09351112233", serial: "EVIL1")
        try await world.browse(as: .auditor) { browser in
            let first = try await browser.get("/arman/jobs")
            let shown =
                Self.numbers(first.text) + Self.numbers(try await browser.get(Self.link("next", in: first.text)!).text)
            let file = try await browser.get("/arman/jobs/export?format=csv")
            #expect(file.text.hasPrefix("\u{FEFF}شماره دستور کار,وضعیت,"))
            let table = try DelimitedText.read(Array(file.text.utf8))
            #expect(table.records.map { $0[0] } == shown)
            #expect(table.records.count == 31)
            #expect(file.text.contains(",'=2+5,"))
            let (day, date) = (try #require(table.header.firstIndex(of: "تاریخ دریافت")), "2026-11-23")
            #expect(table.header[day + 1] == "تاریخ دریافت (میلادی)")
            #expect(table.records.allSatisfy { $0[1] == "دریافت‌شده" && $0[day] == "1405/09/02" && $0[day + 1] == date })
            let workbook = try await browser.get("/arman/jobs/export?format=xlsx")
            let read = try TableFile.table(workbook.bytes)
            #expect(read.header == table.header)
            #expect(read.records.map { $0[day + 1] } == table.records.map { $0[day + 1] })
        }
    }

    @Test("says what to do where it is empty")
    func empty() async throws {
        let world = try await World()
        try await world.browse(as: .reception) { browser in
            #expect(try await browser.get("/arman/jobs").text.contains("هنوز دستور کاری ثبت نشده است"))
            let strange = try await browser.get(
                "/arman/jobs?q=x&city=999999&state=foo&sort=bar&after=%00&age=-1&province=abc")
            #expect(strange.status == .ok)
        }
    }
}

extension World {
    /// A job of a customer with this name, made with the words by which he is found.
    @discardableResult
    func addCustomerJob(name: String, mobile: String, serial: String) async throws -> String {
        let number = try MobileNumber(mobile)
        _ = try await arman.write { try CustomerStore.findOrAdd(number, name, $0) }
        return try await addJob(mobile: mobile, serial: serial)
    }
}
