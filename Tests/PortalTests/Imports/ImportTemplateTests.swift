import Domain
import Spreadsheets
import Testing
import Web

@testable import Ground
@testable import House

/// The files that a company is given to fill in.
@Suite struct ImportTemplateTests {
    @Test(
        "A template that comes back as it was given is read without a complaint, in both languages",
        arguments: [Language.fa, .en])
    func readBack(language: Language) async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { browser in
            _ = try await browser.post("/language", [("language", language.rawValue)])
            let page = try await browser.get("/arman/imports")
            for kind in [ImportKind.products, .dealers, .requests, .tariff] {
                #expect(page.text.contains("/arman/imports/templates/\(kind.rawValue)"))
                let file = try await browser.get("/arman/imports/templates/\(kind.rawValue)")
                #expect(file.headers[.contentDisposition]?.contains(".xlsx") == true)
                let read = try TableFile.read(file.bytes)
                #expect(read.table.records.count == 1)
                #expect(read.sheets.count == 2)
                let notes = try TableFile.table(file.bytes, sheet: 1)
                #expect(notes.records.count == read.table.header.count)
                #expect(notes.records.allSatisfy { $0.count == 4 && !$0[2].isEmpty }, "\(kind) \(language)")
                let sent = try await browser.upload(
                    "/arman/imports", [("kind", kind.rawValue)],
                    files: [(field: "file", name: "\(kind.rawValue).xlsx", bytes: file.bytes)])
                let place = try #require(sent.location)
                let start = [("do", "start"), ("valid_from", "1405/10/01")]
                let begun = try await browser.post(place + "/start", start)
                #expect(begun.status == .seeOther, "\(kind)")
                _ = try await browser.whenDone(place, in: world)
            }
        }
        let refused = try await world.arman.read {
            try $0.list("SELECT column_name || reason_key FROM import_refusal", as: String.self)
        }
        #expect(refused == [])
        #expect(try await world.answer("SELECT count(*) FROM import WHERE state = 'done' AND added > 0") == 4)
    }

    @Test("Of a workbook's sheets another one is read, once its columns were looked at")
    func sheets() async throws {
        let world = try await World()
        let products = Workbook.Notes(
            "محصولات", header: ["کد مدل", "نام مدل", "گروه کالا", "ماه گارانتی", "شروع گارانتی از"],
            rows: [["X-1", "یک", "یخچال", "24", "نصب"], ["X-2", "دو", "یخچال", "12", "فروش"]])
        let bytes = try Workbook.bytes(
            sheet: "یادداشت", rightToLeft: true, header: ["متن", "روز"], notes: products
        ) { add in add([.text("یک"), .text("دو")]) }
        try await world.browse(as: .administrator) { browser in
            let sent = try await browser.upload(
                "/arman/imports", [("kind", "products")], files: [(field: "file", name: "p.xlsx", bytes: bytes)])
            let place = try #require(sent.location)
            let page = try await browser.get(place)
            #expect(page.text.contains(#"<option value="1">محصولات</option>"#))
            let looked = try await browser.post(
                place + "/start", [("do", "start"), ("sheet", "1"), ("columns_of", "0"), ("column.model", "1")])
            #expect(looked.status == .ok)
            #expect(looked.text.contains("X-2"))
            let start = try await browser.post(
                place + "/start", [("do", "start"), ("sheet", "1"), ("columns_of", "1")])
            #expect(start.status == .seeOther)
            _ = try await browser.whenDone(place, in: world)
        }
        #expect(try await world.answer("SELECT count(*) FROM product_model WHERE code LIKE 'X-_'") == 2)
        #expect(try await world.answer("SELECT records FROM import") == 2)
    }

    @Test("Reception is given the template of requests alone")
    func roles() async throws {
        let world = try await World()
        try await world.browse(as: .reception) { browser in
            let own = try await browser.get("/arman/imports/templates/requests")
            #expect(own.status == .ok)
            for kind in ["dealers", "products", "tariff", "other"] {
                let other = try await browser.get("/arman/imports/templates/\(kind)")
                #expect(other.status == .notFound, "\(kind)")
            }
        }
    }
}
