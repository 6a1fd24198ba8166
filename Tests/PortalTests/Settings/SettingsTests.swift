import Database
import Domain
import Testing

@testable import Ground
@testable import House

@Suite("The company's settings")
struct SettingsTests {
    private static let company = [
        ("name_fa", "آرمان صنعت"), ("name_en", "Arman Industries"), ("address", "تهران، خیابان آزادی، پلاک ۷"),
        ("postal_code", "۱۴۵۸۸-۸۹۶۹۴"), ("phones", "021-66000000"),
    ]

    private func events(_ world: World) async throws -> [String] {
        try await world.arman.read {
            try $0.list("SELECT kind FROM event WHERE room = 'settings' ORDER BY id", as: String.self)
        }
    }

    @Test("call the company otherwise on every page from the next request on, and the directory with it")
    func names() async throws {
        let world = try await World()
        try await world.serve { client in
            let administrator = try await world.browser(client, as: .administrator)
            let reception = try await world.browser(client, as: .reception)
            #expect(try await !reception.get("/arman").text.contains("آرمان صنعت"))
            let answer = try await administrator.post("/arman/settings/company", Self.company)
            #expect(answer.status == .seeOther)
            #expect(try await reception.get("/arman").text.contains("آرمان صنعت"))
            let page = try await administrator.get("/arman/settings/company").text
            for text in ["پلاک ۷", "1458889694", "021-66000000", "administrator 0"] {
                #expect(page.contains(text), "\(text)")
            }
        }
        let rows = try await world.portal.companies.list()
        #expect(rows.first { $0.slug == "arman" }?.nameEn == "Arman Industries")
        #expect(try await events(world) == ["company"])
    }

    @Test("stand at the head of papers")
    func letterhead() async throws {
        let world = try await World()
        try await world.serve { client in
            let administrator = try await world.browser(client, as: .administrator)
            _ = try await administrator.post("/arman/settings/company", Self.company)
            let paper = try await administrator.get("/arman/dealers/D100/statements/1405-9").text
            #expect(paper.contains("کد پستی"))
            #expect(paper.contains("پلاک ۷"))
        }
    }

