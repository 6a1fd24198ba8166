import Database
import Domain
import Foundation
import Testing

@testable import Ground

/// From upload to result, as people at head office go.
@Suite struct ImportPagesTests {
    @Test("A file is uploaded, looked at, read and reported; what was refused can be downloaded")
    func wholeWay() async throws {
        let world = try await World()
        try await world.browse(as: .serviceManager) { browser in
            let upload = try await browser.upload(
                "/arman/imports", [("kind", "dealers")],
                files: [(field: "file", name: "dealers.csv", bytes: try sample("dealers.csv"))])
            let place = try #require(upload.location)
            let preview = try await browser.get(place)
            #expect(preview.text.contains("شهرهای تحت پوشش"))
            #expect(preview.text.contains("IR012345678901234567890123"))
            #expect(try await browser.post(place + "/start", [("do", "start")]).status == .seeOther)
            let result = try await browser.whenDone(place, in: world)
            #expect(result.text.contains("نیست‌آباد"))
            let file = try await browser.get(place + "/refused")
            #expect(file.headers[.contentDisposition]?.contains("attachment") == true)
            #expect(try DelimitedText.read(Array(file.text.utf8)).records.count == 4)
            let page = try await browser.get("/arman/dealers/AR100")
            #expect(
                page.text.contains(
                    #"<bdi dir="ltr">IR35\#u{A0}0147\#u{A0}3174\#u{A0}6327\#u{A0}6519\#u{A0}2957\#u{A0}33</bdi>"#))
        }
    }

    @Test("A column that the file calls otherwise can be chosen by the person")
    func remapped() async throws {
        let world = try await World()
        let text = String(decoding: try sample("dealers.csv"), as: UTF8.self).replacing("شماره شبا", with: "حساب")
        try await world.browse(as: .administrator) { browser in
            let place = try await browser.uploaded("dealers", text)
            let refused = try await browser.post(place + "/start", [("do", "start")])
            #expect(refused.status == .unprocessableContent)
            #expect(refused.text.contains("f-column.sheba"))
            #expect(
                try await browser.post(place + "/start", [("do", "start"), ("column.sheba", "6")]).status == .seeOther)
            _ = try await browser.whenDone(place, in: world)
        }
        #expect(try await world.answer("SELECT count(*) FROM dealer WHERE code LIKE 'AR%'") == 50)
    }

    @Test(
        "What a person said of a file's columns holds for the next file of that kind, however it is spelt, and can be unsaid"
    )
    func remembered() async throws {
        let world = try await World()
        let first = "شناسه کالا,نام مدل,گروه کالا,ماه گارانتی,شروع گارانتی از,توضیح\nX-1,یک,یخچال,24,نصب,-\n"
        let second = "توضيح,شناسه‌ كالا,گروه کالا,ماه گارانتی,شروع گارانتی از,نام مدل\n-,X-2,یخچال,24,نصب,دو\n"
        try await world.browse(as: .administrator) { browser in
            let place = try await browser.uploaded("products", first)
            #expect(try await browser.get(place).text.contains(#"<option value="0">شناسه کالا</option>"#))
            let chosen = [("do", "start"), ("column.model", "0"), ("column.name", "1"), ("column.periodic_months", "")]
            #expect(try await browser.post(place + "/start", chosen).status == .seeOther)
            _ = try await browser.whenDone(place, in: world)
            let again = try await browser.uploaded("products", second)
            let page = try await browser.get(again)
            #expect(page.text.contains(#"<option value="1" selected>شناسه‌ كالا</option>"#))
            #expect(page.text.contains("برای فایل پیشین"))
            #expect(try await browser.post(again + "/start", [("do", "start")]).status == .seeOther)
            _ = try await browser.whenDone(again, in: world)
            // Of another kind nothing was said.
            let requests = try await browser.uploaded("requests", "شناسه کالا\n1\n")
            #expect(!(try await browser.get(requests).text.contains("selected>شناسه کالا")))
        }
        #expect(try await world.answer("SELECT count(*) FROM product_model WHERE code LIKE 'X-_'") == 2)
        #expect(try await world.answer("SELECT count(*) FROM import_head") == 1)
    }

