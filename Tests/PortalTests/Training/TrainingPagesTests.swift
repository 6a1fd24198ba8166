import Database
import Domain
import Testing

@testable import Base
@testable import Ground

@Suite("Courses and certificates") struct TrainingPagesTests {
    private static let course = [
        ("code", "fridge ۱"), ("title_fa", "تعمیر یخچال"), ("title_en", ""), ("kind", "film"),
        ("link", "https://film.example/1"), ("text", "گاز"), ("months", "۱۲"), ("pass_percent", "70"), ("asked", "5"),
        ("wait_days", "1"),
    ]

    private func course(_ changes: (String, String)...) -> [(String, String)] {
        Self.course.map { field in changes.first { $0.0 == field.0 } ?? field }
    }

    @Test("are written down, changed by whoever saw the last version, asked for by work, and stand in the history")
    func courses() async throws {
        let world = try await World()
        try await world.browse(as: .serviceManager) { browser in
            #expect(try await browser.post("/arman/training", Self.course).location == "/arman/training")
            let again = try await browser.post("/arman/training", course(("title_fa", "دیگر")))
            #expect(again.status == .unprocessableContent && again.text.contains("پیش‌تر ثبت شده است"))
            let id: Int64 = try await world.arman.read { try #require(try $0.value("SELECT id FROM course")) }
            let path = "/arman/training/\(id)"
            let changed = try await browser.post(path, course(("months", "24")) + [("version", "1")])
            #expect(changed.location == path)
            let late = try await browser.post(path, course(("months", "36")) + [("version", "1")])
            #expect(late.status == .conflict && late.text.contains("value=\"36\""))
            let need = try await browser.post(
                "\(path)/needs", [("group", "1"), ("service", ""), ("from_on", "۱۴۰۵/۱۰/۰۱")])
            #expect(need.location == path)
            let page = try await browser.get(path).text
            #expect(page.contains("۲۴ ماه") && page.contains("همه سرویس‌ها") && page.contains("گواهینامه الزامی شد"))
        }
    }

    @Test("are refused beside the field that is wrong")
    func wrong() async throws {
        let world = try await World()
        let wrong: [((String, String), String)] = [
            (("code", ""), "f-code"), (("title_fa", ""), "f-title_fa"), (("kind", "dream"), "f-kind"),
            (("link", "javascript:alert(1)"), "f-link"), (("link", ""), "f-link"), (("months", "0"), "f-months"),
            (("months", "121"), "f-months"), (("pass_percent", "101"), "f-pass_percent"), (("asked", "-1"), "f-asked"),
            (("wait_days", "x"), "f-wait_days"), (("title_fa", String(repeating: "ی", count: 101)), "f-title_fa"),
        ]
        try await world.browse(as: .administrator) { browser in
            for (field, id) in wrong {
                let answer = try await browser.post("/arman/training", course(field))
                #expect(answer.status == .unprocessableContent && answer.text.contains("#\(id)\""), "\(field)")
            }
        }
        let courses = try await world.count("course")
        #expect(courses == 0)
    }

    @Test(
        "certificates are written by hand for a dealer's own people, listed by how they stand, and withdrawn once with a reason"
    )
    func certificates() async throws {
        let world = try await World()
        let course = try await world.addCourse()
        let (own, stranger) = (
            try await world.person(.dealerTechnician), try await world.person(.dealerTechnician, dealer: 2)
        )
        @Sendable func form(_ person: ID<Person>, _ day: String) -> [(String, String)] {
            [("person", "\(person)"), ("course", "\(course)"), ("from_on", day), ("note", "سمینار تبریز")]
        }
        try await world.browse(as: .serviceManager) { browser in
            let path = "/arman/dealers/D100/certificates"
            for (person, day) in [
                (stranger, "1405/08/01"), (own, "1405/12/01"), (own, "1403/01/01"), (own, "1405/13/01"),
            ] {
                #expect(try await browser.post(path, form(person, day)).status == .unprocessableContent, "\(day)")
            }
            #expect(try await browser.post(path, form(own, "1405/08/01")).location == path)
            #expect(try await browser.get(path).text.contains("1405-000001"))
            #expect(try await browser.get("/arman/certificates").text.contains("1405-000001"))
            #expect(!(try await browser.get("/arman/certificates?state=over").text.contains("1405-000001")))
            let id: Int64 = try await world.arman.read { try #require(try $0.value("SELECT id FROM certificate")) }
            let withdrawal = "/arman/certificates/\(id)/withdraw"
            let silent = try await browser.post(withdrawal, [("version", "1"), ("reason", "")])
            #expect(silent.status == .unprocessableContent)
            let gone = try await browser.post(withdrawal, [("version", "1"), ("reason", "تقلب")])
            #expect(gone.status == .seeOther)
            let twice = try await browser.post(withdrawal, [("version", "1"), ("reason", "باز هم")])
            #expect(twice.status == .conflict)
            #expect(try await browser.get("/arman/certificates?state=withdrawn").text.contains("1405-000001"))
        }
        let told: [String] = try await world.arman.read {
            try $0.list("SELECT kind FROM outbox WHERE person_id = \(own) AND kind LIKE 'certificate%' ORDER BY id")
        }
        #expect(told == ["certificate_given", "certificate_withdrawn"])
    }

    @Test("the office reads them where it assigns work, and no dealer opens the office's pages")
    func roles() async throws {
        let world = try await World()
        let course = try await world.addCourse()
        for role in [Role.dispatcher, .auditor] {
            try await world.browse(as: role) { browser in
                let page = try await browser.get("/arman/training/\(course)")
                #expect(page.status == .ok && !page.text.contains("/questions"))
                #expect(try await browser.post("/arman/training", Self.course).status == .forbidden)
            }
        }
        for role in [Role.dealerManager, .dealerTechnician, .financeOfficer] {
            try await world.browse(as: role) { browser in
                let (one, list) = (
                    try await browser.get("/arman/training/\(course)"), try await browser.get("/arman/certificates")
                )
                #expect(one.status == .notFound && list.status == .notFound)
            }
        }
    }
}
