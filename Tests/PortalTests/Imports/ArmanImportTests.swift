import Database
import Domain
import Foundation
import Testing
import Web

@testable import Fees
@testable import Ground
@testable import House

/// The files of a head office, as they are, into a real store.
@Suite struct ArmanImportTests {
    struct Expected: Decodable {
        struct Counts: Decodable {
            let records: Int
            let imported: Int
        }
        struct Refused: Decodable, Hashable {
            let file: String
            let record: Int
            let column: String
        }
        let files: [String: Counts]
        let refused: [Refused]
    }

    static let files: [(kind: ImportKind, name: String)] = [
        (.dealers, "dealers.csv"), (.products, "products.csv"), (.requests, "service_requests.csv"),
    ]

    @Test("The arman files give exactly the expected counts and refusals, and add nothing when sent again")
    func exactlyAsExpected() async throws {
        let world = try await World()
        let expected = try JSONDecoder().decode(Expected.self, from: Data(try sample("expected_import.json")))
        let before = try await counts(world)
        for round in 1...2 {
            for file in Self.files {
                let report = try await world.load(file.kind, file.name, try sample(file.name)).report
                #expect(report.file == file.name)
                #expect(report.records == expected.files[file.name]?.records)
                #expect(report.imported == expected.files[file.name]?.imported, "\(file.name), round \(round)")
                let refused = report.refused.map {
                    Expected.Refused(file: file.name, record: $0.record, column: $0.column)
                }
                #expect(refused == expected.refused.filter { $0.file == file.name }, "\(file.name), round \(round)")
                #expect(report.refused.allSatisfy { !$0.reason.isEmpty && !$0.reason.contains("{") })
            }
        }
        let after = try await counts(world)
        #expect(after["dealer"]! - before["dealer"]! == 50)
        #expect(after["customer"]! - before["customer"]! == 2303)
        #expect(after["unit"]! - before["unit"]! == 2563)
        #expect(after["job"]! - before["job"]! == 2970)
        #expect(after["job_event"]! - before["job_event"]! == 2970)
    }

    @Test("Saved as Excel workbooks they give the very same", arguments: files)
    func asWorkbooks(kind: ImportKind, name: String) async throws {
        let (world, other) = (try await World(), try await World())
        for (kind, name) in Self.files where kind != .requests {
            _ = try await world.load(kind, name, try sample(name))
            _ = try await other.load(kind, name, try sample(name))
        }
        let text = try await world.load(kind, name, try sample(name)).report
        let bytes = try workbook(DelimitedText.read(sample(name)))
        let report = try await other.load(kind, name.replacing(".csv", with: ".xlsx"), bytes).report
        #expect(report.records == text.records)
        #expect(report.imported == text.imported)
        #expect(report.refused.map(\.record) == text.refused.map(\.record))
        #expect(report.refused.map(\.reason) == text.refused.map(\.reason))
    }

    @Test("The report is JSON with its names as promised")
    func reportAsJSON() async throws {
        let world = try await World()
        let report = try await world.load(.dealers, "dealers.csv", try sample("dealers.csv")).report
        let read = try JSONDecoder().decode(ImportReport.self, from: Data(try report.json().utf8))
        #expect(read.refused.map(\.record) == [6, 15, 24, 33])
        #expect(read.imported == 50)
    }

    @Test("Refused rows come back with their reasons; mended and sent again they go in, and the rest stays")
    func mendedRows() async throws {
        let world = try await World()
        let first = try await world.load(.dealers, "dealers.csv", try sample("dealers.csv"))
        #expect(first.refused.starts(with: [0xEF, 0xBB, 0xBF]))
        let again = try await world.load(.dealers, "refused.csv", first.refused)
        #expect(again.report.records == 4)
        #expect(again.report.imported == 0)
        #expect(try DelimitedText.read(again.refused).header == DelimitedText.read(first.refused).header)
        let mended = String(decoding: first.refused, as: UTF8.self).replacing("0912345,", with: "09123456789,")
        let last = try await world.load(.dealers, "mended.csv", Array(mended.utf8))
        #expect(last.report.imported == 1)
        #expect(last.report.refused.map(\.record) == [1, 2, 3])
    }

