import Domain
import Foundation
import Testing

@testable import Ground

@Suite("The form of a visit")
struct VisitFormTests {
    @Test("opens on now, with the usual way to another city filled in")
    func opens() async throws {
        let world = try await World()
        let (home, away) = (try await world.acceptedJob(), try await world.acceptedJob(city: "کرج"))
        try await world.browse(as: .dealerManager) { browser in
            let near = try await browser.get("/arman/jobs/\(home)/visits/new")
            #expect(near.status == .ok)
            #expect(near.text.contains("value=\"۱۴۰۵/۰۹/۰۲\""))
            #expect(near.text.contains("value=\"10:00\""))
            #expect(!near.text.contains("aria-invalid"))
            #expect(near.text.value(of: "km") == "")
            #expect(near.text.contains("name=\"part1\"") && !near.text.contains("name=\"part2\""))
            let far = try await browser.get("/arman/jobs/\(away)/visits/new")
            #expect(far.text.value(of: "km").contains("٫"))
        }
    }

    @Test("shows once what a visit that ends the job will save, with its photos kept, and saves it at the second press")
    func summary() async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        try await world.browse(as: .dealerManager) { browser in
            let path = "/arman/jobs/\(number)/visits"
            let unconfirmed = World.visit().filter { $0.0 != "confirmed" }
            let asked = try await browser.upload(path, unconfirmed, files: [("photos", "a.jpg", TestPhotos.jpeg())])
            #expect(asked.status == .ok)
            for fact in ["۴۵ دقیقه کار", "۱۲٫۵ کیلومتر", "P-100", "۱ عکس", "اجرت ۱٬۵۰۰٬۰۰۰ ریال"] {
                #expect(asked.text.contains(fact), "\(fact)")
            }
            #expect(!asked.text.contains("aria-invalid") && asked.text.value(of: "minutes") == "۴۵")
            #expect(asked.text.contains("name=\"confirmed\""))
            #expect(try await world.number("SELECT count(*) FROM visit") == 0)
            let kept = asked.text.values(of: "kept").map { ("kept", $0) }
            let saved = try await browser.upload(path, World.visit() + kept, files: [])
            #expect(saved.status == .seeOther)
            #expect(try await world.number("SELECT count(*) FROM attachment") == 1)
        }
        #expect(try await world.state(of: number) == .done)
    }

    @Test("asks nothing of a visit after which the job goes on")
    func goesOn() async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        try await world.browse(as: .dealerManager) { browser in
            let visit = World.visit(["outcome": "to_continue"]).filter { $0.0 != "confirmed" }
            let answer = try await browser.upload("/arman/jobs/\(number)/visits", visit, files: [])
            #expect(answer.status == .seeOther)
        }
    }

    @Test(
        "loses nothing that was typed when a field is refused, and says beside it why",
        arguments: [
            ("day", "1404/12/30", "در تقویم وجود ندارد"), ("day", "۱۴۰۵/۰۹/۰۳", "هنوز نرسیده"),
            ("day", "1405/09/01", "پیش از پذیرش"), ("time", "25:00", "ساعت معتبری نیست"),
            ("minutes", "", "الزامی است"),
            ("minutes", "1441", "زیاد است"), ("minutes", "-5", "کم است"), ("km", "3000.5", "زیاد است"),
            ("km", "12.34", "اعشار"), ("labour", "100000000001", "زیاد است"), ("labour", "1,5", "عدد نیست"),
            ("customer_parts", "99999999999999999999", "زیاد است"), ("quantity1", "1000", "زیاد است"),
            ("quantity2", "3", "نام یا کد قطعه"), ("outcome", "", "الزامی است"), ("outcome", "won", "انتخاب کنید"),
        ])
    func refused(field: String, typed: String, sentence: String) async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        try await world.browse(as: .dealerManager) { browser in
            let fields = World.visit([field: typed, "note": "زنگ واحد ۳"])
            let answer = try await browser.upload("/arman/jobs/\(number)/visits", fields, files: [])
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains(sentence), "\(sentence)")
            #expect(answer.text.contains("زنگ واحد ۳"))
            for (name, value) in fields where !["outcome", "note", "confirmed"].contains(name) {
                #expect(answer.text.value(of: name) == value, "\(name)")
            }
        }
        #expect(try await world.number("SELECT count(*) FROM visit") == 0)
    }

    @Test("marks all that is wrong at once, also a moment that is still to come")
    func together() async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        try await world.browse(as: .dealerManager) { browser in
            let fields = World.visit(["day": "۱۴۰۵/۰۹/۰۳", "minutes": "x"])
            let answer = try await browser.upload("/arman/jobs/\(number)/visits", fields, files: [])
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("هنوز نرسیده") && answer.text.contains("عدد نیست"))
        }
    }

    @Test("gives more rows for parts without a script, and keeps the rows that are filled")
    func moreRows() async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        try await world.browse(as: .dealerManager) { browser in
            let answer = try await browser.upload(
                "/arman/jobs/\(number)/visits", World.visit(["more": "1", "rows": "5", "minutes": ""]), files: [])
            #expect(answer.status == .ok)
            #expect(answer.text.contains("name=\"part10\"") && !answer.text.contains("name=\"part11\""))
            #expect(answer.text.value(of: "part1") == "P-100")
            #expect(!answer.text.contains("aria-invalid"))
        }
    }

    @Test(
        "holds the number of rows to its bounds, whatever is written into the form", arguments: [Int.max, .min, -1, 41])
    func boundedRows(rows: Int) async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        try await world.browse(as: .dealerTechnician) { browser in
            let unseen = try await browser.upload(
                "/arman/jobs/none/visits", World.visit(["more": "1", "rows": "\(rows)"]), files: [])
            #expect(unseen.status == .notFound)
        }
        try await world.browse(as: .dealerManager) { browser in
            let answer = try await browser.upload(
                "/arman/jobs/\(number)/visits", World.visit(["more": "1", "rows": "\(rows)"]), files: [])
            #expect(answer.status == .ok)
            #expect(!answer.text.contains("name=\"part41\""))
        }
    }

    @Test("keeps the photos that came with a refused form, so that they are not sent again")
    func keptPhotos() async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        try await world.browse(as: .dealerManager) { browser in
            let path = "/arman/jobs/\(number)/visits"
            let refused = try await browser.upload(
                path, World.visit(["minutes": "x"]),
                files: [("photos", "a.jpg", TestPhotos.jpeg(1)), ("photos", "b.jpg", TestPhotos.jpeg(2))])
            #expect(refused.status == .unprocessableContent)
            let kept = refused.text.values(of: "kept")
            try #require(kept.count == 2)
            let answer = try await browser.upload(
                path, World.visit() + kept.map { ("kept", $0) }, files: [("photos", "c.jpg", TestPhotos.jpeg(3))])
            #expect(answer.status == .seeOther)
        }
        #expect(try await world.number("SELECT count(*) FROM attachment WHERE subject = 'visit'") == 3)
        #expect(try await world.number("SELECT count(*) FROM upload") == 0)
    }

    @Test("does not log a visit of which fewer photos came than were sent, and says how many are missing")
    func lostPhotos() async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        try await world.browse(as: .dealerManager) { browser in
            let path = "/arman/jobs/\(number)/visits"
            let photos = [("photos", "a.jpg", TestPhotos.jpeg(1)), ("photos", "b.jpg", TestPhotos.jpeg(2))]
            let short = try await browser.upload(path, World.visit(["photos_sent": "3"]), files: photos)
            #expect(short.status == .unprocessableContent)
            #expect(short.text.contains("۱ فایل از ۳ فایل نرسید"))
            // The browser sends the form again after a cut line, without its files.
            let none = try await browser.upload(path, World.visit(["photos_sent": "2"]), files: [])
            #expect(none.status == .unprocessableContent)
            let kept = short.text.values(of: "kept").map { ("kept", $0) }
            let whole = try await browser.upload(path, World.visit(["photos_sent": "0"]) + kept, files: [])
            #expect(whole.status == .seeOther)
        }
        #expect(try await world.number("SELECT count(*) FROM attachment") == 2)
    }

    @Test("that was sent after the session had ended leads back to the form, and says that nothing is saved")
    func signedOut() async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        try await world.browse(as: .dealerManager) { browser in
            _ = try await browser.get("/arman/jobs/\(number)/visits/new")
            _ = try await world.portal.companies.directory.write { try $0.execute("DELETE FROM session") }
            let answer = try await browser.upload("/arman/jobs/\(number)/visits", World.visit(), files: [])
            #expect(answer.status == .seeOther)
            #expect(answer.location?.hasPrefix("/sign-in?back=") == true)
            let page = try await browser.get(try #require(answer.location))
            #expect(page.text.contains("آنچه فرستادید ثبت نشد"))
        }
    }

    @Test(
        "refuses what is no photo beside its field, whatever it is called",
        arguments: [
            ("invoice.jpg", TestPhotos.pdf, "عکس JPEG"),
            ("IMG_1.heic", [0, 0, 0, 24] + Array("ftypheic".utf8), "HEIC"),
            ("cut.jpg", Array(TestPhotos.jpeg().dropLast(3)), "خراب"),
        ])
    func noPhoto(name: String, bytes: [UInt8], sentence: String) async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        try await world.browse(as: .dealerManager) { browser in
            let answer = try await browser.upload(
                "/arman/jobs/\(number)/visits", World.visit(), files: [("photos", name, bytes)])
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains(sentence) && answer.text.contains(name))
            #expect(answer.text.value(of: "symptom") == "S01 سرد نمی‌کند")
        }
        #expect(try await world.number("SELECT count(*) FROM visit") == 0)
    }

    @Test("takes twelve photos and no body over its limit")
    func tooMuch() async throws {
        let world = try await World()
        let number = try await world.acceptedJob()
        try await world.browse(as: .dealerManager) { browser in
            let path = "/arman/jobs/\(number)/visits"
            let many = (0..<13).map { (field: "photos", name: "\($0).jpg", bytes: TestPhotos.jpeg(UInt8($0))) }
            let refused = try await browser.upload(path, World.visit(), files: many)
            #expect(refused.status == .unprocessableContent)
            #expect(refused.text.contains("۱۲ عکس"))
            #expect(refused.text.values(of: "kept").count == 12)
            #expect(world.arman.blobs.count == 12, "the thirteenth is not even written")
            let huge = try await browser.upload(
                path, World.visit(), files: [("photos", "a.jpg", [UInt8](repeating: 0, count: 49 << 20))])
            #expect(huge.status == .contentTooLarge)
        }
    }
}

