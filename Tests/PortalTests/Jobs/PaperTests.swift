import Database
import Domain
import Testing

@testable import Ground
@testable import Work

@Suite("A job on paper")
struct PaperTests {
    private static let papers = ["slip", "slip?paper=80", "label", "order", "report"]

    @Test("has the company's head, what was agreed with the deposit in words, and the terms, in the reader's language")
    func slip() async throws {
        let world = try await World()
        try await world.arman.write { tx in
            try ReceptionSetting(repeatDays: 30, termsFa: "بند یک\nبند دو", termsEn: "Clause one").set(tx)
        }
        try await world.browse(as: .reception) { browser in
            let place = try #require(
                try await browser.post("/arman/jobs", NewJobTests.form() + IntakeTests.said).location)
            let job: Int64 = try #require(try await world.arman.read { try $0.value("SELECT id FROM job") })
            let added = try await browser.upload(
                "/arman/files/of/job/\(job)", [], files: [("photos", "a.jpg", TestPhotos.jpeg())])
            #expect(added.status == .seeOther)
            for path in ["/slip", "/slip?paper=80"] {
                let slip = try await browser.get(place + path)
                #expect(slip.status == .ok)
                for text in [
                    "آرمان", "رسید پذیرش", "مینا کاظمی", "FR-900", "پنج میلیون ریال", "بند یک", "بند دو", "سرد نمی‌کند",
                    "در خط دارد", "عکس و فایل پیوست", "امضای مشتری", "<svg class=\"qr\"",
                ] { #expect(slip.text.contains(text), "\(path) \(text)") }
            }
            let page = try await browser.get(place).text
            for path in Self.papers { #expect(page.contains("\(place)/\(path)"), "\(path)") }
            let label = try await browser.get(place + "/label").text
            #expect(label.contains("الف ۳") && label.contains("<svg class=\"qr\"") && !label.contains("letterhead"))
            _ = try await browser.post("/language", [("language", "en"), ("back", place)])
            let english = try await browser.get(place + "/slip").text
            #expect(english.contains("five million rial") && english.contains("Clause one"))
        }
        let kinds = try await world.arman.read {
            try $0.list("SELECT DISTINCT kind FROM event WHERE room = 'papers' ORDER BY kind", as: String.self)
        }
        #expect(kinds == ["label_opened", "slip_opened"])
    }

    @Test("is followed by the customer's link where he has one, and never by a letter that is no ASCII")
    func code() async throws {
        #expect(PaperCode("۱۴۰۵-۰۰۰۰۰۱") == nil && PaperCode("1405-000001") != nil)
        let world = try await World()
        let number = try await world.addJob()
        try await world.browse(as: .reception) { browser in
            let bare = try await browser.get("/arman/jobs/\(number)/slip").text
            #expect(bare.contains("<svg class=\"qr\"") && !bare.contains("پیگیری کار با تلفن همراه"))
        }
    }

    @Test("tells the technician what to do, and afterwards what became of it, with what was paid in words")
    func report() async throws {
        let world = try await World()
        let number = try await world.addClaim([123_000]).number
        try await world.arman.write { tx in
            _ = try tx.execute(
                "UPDATE visit SET customer_labour = 1500000, customer_travel = 200000, remedy = 'تعویض برد'")
        }
        try await world.browse(as: .dealerManager) { browser in
            let report = try await browser.get("/arman/jobs/\(number)/report").text
            for text in ["گزارش مراجعه", "تعویض برد", "یک میلیون و هفتصد هزار ریال", "امضای سرویس‌کار"] {
                #expect(report.contains(text), "\(text)")
            }
            let order = try await browser.get("/arman/jobs/\(number)/order").text
            #expect(order.contains("شرح کار انجام‌شده") && order.contains("زهرا کریمی"))
            let page = try await browser.get("/arman/jobs/\(number)").text
            #expect(page.contains("/jobs/\(number)/report") && !page.contains("/jobs/\(number)/slip"))
            let slip = try await browser.get("/arman/jobs/\(number)/slip")
            #expect(slip.status == .notFound)
        }
        try await world.browse(as: .dealerManager, dealer: 2) { browser in
            for paper in Self.papers {
                let answer = try await browser.get("/arman/jobs/\(number)/\(paper)")
                #expect(answer.status == .notFound, "\(paper)")
            }
        }
    }
}
