import Database
import Domain
import Testing
import Web

@testable import Base
@testable import Ground
@testable import House

@Suite("A file of warranty cards")
struct CardImportTests {
    private static let head = "سریال,کد مدل,شماره کارت,تاریخ فروش,تاریخ تولید,تاریخ نصب,نام مشتری,همراه,شهر\n"

    private func bring(_ rows: String, to world: World, name: String = "cards.csv") async throws -> ImportReport {
        try await world.load(.cards, name, Array((Self.head + rows).utf8)).report
    }

    private func reasons(_ report: ImportReport) -> [String] { report.refused.map { "\($0.column): \($0.reason)" } }

    @Test("registers cards that wait for their customer, and those that have one become units; twice adds nothing")
    func registers() async throws {
        let world = try await World()
        let rows = """
            fr‌-۱۲۳٤,FRIDGE-1,K-1,1405/06/15,1405/02/01,,,,
            FR-2,FRIDGE-1,K-2,1405/06/15,1405/02/01,1405/06/20,زهرا کریمی,۰۹۱۲۳۴۵۶۷۸۹,کرج

            """
        let first = try await bring(rows, to: world)
        #expect(reasons(first) == [] && first.imported == 2)
        let twice = try await bring(rows, to: world, name: "again.csv")
        #expect(reasons(twice) == [] && twice.imported == 2)
        #expect(try await world.answer("SELECT sum(added) FROM import") == 2)
        #expect(try await world.answer("SELECT count(*) FROM warranty_card WHERE unit_id IS NULL") == 1)
        let unit = try await world.arman.read { tx in
            try tx.one(
                """
                SELECT u.serial, k.name, c.name_fa, u.installed_on, u.produced_on FROM unit u
                JOIN customer k ON k.id = u.customer_id JOIN city c ON c.id = u.city_id WHERE u.serial = 'FR-2'
                """)
        }
        #expect(try unit("name") == "زهرا کریمی" && unit("name_fa") == "کرج")
        try await world.browse(as: .reception) { browser in
            let list = try await browser.get("/arman/units/cards?q=fr-&state=waiting")
            #expect(list.text.contains("FR-1234") && !list.text.contains("FR-2<"))
            let byCard = try await browser.get("/arman/units/cards?q=k-2")
            #expect(byCard.text.contains("FR-2<") && !byCard.text.contains("FR-1234"))
            let card = try await browser.get("/arman/units/FR-1234")
            #expect(card.text.contains("بدون مشتری") && card.text.contains("K-1") && card.text.contains("۱۴۰۵/۰۶/۱۵"))
            #expect(card.text.contains("cards.csv، ردیف ۱"))
            #expect(try await browser.get("/arman/units/FR-2").text.contains("K-2"))
        }
    }

