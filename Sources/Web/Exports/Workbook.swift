import CXlsxWriter
import Domain
import Foundation

/// One sheet as an Excel file. Text cells are strings always, so no cell of a customer's can become a formula.
public struct Workbook {
    public static let mediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    public enum Cell: Sendable {
        case text(String)
        /// A whole number, e.g. rial; shown grouped.
        case number(Int64)
    }

    public struct Failed: Error {
        public let code: UInt32
    }

    /// - Parameters:
    ///   - header: nil for a sheet that begins with its rows.
    ///   - madeAt: seconds of UTC that the file names as its making, so that the same rows are the same bytes; nil for now.
    /// - Returns: the bytes of the .xlsx file. Memory stays small: rows are streamed to a file as they come.
    public static func bytes(
        sheet name: String, rightToLeft: Bool, header: [String]?, madeAt: Int64? = nil,
        rows: (_ add: ([Cell]) -> Void) throws -> Void
    ) throws -> [UInt8] {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).xlsx").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        var options = lxw_workbook_options()
        options.constant_memory = 1
        let book = workbook_new_opt(path, &options)
        let sheet = workbook_add_worksheet(book, name)
        if let madeAt {
            var properties = lxw_doc_properties()
            properties.created = time_t(madeAt)
            workbook_set_properties(book, &properties)
        }
        if rightToLeft { worksheet_right_to_left(sheet) }
        let bold = workbook_add_format(book)
        format_set_bold(bold)
        for (column, title) in (header ?? []).enumerated() {
            worksheet_write_string(sheet, 0, lxw_col_t(column), title, bold)
        }
        if header != nil { worksheet_freeze_panes(sheet, 1, 0) }
        let grouped = workbook_add_format(book)
        format_set_num_format(grouped, "#,##0")
        var line: lxw_row_t = header == nil ? 0 : 1
        try rows { cells in
            defer { line += 1 }
            for (column, cell) in cells.enumerated() {
                switch cell {
                case .text(let text): worksheet_write_string(sheet, line, lxw_col_t(column), text, nil)
                case .number(let number): write(number, sheet, line, lxw_col_t(column), grouped)
                }
            }
        }
        let result = workbook_close(book)
        guard result == LXW_NO_ERROR else { throw Failed(code: UInt32(result.rawValue)) }
        return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    /// Excel keeps numbers as binary64: whole numbers beyond 2^53 would be rounded there, so they go in as text.
    private static func write(
        _ number: Int64, _ sheet: UnsafeMutablePointer<lxw_worksheet>?, _ row: lxw_row_t, _ column: lxw_col_t,
        _ format: UnsafeMutablePointer<lxw_format>?
    ) {
        if number.magnitude <= 1 << 53 {
            worksheet_write_number(sheet, row, column, Double(number), format)
        } else {
            worksheet_write_string(sheet, row, column, String(number), nil)
        }
    }
}

extension Workbook.Cell {
    /// As a cell of a CSV file: no text of anybody's is a formula there.
    public var plain: String {
        switch self {
        case .text(let text): DelimitedText.safeCell(text)
        case .number(let number): String(number)
        }
    }
}
