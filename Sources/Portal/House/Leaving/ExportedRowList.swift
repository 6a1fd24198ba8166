import Database
import Domain
import Ground

/// The rows of a company's tables as it takes them with it: each with all of its columns, moments and days also in the
/// Solar calendar.
struct ExportedTable: Sendable {
    let name: String
    let columns: [ExportedColumn]

    init(_ shape: TableShape) {
        name = shape.name
        columns = shape.columns.map(ExportedColumn.init)
    }

    var header: [String] { columns.flatMap(\.header) }

    func cells(_ row: Row, _ clock: CompanyClock) -> [String] {
        zip(columns, row.fields).flatMap { column, field in column.cells(field.value, clock) }
    }
}

/// How one column is written.
struct ExportedColumn: Sendable {
    private enum Kind { case moment, day, plain }

    private static let days: Set<String> = [
        "day", "valid_from", "valid_to", "contract_from", "contract_to", "from_day", "to_day",
    ]
    let name: String
    private let kind: Kind

    init(_ name: String) {
        self.name = name
        kind =
            name == "at" || name.hasSuffix("_at")
            ? .moment : Self.days.contains(name) || name.hasSuffix("_on") && !name.hasPrefix("is_") ? .day : .plain
    }

    var header: [String] { kind == .plain ? [name] : [name, name + "_jalali"] }

    func cells(_ value: SQLValue, _ clock: CompanyClock) -> [String] {
        guard kind != .plain else { return [Self.plain(value)] }
        guard case .integer(let number) = value else { return ["", ""] }
        if kind == .moment { return Self.moment(Instant(seconds: number), clock) }
        let day = CalendarDay(number: Int32(clamping: number))
        return [day.isoText, JalaliDate(day).text]
    }

    private static func moment(_ instant: Instant, _ clock: CompanyClock) -> [String] {
        let (day, time) = (clock.day(of: instant), clock.timeOfDay(of: instant))
        let text = [time.hour, time.minute, Int(((instant.seconds % 60) + 60) % 60)].map(twoDigits)
            .joined(separator: ":")
        return ["\(day.isoText)T\(text)", "\(JalaliDate(day).text) \(text)"]
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static func plain(_ value: SQLValue) -> String {
        switch value {
        case .null: ""
        case .integer(let number): String(number)
        case .text(let text): DelimitedText.safeCell(text)
        case .bytes(let bytes): bytes.map { String(Int($0) + 256, radix: 16).dropFirst() }.joined()
        }
    }
}

enum ExportedRowList {
    /// What says something of the program's own work and not of the company, or can be computed from all else.
    private static let leftOut: Set<String> = [
        "seal", "idempotency_key", "run", "upload", "arriving", "upload_hour", "customer_word", "contact_word",
        "unit_part", "part_word",
        "open_entry",
        // Their keys are sealed for this installation alone.
        "post_account", "hook", "hook_topic", "delivery", "push_device",
        // Only that something was said, which the messages tell.
        "reminder",
    ]

    /// The tables of the company's own, in the order in which keys lead somewhere; lists of words that a column may hold say
    /// nothing of it.
    static func tables(_ names: [String], _ tx: Transaction) throws -> [ExportedTable] {
        let shapes = Dictionary(uniqueKeysWithValues: try tx.tables().map { ($0.name, $0) })
        return names.filter { !leftOut.contains($0) }.compactMap { shapes[$0] }.filter { $0.columns != ["code"] }
            .map(ExportedTable.init)
    }

    static func forEach(
        _ table: ExportedTable, _ clock: CompanyClock, _ tx: Transaction, _ body: ([String]) throws -> Void
    ) throws {
        let columns = table.columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
        try tx.forEach(SQL(trusted: "SELECT \(columns) FROM \(table.name) ORDER BY 1")) { row in
            try body(table.cells(row, clock))
        }
    }

    /// The files that rows name, each with the ending of its kind where that is known.
    static func files(_ fittings: Fittings, _ tx: Transaction) throws -> [ExportedFile] {
        let kinds: [String: String] = try tx.rows("SELECT DISTINCT sha256, media_type FROM attachment").reduce(
            into: [:]) { all, row in all[try row("sha256")] = try row("media_type") as String }
        return try BlobList.named(fittings, tx).map { ExportedFile(sha256: $0, mediaType: kinds[$0]) }
    }
}