    @Test("A tariff's file becomes one draft of dealers' fees, and with one bad row none")
    func tariffs() async throws {
        let world = try await World()
        let bytes = try sample("tariff.csv")
        let broken = String(decoding: bytes, as: UTF8.self).replacing("1930000", with: "much")
        let refused = try await world.load(.tariff, "tariff.csv", Array(broken.utf8)).report
        #expect(refused.imported == 0)
        #expect(refused.refused.map(\.record) == [1])
        #expect(refused.refused.map(\.column) == ["amount"])
        for _ in 1...2 { #expect(try await world.load(.tariff, "tariff.csv", bytes).report.imported == 30) }
        let drafts = try await world.arman.read { try TariffStore.list($0) }.filter { $0.name == "tariff" }
        #expect(drafts.map(\.rules) == [30])
        #expect(drafts.map(\.state) == [.draft])
    }

    @Test("A file saved as UTF-16 or Windows-1256 is read like one in UTF-8")
    func encodings() async throws {
        let world = try await World()
        let text = "کد مدل;نام مدل;گروه کالا;ماه گارانتی;شروع گارانتی از\nU-1;یک;یخچال;۲۴;نصب\n"
        let wide: [UInt8] = [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(try await world.load(.products, "wide.csv", wide).report.imported == 1)
        let old = try sample("products.csv")
        #expect(String(validating: old, as: UTF8.self) == nil)
        #expect(try await world.load(.products, "old.csv", old).report.imported == 44)
        let name: String? = try await world.arman.read {
            try $0.value("SELECT name FROM product_model WHERE code = 'FR-951B0'")
        }
        #expect(name == "یخچال مدل کیان 29")
    }

    @Test("Half a file: the row it breaks off in is refused, those before it are in")
    func halfAFile() async throws {
        let world = try await World()
        let bytes = try sample("dealers.csv")
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let half = Array(lines.prefix(4).joined(separator: [0x0A])) + [0x0A] + lines[4].prefix(40)
        let report = try await world.load(.dealers, "half.csv", half).report
        #expect(report.imported == 3)
        #expect(report.refused.map(\.record) == [4])
    }

    @Test("A number that another request has is refused; codes meet whatever their case")
    func otherRequest() async throws {
        let world = try await World()
        let header = "شماره پذیرش,تاریخ پذیرش,نام مشتری,همراه,شهر,کد مدل,سریال,نوع سرویس\n"
        let first = header + "k-1,1405/06/01,علی قاسمی,09123456789,تهران,fridge-1,s1,تعمير\n"
        #expect(try await world.load(.requests, "a.csv", Array(first.utf8)).report.imported == 1)
        let second =
            header
            + "K-1,1405/06/02,علی قاسمی,09123456789,تهران,FRIDGE-1,S1,تعمیر\n"
            + "K-2,1405/06/02,ع قاسمی,+98 912 345 6789,تهران,TV-1,S1,نصب\n"
            + "K-3,1405/06/02,رضا,9123456780,تهران,FRIDGE-1,S1,بازدید\n"
        let report = try await world.load(.requests, "b.csv", Array(second.utf8)).report
        #expect(report.refused.map(\.column) == ["شماره پذیرش", "سریال"])
        #expect(report.imported == 1)
        #expect(try await world.answer("SELECT count(*) FROM customer WHERE name = 'علی قاسمی'") == 1)
        #expect(try await world.answer("SELECT count(*) FROM unit WHERE serial = 'S1'") == 1)
    }

    private func counts(_ world: World) async throws -> [String: Int] {
        try await world.arman.read { tx in
            var counts: [String: Int] = [:]
            for table in ["dealer", "customer", "unit", "job", "job_event"] {
                counts[table] = try tx.value(SQL(trusted: "SELECT count(*) FROM \(table)"))
            }
            return counts
        }
    }
}

func sample(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: World.root("Samples/arman/\(name)")))
}

extension World {
    func load(
        _ kind: ImportKind, _ name: String, _ bytes: [UInt8], language: Language = .fa
    ) async throws -> (report: ImportReport, refused: [UInt8]) {
        try await ImportFile(company: arman, root: Self.root, language: language)
            .run(kind, name: name, bytes: bytes, validFrom: "1405/01/01")
    }
}

/// A table as an Excel file, whole numbers of at most fifteen digits as numbers.
func workbook(_ table: Table) throws -> [UInt8] {
    try Workbook.bytes(sheet: "برگه", rightToLeft: true, header: table.header) { add in
        for record in table.records {
            add(
                record.map { text in
                    let number = Int64(text).flatMap { String($0) == text && text.count < 16 ? $0 : nil }
                    return number.map(Workbook.Cell.number) ?? .text(text)
                })
        }
    }
}
