import Domain

/// The rows of one sheet that hold something, as texts.
final class SheetPart: PartReader {
    struct Line {
        /// Counted from 1.
        let number: Int
        /// From the first column to the last that is filled.
        let cells: [String]
    }

    /// Cells that are joined; lines from 1, columns from 0.
    struct Merge {
        let lines: ClosedRange<Int>
        let columns: ClosedRange<Int>
    }

    private(set) var rows: [Line] = []
    /// Those among the first rows, where a table's head may be.
    private(set) var merges: [Merge] = []
    private let reading: CellReading
    private var line = 0
    private var row: [String] = []
    private var column = -1
    private var cell = CellParts()
    private var text = PartText()
    private var isIn = Place.none
    private var count = 0
    private var size = 0

    private enum Place { case none, value, formula }

    init(_ reading: CellReading) { self.reading = reading }

    func start(_ name: String, _ attributes: XMLAttributes) throws(Complaint) {
        switch name {
        case "c":
            column = try attributes["r"].map(Self.column) ?? column + 1
            guard column >= row.count else { throw .broken }
            cell.clear(type: attributes["t"] ?? "n", style: attributes["s"].flatMap { Int($0) })
            text.clear()
        case "v": isIn = .value
        case "f":
            isIn = .formula
            cell.hasFormula = true
        case "row":
            let next = try attributes["r"].map(Self.number) ?? line + 1
            guard next > line else { throw .broken }
            (line, column) = (next, -1)
        case "mergeCell": try addMerge(attributes["ref"] ?? "")
        default: text.start(name)
        }
    }

    func end(_ name: String) throws(Complaint) {
        switch name {
        case "c": try endCell()
        case "v", "f": isIn = .none
        case "row": try endRow()
        default: text.end(name)
        }
    }

    func text(_ piece: UnsafeRawBufferPointer) throws(Complaint) {
        switch isIn {
        case .value: try cell.value.append(cell: piece, line: line)
        case .formula: try cell.formula.append(cell: piece, line: line)
        case .none: try text.add(piece, line: line)
        }
    }

    private func endCell() throws(Complaint) {
        let written = try reading.text(cell, inline: text)
        guard !written.isEmpty, !DelimitedText.trimmed(written).isEmpty else { return }
        guard column < Bound.columns else { throw Complaint("table.columns.many", String(Bound.columns)) }
        count += column + 1 - row.count
        size += written.utf8.count
        guard count <= Bound.cells, size <= Bound.text else { throw Complaint("table.workbook.large") }
        while row.count < column { row.append("") }
        row.append(written)
    }

    private func endRow() throws(Complaint) {
        guard !row.isEmpty else { return }
        rows.append(Line(number: line, cells: row))
        row.removeAll(keepingCapacity: true)
        guard rows.count <= DelimitedText.mostRecords + Bound.headRows else {
            throw Complaint("table.records.many", String(DelimitedText.mostRecords))
        }
    }

    private func addMerge(_ reference: String) throws(Complaint) {
        let ends = reference.split(separator: ":").map(String.init)
        guard ends.count == 2, merges.count < Bound.merges, let last = rows.prefix(Bound.headRows).last else { return }
        let (top, bottom) = (try Self.line(of: ends[0]), try Self.line(of: ends[1]))
        let (left, right) = (try Self.column(ends[0]), try Self.column(ends[1]))
        guard top <= bottom, left <= right, top <= last.number else { return }
        merges.append(Merge(lines: top...bottom, columns: left...right))
    }

    private static func number(_ text: String) throws(Complaint) -> Int {
        guard let number = Int(text), (1...Bound.lastLine).contains(number) else { throw .broken }
        return number
    }

    private static func line(of reference: String) throws(Complaint) -> Int {
        try number(String(reference.drop { !$0.isNumber }))
    }

    /// `AB12` is column 27.
    private static func column(_ reference: String) throws(Complaint) -> Int {
        var column = 0
        for letter in reference.utf8 {
            guard let value = letterValue(letter) else { break }
            column = column * 26 + value
            guard column <= Bound.lastColumn else { throw .broken }
        }
        guard column > 0 else { throw .broken }
        return column - 1
    }

    private static func letterValue(_ letter: UInt8) -> Int? {
        switch letter {
        case 0x41...0x5A: Int(letter) - 0x40
        case 0x61...0x7A: Int(letter) - 0x60
        default: nil
        }
    }
}

/// One cell as it is stored.
struct CellParts {
    private(set) var type = "n"
    private(set) var style: Int?
    var value: [UInt8] = []
    var formula: [UInt8] = []
    var hasFormula = false

    mutating func clear(type: String, style: Int?) {
        (self.type, self.style, hasFormula) = (type, style, false)
        value.removeAll(keepingCapacity: true)
        formula.removeAll(keepingCapacity: true)
    }
}

/// Makes of a cell what a person reads in it.
struct CellReading {
    let texts: [String]
    let formats: [NumberFormat]
    let dates: SerialDates

    /// A formula whose result was never stored stays a formula, for all to see; so does an error (`#N/A`).
    func text(_ cell: CellParts, inline: PartText) throws(Complaint) -> String {
        if cell.type == "inlineStr" { return inline.string }
        guard !cell.value.isEmpty else {
            return cell.hasFormula ? "=" + String(decoding: cell.formula, as: UTF8.self) : ""
        }
        let value = String(decoding: cell.value, as: UTF8.self)
        switch cell.type {
        case "s":
            guard let place = Int(value), texts.indices.contains(place) else { throw .broken }
            return texts[place]
        case "b": return value == "0" ? "FALSE" : "TRUE"
        case "d": return value.replacing("T00:00:00", with: "").replacing("T", with: " ")
        case "str", "e": return value
        default: return number(value, cell.style)
        }
    }

    private func number(_ value: String, _ style: Int?) -> String {
        guard let number = WrittenNumber(value) else { return value }
        let format = style.flatMap { formats.indices.contains($0) ? formats[$0] : nil } ?? .plain
        switch format {
        case .plain: return number.text()
        case .percent: return number.hundredfold.text() + "%"
        case .padded(let digits): return number.text(padded: number.isWhole ? digits : 1)
        case .moment(let showsDay, let showsTime):
            let moment = Double(value).flatMap { dates.text($0, showsDay: showsDay, showsTime: showsTime) }
            return moment ?? number.text()
        case .duration: return Double(value).flatMap(SerialDates.duration) ?? number.text()
        }
    }
}