    @Test("One column of the file cannot be two of ours")
    func twice() async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { browser in
            let place = try await browser.uploaded("products", String(decoding: Self.products, as: UTF8.self))
            let answer = try await browser.post(place + "/start", [("do", "start"), ("column.name", "0")])
            #expect(answer.status == .unprocessableContent)
        }
        #expect(try await world.answer("SELECT count(*) FROM product_model WHERE code = 'X-1'") == 0)
    }

    @Test(
        "A file that cannot be read is refused with a sentence beside its field",
        arguments: [
            ([0x50, 0x4B, 0x03, 0x04, 0x14, 0x00], "فایل اکسل"), ([], "فایلی انتخاب کنید"),
            (Array("کد مدل,نام مدل\n".utf8), "ردیفی در آن نیست"), (Array("a,\"b\n1,2".utf8), "بسته نشده است"),
        ] as [([UInt8], String)])
    func unreadable(bytes: [UInt8], sentence: String) async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { browser in
            let answer = try await browser.upload(
                "/arman/imports", [("kind", "products")], files: [(field: "file", name: "list.csv", bytes: bytes)])
            #expect(answer.status == .unprocessableContent)
            #expect(answer.text.contains(sentence))
        }
        #expect(try await world.answer("SELECT count(*) FROM import") == 0)
    }

    @Test("A file over the limit is refused as too large")
    func tooLarge() async throws {
        let world = try await World()
        try await world.browse(as: .administrator) { browser in
            let bytes = [UInt8](repeating: 0x61, count: 25 * 1024 * 1024)
            let answer = try await browser.upload(
                "/arman/imports", [("kind", "products")], files: [(field: "file", name: "list.csv", bytes: bytes)])
            #expect(answer.status == .contentTooLarge)
        }
    }

    @Test("Reception brings in requests, but no dealers and no tariff")
    func roles() async throws {
        let world = try await World()
        try await world.browse(as: .reception) { browser in
            for kind in ["dealers", "tariff"] {
                let answer = try await browser.upload(
                    "/arman/imports", [("kind", kind)], files: [(field: "file", name: "a.csv", bytes: Self.products)])
                #expect(answer.status == .forbidden, "\(kind)")
            }
            #expect(try await browser.uploaded("requests", "شماره پذیرش\n1\n").isEmpty == false)
        }
        for role in [Role.dealerManager, .dealerTechnician] {
            try await world.browse(as: role) { browser in
                for page in ["imports", "dealers", "dealers/D100", "products"] {
                    let answer = try await browser.get("/arman/\(page)")
                    #expect(answer.status == .notFound, "\(role) \(page)")
                }
            }
        }
    }

    @Test("Another company's import does not exist")
    func foreign() async throws {
        let world = try await World()
        try await world.serve { client in
            let own = try await world.browser(client, as: .administrator)
            let place = try await own.uploaded("products", String(decoding: Self.products, as: UTF8.self))
            #expect(try await own.get(place).status == .ok)
            let other = try await world.browser(client, as: .administrator, company: "pars")
            for path in [place, place + "/refused", place.replacing("/arman", with: "/pars")] {
                let answer = try await other.get(path)
                #expect(answer.status == .notFound, "\(path)")
            }
            #expect(try await other.post(place + "/start", [("do", "start")]).status == .notFound)
        }
    }

    static let products = Array("کد مدل,نام مدل,گروه کالا,ماه گارانتی,شروع گارانتی از\nX-1,یک,یخچال,24,نصب\n".utf8)
}

extension Browser {
    /// - Returns: where the file's page is.
    func uploaded(_ kind: String, _ text: String) async throws -> String {
        let answer = try await upload(
            "/arman/imports", [("kind", kind)], files: [(field: "file", name: "\(kind).csv", bytes: Array(text.utf8))])
        return try #require(answer.location, "\(answer.status)")
    }

    /// The page once its file is read.
    func whenDone(_ path: String, in world: World) async throws -> Answer {
        try await world.work()
        return try await get(path)
    }
}

extension World {
    func answer(_ sql: SQL) async throws -> Int { try await arman.read { try $0.value(sql) ?? 0 } }
}
