import Database
import Domain
import Foundation
import Testing
import Web

@testable import Portal

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
                let refused = report.refused.map { Expected.Refused(file: file.name, record: $0.record, column: $0.column) }
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
        #expect(drafts.map(\.state) == ["draft"])
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
