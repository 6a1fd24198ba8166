import Database
import Domain
import Foundation
import Spreadsheets
import Testing

@testable import Ground
@testable import Web

@Suite("A large file")
struct LargeFileTests {
    /// Kilobytes of the process that lie in memory, its greatest so far.
    private var peak: Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
        return Int(line.filter(\.isNumber)) ?? 0
    }

    private func write(_ rows: Int) throws -> WorkbookFile {
        let text = Workbook.Cell.text("یخچال فریزر ساید بای ساید، تهران، خیابان آزادی")
        return try Workbook.file(sheet: "s", rightToLeft: true, header: (1...10).map { "ستون \($0)" }) { add in
            for row in 0..<rows { add([.number(Int64(row))] + Array(repeating: text, count: 9)) }
        }
    }

    @Test("of a hundred thousand rows is written and sent with no more memory than one of a thousand takes")
    func memory() throws {
        _ = try write(1_000)
        // Nothing that was before counts: the mark begins anew.
        try "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8)
        let before = peak
        let file = try write(100_000)
        var sent = 0
        while sent < file.count { sent += try file.read(at: sent).count }
        #expect(sent == file.count && file.count > 1_000_000)
        #expect(peak - before < 40_000, "kilobytes: \(before) before, \(peak) after")
    }

    @Test("comes whole, piece by piece, and its name is gone from the disk")
    func whole() async throws {
        let world = try await World()
        try await world.browse(as: .auditor) { browser in
            let answer = try await browser.get("/arman/people/export?format=xlsx")
            #expect(answer.status == .ok)
            #expect(try TableFile.table(answer.bytes).records.isEmpty == false)
        }
        let rows = try write(3_000)
        let table = try TableFile.table(rows.bytes())
        #expect(table.records.count == 3_000 && table.records[2_999][0] == "2999")
    }
}
