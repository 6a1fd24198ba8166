import Database
import Domain
import Foundation
import Spreadsheets
import Testing

@testable import Ground
@testable import Web

@Suite("A large file")
struct LargeFileTests {
    private func write(_ rows: Int) throws -> WorkbookFile {
        let text = Workbook.Cell.text("یخچال فریزر ساید بای ساید، تهران، خیابان آزادی")
        return try Workbook.file(sheet: "s", rightToLeft: true, header: (1...10).map { "ستون \($0)" }) { add in
            for row in 0..<rows { add([.number(Int64(row))] + Array(repeating: text, count: 9)) }
        }
    }

    @Test("goes out in pieces of 128 kB at most, however many rows it has")
    func pieces() throws {
        let file = try write(20_000)
        var (sent, largest) = (0, 0)
        while sent < file.count {
            let piece = try file.read(at: sent).count
            (sent, largest) = (sent + piece, max(largest, piece))
        }
        #expect(sent == file.count && file.count > 200_000)
        #expect(largest <= 128 * 1024)
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
