/// A file of rows and columns in a bank's format: cells, and for a text file its bytes.
public struct BankSheet: Sendable {
    public struct Cell: Hashable, Sendable {
        public let text: String
        /// What a workbook holds as a number.
        public var number: Int64?
    }

    /// Nil where the format has none.
    public let header: [String]?
    /// The control line among them.
    public let lines: [[Cell]]
    private let format: BankFormat

    /// - Throws: `banks.column.long` with header and value, where something that must not be cut is longer than its column.
    public init(
        _ part: BankFilePlan.Part, of plan: BankFilePlan, format: BankFormat, facts: BankFileFacts
    ) throws(Complaint) {
        self.format = format
        header = format.hasHeader ? format.columns.map { Self.head($0, format) } : nil
        var lines: [[Cell]] = []
        for (place, order) in part.orders.enumerated() {
            var cells: [Cell] = []
            for column in format.columns {
                let cell = Self.cell(column, place + 1, order, plan.rows[order.row], format, facts)
                cells.append(try Self.fitted(cell, column, format))
            }
            lines.append(cells)
        }
        if format.controlLine != .none {
            var cells: [Cell] = []
            for column in format.columns { cells.append(try Self.fitted(control(part.sums, column), column, format)) }
            lines.insert(cells, at: format.controlLine == .first ? 0 : lines.count)
        }
        self.lines = lines

        func control(_ sums: ControlSums, _ column: BankColumn) -> Cell {
            switch column.content {
            case .row: Self.counted(Int64(sums.orders), column)
            case .amount: Self.counted(sums.total, column)
            default: Cell(text: "")
            }
        }
    }

    private static func cell(
        _ column: BankColumn, _ number: Int, _ order: PaymentOrder, _ row: PaymentRow, _ format: BankFormat,
        _ facts: BankFileFacts
    ) -> Cell {
        let text =
            switch column.content {
            case .row: String(number)
            case .sheba: row.sheba
            case .shebaDigits: String(row.sheba.dropFirst(2))
            case .amount: String(order.amount)
            case .payee: safe(BankText.plain(row.payee), format)
            case .reference: order.reference
            case .description: safe(facts.description(format.description, order, row), format)
            case .nationalID: safe(BankText.plain(row.nationalID), format)
            case .dealer: safe(BankText.plain(row.dealer), format)
            case .fixed: safe(BankText.plain(column.text), format)
            case .method: safe(column.methodText(order.method), format)
            case .date: column.dateText(facts.day)
            case .empty: ""
            }
        switch column.content {
        case .row: return counted(Int64(number), column)
        case .amount: return counted(order.amount, column)
        default: return Cell(text: column.digits == .persian ? Digits.persian(text) : text)
        }
    }

    private static func counted(_ number: Int64, _ column: BankColumn) -> Cell {
        switch column.digits {
        case .latin: Cell(text: String(number), number: number)
        case .persian: Cell(text: Digits.persian(String(number)))
        }
    }

    /// In a text file no cell may start as a spreadsheet's formula does; a workbook's cells are texts anyway.
    private static func safe(_ text: String, _ format: BankFormat) -> String {
        format.kind == .text ? DelimitedText.safeCell(text) : text
    }

    private static func head(_ column: BankColumn, _ format: BankFormat) -> String {
        let text = safe(BankText.plain(column.header), format)
        guard let width = fixedWidth(column, format) else { return text }
        return padded(BankText.cut(text, to: width), width, isCounted: false)
    }

    private static func fitted(_ cell: Cell, _ column: BankColumn, _ format: BankFormat) throws(Complaint) -> Cell {
        let width = fixedWidth(column, format)
        let longest = min(column.longest ?? .max, width ?? .max)
        var text = cell.text
        if text.unicodeScalars.count > longest {
            guard column.content.isText else { throw Complaint("banks.column.long", column.header, text) }
            text = BankText.cut(text, to: longest)
        }
        if let width { text = padded(text, width, isCounted: column.content.isCounted && !text.isEmpty, column.digits) }
        return Cell(text: text, number: cell.number)
    }

    private static func fixedWidth(_ column: BankColumn, _ format: BankFormat) -> Int? {
        format.kind == .text && format.delimiter == .none ? column.width : nil
    }

    /// Numbers get zeros in front, texts spaces behind.
    private static func padded(
        _ text: String, _ width: Int, isCounted: Bool, _ digits: BankColumn.Script = .latin
    ) -> String {
        let missing = max(0, width - text.unicodeScalars.count)
        guard isCounted else { return text + String(repeating: " ", count: missing) }
        return String(repeating: digits == .persian ? Digits.persian("0") : "0", count: missing) + text
    }
}

extension BankSheet {
    /// The whole text file.
    /// - Throws: `banks.letter.unwritable` with the letter and the line that holds it.
    public func bytes() throws(Complaint) -> [UInt8] {
        let records = (header.map { [$0] } ?? []) + lines.map { $0.map(\.text) }
        var bytes: [UInt8] = format.encoding == .markedUTF8 ? [0xEF, 0xBB, 0xBF] : []
        for record in records {
            let line = record.map(written).joined(separator: format.delimiter.text)
            do {
                bytes += try BankText.bytes(line + format.lineEnd.text, format)
            } catch { throw Complaint(error.key, values: error.values + [line]) }
        }
        return bytes
    }

    private func written(_ cell: String) -> String {
        guard format.delimiter != .none else { return cell }
        let delimiter = Character(format.delimiter.text)
        switch format.quoting {
        case .needed: return DelimitedText.quoted(cell, delimiter)
        case .always: return "\"" + cell.replacing("\"", with: "\"\"") + "\""
        case .never:
            let plain = cell.unicodeScalars.map { $0 == "\"" || delimiter.unicodeScalars.contains($0) ? " " : $0 }
            return String(String.UnicodeScalarView(plain))
        }
    }
}
