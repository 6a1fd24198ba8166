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
        /// A number with one decimal.
        case tenths(Int64)
        /// A date to sort by and to reckon with.
        case day(CalendarDay)
    }

    /// A sheet of words beside the first: explanations.
    public struct Notes: Sendable {
        let name: String
        let header: [String]
        let rows: [[String]]

        public init(_ name: String, header: [String], rows: [[String]]) {
            (self.name, self.header, self.rows) = (name, header, rows)
        }
    }

    public struct Failed: Error {
        public let code: UInt32
    }

    /// - Parameters:
    ///   - header: nil for a sheet that begins with its rows.
    ///   - isToFill: people fill the sheet, so that its columns take what is typed as text: `0912…` keeps its zero.
    ///   - notes: a second sheet.
    ///   - madeAt: seconds of UTC that the file names as its making, so that the same rows are the same bytes; nil for now.
    /// - Returns: the bytes of the .xlsx file, of which there are not many.
    public static func bytes(
        sheet name: String, rightToLeft: Bool, header: [String]?, isToFill: Bool = false, notes: Notes? = nil,
        madeAt: Int64? = nil,
        rows: (_ add: ([Cell]) -> Void) throws -> Void
    ) throws -> [UInt8] {
        try file(
            sheet: name, rightToLeft: rightToLeft, header: header, isToFill: isToFill, notes: notes, madeAt: madeAt,
            rows: rows
        ).bytes()
    }

    /// As `bytes`, for however many rows: each goes to the disk as it comes, so that memory stays small.
    public static func file(
        sheet name: String, rightToLeft: Bool, header: [String]?, isToFill: Bool = false, notes: Notes? = nil,
        madeAt: Int64? = nil,
        rows: (_ add: ([Cell]) -> Void) throws -> Void
    ) throws -> WorkbookFile {
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
        if isToFill { takeText(sheet, columns: header?.count ?? 0, book) }
        if let header { write(header, sheet, bold) }
        let formats = Formats(book)
        var line: lxw_row_t = header == nil ? 0 : 1
        do {
            try rows { cells in
                defer { line += 1 }
                for (column, cell) in cells.enumerated() {
                    switch cell {
                    case .text(let text): worksheet_write_string(sheet, line, lxw_col_t(column), text, nil)
                    case .number(let number): write(number, sheet, line, lxw_col_t(column), formats.grouped)
                    case .tenths(let tenths):
                        worksheet_write_number(sheet, line, lxw_col_t(column), Double(tenths) / 10, formats.tenths)
                    case .day(let day): write(day, sheet, line, lxw_col_t(column), formats.day)
                    }
                }
            }
        } catch {
            lxw_workbook_free(book)
            throw error
        }
        if let notes { add(notes, rightToLeft: rightToLeft, book, bold) }
        let result = workbook_close(book)
        guard result == LXW_NO_ERROR else { throw Failed(code: UInt32(result.rawValue)) }
        return try WorkbookFile(taking: path)
    }

    private static func write(
        _ header: [String], _ sheet: UnsafeMutablePointer<lxw_worksheet>?, _ bold: UnsafeMutablePointer<lxw_format>?
    ) {
        for (column, title) in header.enumerated() {
            worksheet_write_string(sheet, 0, lxw_col_t(column), title, bold)
        }
        worksheet_freeze_panes(sheet, 1, 0)
    }

    private static func takeText(
        _ sheet: UnsafeMutablePointer<lxw_worksheet>?, columns: Int, _ book: UnsafeMutablePointer<lxw_workbook>?
    ) {
        let text = workbook_add_format(book)
        format_set_num_format(text, "@")
        worksheet_set_column(sheet, 0, lxw_col_t(max(columns - 1, 0)), 18, text)
    }

    private static func add(
        _ notes: Notes, rightToLeft: Bool, _ book: UnsafeMutablePointer<lxw_workbook>?,
        _ bold: UnsafeMutablePointer<lxw_format>?
    ) {
        let sheet = workbook_add_worksheet(book, notes.name)
        if rightToLeft { worksheet_right_to_left(sheet) }
        let wrapped = workbook_add_format(book)
        format_set_text_wrap(wrapped)
        format_set_align(wrapped, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        worksheet_set_column(sheet, 0, lxw_col_t(max(notes.header.count - 1, 0)), 32, wrapped)
        write(notes.header, sheet, bold)
        for (row, cells) in notes.rows.enumerated() {
            for (column, text) in cells.enumerated() {
                worksheet_write_string(sheet, lxw_row_t(row + 1), lxw_col_t(column), text, wrapped)
            }
        }
    }

    private struct Formats {
        let grouped: UnsafeMutablePointer<lxw_format>?
        let tenths: UnsafeMutablePointer<lxw_format>?
        let day: UnsafeMutablePointer<lxw_format>?

        init(_ book: UnsafeMutablePointer<lxw_workbook>?) {
            func format(_ code: String) -> UnsafeMutablePointer<lxw_format>? {
                let format = workbook_add_format(book)
                format_set_num_format(format, code)
                return format
            }
            (grouped, tenths, day) = (format("#,##0"), format("#,##0.0"), format("yyyy-mm-dd"))
        }
    }

    /// Before 1900 there are no dates in Excel.
    private static func write(
        _ day: CalendarDay, _ sheet: UnsafeMutablePointer<lxw_worksheet>?, _ row: lxw_row_t, _ column: lxw_col_t,
        _ format: UnsafeMutablePointer<lxw_format>?
    ) {
        guard day.year >= 1900 else {
            worksheet_write_string(sheet, row, column, day.isoText, nil)
            return
        }
        var date = lxw_datetime()
        (date.year, date.month, date.day) = (Int32(day.year), Int32(day.month), Int32(day.day))
        worksheet_write_datetime(sheet, row, column, &date, format)
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
        case .tenths(let tenths): Self.text(tenths: tenths)
        case .day(let day): day.isoText
        }
    }

    private static func text(tenths: Int64) -> String {
        let size = tenths.magnitude
        let rest = size % 10 == 0 ? "" : "." + String(size % 10)
        return (tenths < 0 ? "-" : "") + String(size / 10) + rest
    }
}