    @Test(
        "refuse what is none, beside the field",
        arguments: [["name_fa": ""], ["name_en": ""], ["postal_code": "12345"]])
    func refused(change: [String: String]) async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { browser in
            let answer = try await browser.post(
                "/arman/settings/company", Self.company.map { ($0.0, change[$0.0] ?? $0.1) })
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains("href=\"#f-\(change.keys.first!)\""))
        }
        #expect(try await events(world).isEmpty)
    }

    @Test("show the company's logo to everybody in the place of the product's mark, until it is removed")
    func logo() async throws {
        let world = try await World()
        try await world.serve { client in
            let administrator = try await world.browser(client, as: .administrator)
            let technician = try await world.browser(client, as: .dealerTechnician)
            let none = try await administrator.upload("/arman/settings/company/logo", [], files: [])
            #expect(none.status == .unprocessableContent)
            let sent = try await administrator.upload(
                "/arman/settings/company/logo", [], files: [("photos", "logo.jpg", TestPhotos.jpeg())])
            #expect(sent.status == .seeOther, "\(sent.text)")
            let id: Int64 = try await world.arman.read { try #require(try $0.value("SELECT max(id) FROM attachment")) }
            world.arman.shelf(ProfileShelf.self).forget()
            let page = try await technician.get("/arman/today").text
            #expect(page.contains("<img class=\"mark\" src=\"/arman/files/\(id)\""))
            #expect(try await technician.get("/arman/files/\(id)").status == .ok)
            _ = try await administrator.post("/arman/settings/company/logo", [("removed", "1")])
            #expect(try await !administrator.get("/arman").text.contains("<img class=\"mark\""))
        }
        #expect(try await events(world) == ["logo", "logo_removed"])
    }

    @Test("add and remove days off, and price a job of such a day by the list")
    func holidays() async throws {
        let world = try await World()
        try await world.browse(as: .serviceManager) { browser in
            let path = "/arman/settings/holidays"
            let added = try await browser.post(
                path, [("day", "۱۴۰۵/۰۹/۰۵"), ("name_fa", "تعطیلی شرکت"), ("name_en", "")])
            #expect(added.location == "\(path)?year=1405")
            let page = try await browser.get("\(path)?year=1405").text
            #expect(page.contains("تعطیلی شرکت"))
            let again = try await browser.post(path, [("day", "1405/09/05"), ("name_fa", "دوباره"), ("name_en", "")])
            #expect(again.status == .unprocessableContent)
            let wrong = try await browser.post(path, [("day", "1405/12/30"), ("name_fa", "نیست"), ("name_en", "")])
            #expect(wrong.status == .unprocessableContent)
            let day = try CalendarSystem.jalali.parse("1405/09/05").number
            let removed = try await browser.post("\(path)/\(day)/removal")
            #expect(removed.status == .seeOther)
            let gone = try await browser.post("\(path)/\(day)/removal")
            #expect(gone.status == .conflict)
        }
        #expect(try await events(world) == ["holiday_added", "holiday_removed"])
    }

    @Test("read days off from a calendar and from a table, and keep what is known")
    func holidayFiles() async throws {
        let world = try await World()
        let calendar =
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261201\r\nDTEND;VALUE=DATE:20261203\r\nSUMMARY:Two\r\n days\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nDTSTART:20261210T080000Z\r\nRRULE:FREQ=YEARLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        try await world.browse(as: .administrator) { browser in
            let path = "/arman/settings/holidays/file"
            let read = try await browser.upload(path, [], files: [("file", "off.ics", Array(calendar.utf8))])
            let place = try #require(read.location)
            #expect(place.hasSuffix("added=2&refused=1"))
            #expect(try await browser.get(place).text.contains("Twodays"))
            let table = "تاریخ,مناسبت\n1405/10/16,میلاد\n1405/01/01,نوروز\n"
            let again = try await browser.upload(path, [], files: [("file", "off.csv", Array(table.utf8))])
            #expect(
                again.location?.hasSuffix("added=0&refused=0") == true
                    || again.location?.hasSuffix("added=1&refused=0") == true)
            let sheet = try workbook(Table(header: ["تاریخ", "مناسبت"], records: [["2027-01-20", "روز شرکت"]]))
            let excel = try await browser.upload(path, [], files: [("file", "off.xlsx", sheet)])
            #expect(excel.location?.hasSuffix("added=1&refused=0") == true, "\(excel.text)")
            let empty = try await browser.upload(path, [], files: [("file", "no.csv", Array("a,b\nc,d\n".utf8))])
            #expect(empty.status == .unprocessableContent)
        }
    }

    @Test("let the company have reasons of its own, and set others aside")
    func reasons() async throws {
        let world = try await World()
        let job = try await world.addJob()
        try await world.serve { client in
            let manager = try await world.browser(client, as: .serviceManager)
            let path = "/arman/settings/reasons"
            let added = try await manager.post(
                path, [("kind", "cancel"), ("name_fa", "خرید دستگاه تازه"), ("name_en", "Bought a new one")])
            #expect(added.location == path)
            #expect(try await manager.get("/arman/jobs/\(job)").text.contains("خرید دستگاه تازه"))
            let twice = try await manager.post(
                path, [("kind", "cancel"), ("name_fa", "خريد دستگاه تازه"), ("name_en", "Again")])
            #expect(twice.status == .unprocessableContent)
            let retired = try await manager.post("\(path)/cancel/duplicate/retirement", [("retired", "1")])
            #expect(retired.status == .seeOther)
            #expect(try await !manager.get("/arman/jobs/\(job)").text.contains("درخواست تکراری"))
            let other = try await manager.post("\(path)/cancel/other/retirement", [("retired", "1")])
            #expect(other.status == .unprocessableContent)
            #expect(try await manager.post("\(path)/cancel/none/retirement").status == .notFound)
        }
        #expect(try await events(world) == ["reason_added", "reason_retired"])
    }

    @Test("name kinds of service, add one, and offer those that are not set aside")
    func services() async throws {
        let world = try await World()
        try await world.serve { client in
            let manager = try await world.browser(client, as: .serviceManager)
            let path = "/arman/settings/services"
            let named = try await manager.post(
                "\(path)/inspection", [("name_fa", "کارشناسی"), ("name_en", "Assessment")])
            #expect(named.location == path)
            let added = try await manager.post(path, [("name_fa", "آموزش مشتری"), ("name_en", "Training")])
            #expect(added.location == path)
            let periodic = ">سرویس دوره‌ای</option>"
            #expect(try await manager.get("/arman/jobs/new").text.contains(periodic))
            let retired = try await manager.post("\(path)/periodic/retirement", [("retired", "1")])
            #expect(retired.status == .seeOther)
            let form = try await manager.get("/arman/jobs/new").text
            #expect(form.contains("کارشناسی"))
            #expect(form.contains("آموزش مشتری"))
            #expect(!form.contains(periodic))
            let job = try await manager.post("/arman/jobs", NewJobTests.form(["service": "own_5"]))
            #expect(job.location == "/arman/jobs/1405-000001")
            for service in ["install", "repair", "inspection"] {
                _ = try await manager.post("\(path)/\(service)/retirement", [("retired", "1")])
            }
            let last = try await manager.post("\(path)/own_5/retirement", [("retired", "1")])
            #expect(last.status == .unprocessableContent)
        }
    }

    @Test("are not there for those who do not keep them")
    func others() async throws {
        let world = try await World()
        try await world.browse(as: .dispatcher) { browser in
            let (page, list) = (try await browser.get("/arman/settings"), try await browser.get("/arman"))
            #expect(page.status == .notFound)
            #expect(!list.text.contains("/arman/settings"))
        }
    }
}