    @Test("gives back each faulty row with its reason, in the reader's language")
    func refuses() async throws {
        let world = try await World()
        _ = try await bring("A-1,FRIDGE-1,K-1,1405/01/01,,,,,\n", to: world, name: "first.csv")
        _ = try await world.addJob(serial: "J-1")
        let report = try await bring(
            """
            A-2,FRIDGE-1,K-1,,,,,,
            A-3,NONE-1,K-3,,,,,,
            A-4,FRIDGE-1,K-4,1405/01/01,1405/02/01,,,,
            A-5,FRIDGE-1,K-5,1406/01/01,,,,,
            A-6,FRIDGE-1,K-6,,,,زهرا,,
            A-7ی,FRIDGE-1,K-7,,,,,,
            A-1,FRIDGE-1,K-9,,,,,,
            A-1,FRIDGE-1,K-1,1405/01/02,,,,,
            A-8,FRIDGE-1,K-8,,,,,,
            A-9,FRIDGE-1,K-8,,,,,,
            J-1,FRIDGE-1,K-10,,,,دیگری,09120000009,
            ,FRIDGE-1,K-11,,,,,,

            """, to: world)
        #expect(report.imported == 1)
        let expected = [
            "شماره کارت: کارت K-1 از آن سریال A-1 است (فایل first.csv، ردیف ۱).", "کد مدل",
            "تاریخ فروش: پیش از تاریخ تولید است.",
            "تاریخ فروش: این روز هنوز نیامده است.", "همراه", "سریال: حرف «ی»", "شماره کارت: سریال A-1 کارت دیگری دارد",
            "تاریخ فروش: برای سریال A-1 روز دیگری",
            "شماره کارت: کارت K-8 از آن سریال A-8 است (فایل cards.csv، ردیف ۹).",
            "همراه: سریال J-1 به نام مشتری دیگری است", "سریال",
        ]
        let plain = reasons(report).map { $0.filter { !("\u{2066}"..."\u{2069}").contains($0) } }
        #expect(plain.count == expected.count)
        for (reason, start) in zip(plain, expected) { #expect(reason.hasPrefix(start), "\(reason)") }
        let english = try await world.load(
            .cards, "en.csv", Array("serial,model,card\nA-2,FRIDGE-1,K-1\n".utf8), language: .en)
        #expect(english.report.refused.first?.reason.contains("belongs to serial") == true)
        let file = try DelimitedText.read(english.refused)
        #expect(file.header == ["serial", "model", "card", "Refused column", "Reason"] && file.records.count == 1)
    }

    @Test("tells what was not known before: a buyer makes the unit, a machine known by a job is given its days")
    func adds() async throws {
        let world = try await World()
        _ = try await world.addJob(serial: "J-1")
        _ = try await bring("A-1,FRIDGE-1,,,1405/02/01,,,,\nJ-1,FRIDGE-1,K-2,,1405/02/01,,,,\n", to: world)
        let buyers = try await bring("A-1,FRIDGE-1,K-1,1405/06/15,,,مینا راد,09123456789,\n", to: world)
        #expect(reasons(buyers) == [])
        #expect(try await world.answer("SELECT count(*) FROM warranty_card WHERE unit_id IS NOT NULL") == 2)
        #expect(
            try await world.answer(
                "SELECT count(*) FROM unit WHERE produced_on IS NOT NULL AND serial IN ('A-1', 'J-1')") == 2)
        #expect(
            try await world.answer(
                "SELECT count(*) FROM event WHERE room = 'units' AND kind = 'changed' AND subject = 'unit'") == 1)
        // The buyer sold it on: his file says nothing new, and takes nothing back.
        _ = try await world.addJob(mobile: "09129998877", serial: "A-1")
        let again = try await bring("A-1,FRIDGE-1,K-1,1405/06/15,,,مینا راد,09123456789,\n", to: world)
        #expect(reasons(again) == [])
        #expect(try await world.answer("SELECT count(*) FROM customer WHERE name = 'مینا راد'") == 1)
        #expect(
            try await world.answer(
                "SELECT count(*) FROM unit u JOIN customer k ON k.id = u.customer_id WHERE k.name = 'مینا راد'") == 0)
    }

    @Test(
        "gives a job's new machine what its card says, refuses another model, and tells a stranger that it is genuine")
    func claimed() async throws {
        let world = try await World()
        _ = try await bring("A-1,FRIDGE-1,K-1,1405/06/15,1405/02/01,,,,کرج\n", to: world)
        let found = try await world.arman.read { try WarrantyCardList.check("A-1", $0) }
        #expect(found?.cover.dates.sale != nil)
        await #expect(throws: Complaint("unit.model.other", "A-1", "FRIDGE-1")) {
            try await world.arman.read { tx in
                let model: ID<ProductModel> = try #require(
                    try tx.value("SELECT id FROM product_model WHERE code <> 'FRIDGE-1'"))
                try UnitStore.check("a-1", model, tx)
            }
        }
        _ = try await world.addJob(serial: "a-1")
        #expect(
            try await world.answer(
                """
                SELECT count(*) FROM warranty_card c JOIN unit u ON u.id = c.unit_id AND u.customer_id = c.customer_id
                WHERE u.serial = 'A-1' AND u.produced_on = c.produced_on AND u.city_id IS NOT NULL
                """) == 1)
    }

    @Test("is read from an Excel workbook, where a serial of digits is a number")
    func workbookFile() async throws {
        let world = try await World()
        let table = Table(
            header: ["سریال", "کد مدل", "شماره کارت"],
            records: [["1234567890123", "FRIDGE-1", "100001"], ["1234567890124", "FRIDGE-1", "100002"]], lines: [2, 3])
        let report = try await world.load(.cards, "cards.xlsx", try workbook(table)).report
        #expect(reasons(report) == [])
        #expect(try await world.answer("SELECT count(*) FROM warranty_card WHERE serial = '1234567890124'") == 1)
    }

    @Test("may be brought by managers alone, and is foreseen before it is read")
    func roles() async throws {
        let world = try await World()
        let text = Self.head + "A-1,FRIDGE-1,K-1,,,,,,\nA-2,FRIDGE-1,K-1,,,,,,\n"
        try await world.browse(as: .reception) { browser in
            let answer = try await browser.upload(
                "/arman/imports", [("kind", "cards")], files: [(field: "file", name: "a.csv", bytes: Array(text.utf8))])
            #expect(answer.status == .forbidden)
        }
        try await world.browse(as: .serviceManager) { browser in
            let place = try await browser.uploaded("cards", text)
            #expect(try await browser.get(place).text.contains("از آن سریال"))
            #expect(try await browser.get("/arman/units/cards/export?format=csv").status == .ok)
        }
        #expect(try await world.answer("SELECT count(*) FROM warranty_card") == 0)
    }
}
