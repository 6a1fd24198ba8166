import Domain
import Foundation
import Ground
import Web

/// The files of a payout, made and laid among the company's blobs; no row names them yet.
package struct MadeFiles: Sendable {
    package struct File: Sendable {
        package let name: String
        package let mediaType: String
        package let sha256: String
    }

    let payable: [PayableList.Row]
    package let plan: BankFilePlan
    package let files: [File]
    package let madeAt: Instant

    /// Work for a thread of its own: it writes to the disk.
    /// - Throws: what `BankFilePlan`, `BankSheet` and `PainMessage` complain of.
    package init(
        _ payable: [PayableList.Row], format: BankFormat, limits: OrderLimits, facts: BankFileFacts, in blobs: Blobs
    )
        throws
    {
        self.payable = payable
        madeAt = facts.madeAt
        plan = try BankFilePlan(payable.map(\.row), format: format, limits: limits)
        var files: [File] = []
        for part in plan.parts {
            let bytes = try Self.bytes(part, of: plan, format: format, facts: facts)
            let number = plan.parts.count == 1 ? "" : "-\(part.number)"
            files.append(
                File(
                    name: "\(facts.payout)\(number).\(format.fileEnding)", mediaType: format.mediaType,
                    sha256: try blobs.put(bytes)))
        }
        self.files = files
    }

    package static func bytes(
        _ part: BankFilePlan.Part, of plan: BankFilePlan, format: BankFormat, facts: BankFileFacts
    ) throws -> [UInt8] {
        switch format.kind {
        case .pain: return try PainMessage(part, of: plan, format: format, facts: facts).bytes
        case .text: return try BankSheet(part, of: plan, format: format, facts: facts).bytes()
        case .workbook:
            let sheet = try BankSheet(part, of: plan, format: format, facts: facts)
            return try Workbook.bytes(
                sheet: facts.payout, rightToLeft: true, header: sheet.header, madeAt: facts.madeAt.seconds
            ) { add in
                for line in sheet.lines {
                    add(line.map { cell in cell.number.map(Workbook.Cell.number) ?? .text(cell.text) })
                }
            }
        }
    }
}

extension BankFormat {
    var fileEnding: String {
        switch (kind, delimiter) {
        case (.pain, _): "xml"
        case (.workbook, _): "xlsx"
        case (.text, .comma), (.text, .semicolon): "csv"
        case (.text, .tab), (.text, .pipe), (.text, .none): "txt"
        }
    }

    package var mediaType: String {
        let letters = encoding == .windows1256 ? "windows-1256" : "utf-8"
        return switch kind {
        case .pain: "application/xml"
        case .workbook: Workbook.mediaType
        case .text: fileEnding == "csv" ? "text/csv; charset=\(letters)" : "text/plain; charset=\(letters)"
        }
    }
}
