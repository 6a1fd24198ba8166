import Domain
import Testing

@testable import Fees
@testable import Ground
@testable import House

@Suite("The calendar and the zone of a company")
struct CalendarSettingTests {
    private static let page = "/arman/settings/calendar"

    @Test(
        "are set by an administrator, shown at once on every page, kept in the history, and leave other companies alone"
    )
    func set() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.serve { client in
            let admin = try await world.browser(client, as: .administrator)
            let reception = try await world.browser(client, as: .reception)
            #expect(try await reception.get(Self.page).status == .notFound)
            let form = [("calendar", "gregorian"), ("zone", "Asia/Dubai")]
            #expect(try await reception.post(Self.page, form).status == .forbidden)
            #expect(try await admin.get(Self.page).text.contains("تهران؛ اکنون"))
            for wrong in [[("calendar", "julian"), ("zone", "UTC")], [("calendar", "jalali"), ("zone", "Mars/Base")]] {
                #expect(try await admin.post(Self.page, wrong).status == .unprocessableContent)
            }
            #expect(try await reception.get("/arman/jobs/\(number)").text.contains("۱۴۰۵/"))
            #expect(try await admin.post(Self.page, form).location == Self.page)
            #expect(try await admin.post(Self.page, form).location == Self.page)
            let job = try await reception.get("/arman/jobs/\(number)").text
            #expect(job.contains("۲۰۲۶-") && !job.contains("۱۴۰۵/"))
            #expect(world.arman.clock.zone.identifier == "Asia/Dubai")
            let shown = try await admin.get(Self.page).text
            #expect(shown.contains("تقویم یا منطقه زمانی تغییر کرد") && shown.contains("تقویم: شمسی"))
            #expect(shown.contains("منطقه زمانی: تهران"))
            let days = try await reception.get("/arman/days").text
            #expect(days.contains("\"calendar\":\"gregorian\""))
            let other = try await world.browser(client, as: .administrator, company: "pars")
            #expect(try await other.get("/pars").text.contains("۱۴۰۵/"))
            #expect(try await admin.post("/arman/settings/money", [("unit", "toman")]).status == .seeOther)
            let titles = ["calendar": "تقویم یا منطقه زمانی تغییر کرد", "money": "واحد نمایش پول تغییر کرد"]
            for (own, title) in titles {
                for page in titles.keys {
                    let shows = try await admin.get("/arman/settings/\(page)").text.contains(title)
                    #expect(shows == (page == own), "what \(page) shows of \(own)")
                }
            }
        }
        let events: [String] = try await world.arman.read {
            try $0.list("SELECT kind FROM event WHERE kind = 'calendar'")
        }
        #expect(events.count == 1, "said twice, changed once")
    }

    @Test("change no month in which money was booked")
    func books() async throws {
        let world = try await World()
        let claim = try await world.addClaim()
        try await world.serve { client in
            let admin = try await world.browser(client, as: .administrator)
            let officer = try await world.browser(client, as: .financeOfficer)
            let before = try await officer.get("/arman/claims/\(claim.id)").text
            let month = try #require(before.firstMatch(of: #/(آبان|آذر|دی) ۱۴۰۵/#)).output.0
            let form = [("calendar", "gregorian"), ("zone", "Asia/Tehran")]
            #expect(try await admin.post(Self.page, form).status == .seeOther)
            #expect(try await officer.get("/arman/claims/\(claim.id)").text.contains(month))
            #expect(try await officer.get("/arman/dealers/D100/account").status == .ok)
            #expect(try await officer.get("/arman/dealers/D100/statements/1405-9").status == .ok)
            #expect(try await admin.get(Self.page).text.contains("همان شمسی می‌ماند"))
        }
        #expect(world.arman.clock.books == .jalali && world.arman.clock.calendar == .gregorian)
    }

    @Test("go along with money where none was booked yet")
    func fresh() async throws {
        let world = try await World()
        try await world.serve { client in
            let admin = try await world.browser(client, as: .administrator)
            let form = [("calendar", "gregorian"), ("zone", "Asia/Tehran")]
            #expect(try await admin.post(Self.page, form).status == .seeOther)
            #expect(try await admin.get(Self.page).status == .ok)
        }
        #expect(world.arman.clock.books == .gregorian)
    }

    @Test("a reader of English sees the Gregorian date beside a Jalali one that matters, a reader of Persian does not")
    func both() async throws {
        let world = try await World()
        let number = try await world.addJob()
        try await world.serve { client in
            let reception = try await world.browser(client, as: .reception)
            let day = world.arman.clock.day(of: world.time.now)
            let gregorian = "(\(CalendarSystem.gregorian.text(day)))"
            #expect(!(try await reception.get("/arman/jobs/\(number)").text.contains(gregorian)))
            #expect(try await reception.post("/language", [("language", "en")]).status == .seeOther)
            let page = try await reception.get("/arman/jobs/\(number)").text
            #expect(page.contains("\(CalendarSystem.jalali.text(day)) \(gregorian)"))
        }
    }
}