extension World {
    /// A visit of 45 minutes at 10:00 today on a job that was just accepted, one part, with changes.
    static func visit(_ changes: [String: String] = [:]) -> [(String, String)] {
        let usual: [(String, String)] = [
            ("outcome", "completed"), ("day", "۱۴۰۵/۰۹/۰۲"), ("time", "10:00"), ("minutes", "۴۵"), ("km", "12.5"),
            ("symptom", "S01 سرد نمی‌کند"), ("remedy", "R03 شارژ گاز"), ("part1", "P-100"), ("quantity1", "٢"),
            ("labour", "1,500,000"), ("customer_parts", "۲٬۰۰۰٬۰۰۰"), ("note", ""), ("version", "3"),
            ("confirmed", "1"), ("rows", "2"),
        ]
        let known = Set(usual.map(\.0))
        return usual.map { ($0.0, changes[$0.0] ?? $0.1) }
            + changes.filter { !known.contains($0.key) }.map { ($0.key, $0.value) }
    }
}

extension String {
    /// The values of the inputs of this name on a page.
    func values(of name: String) -> [String] {
        matches(of: try! Regex("<input[^>]* name=\"\(name)\"[^>]* value=\"([^\"]*)\"")).map {
            String($0.output[1].substring ?? "")
        }
    }

    func value(of name: String) -> String { values(of: name).first ?? "absent" }
}
