import Database
import Domain
import HTTPTypes
import Hummingbird
import NIOCore
import Web

/// One column of a list's file: its head, and its cell of a row. In files digits are 0 to 9, so that programs read them.
package struct SheetColumn<Line: Sendable>: Sendable {
    /// Several where one fact is told in several ways.
    let heads: [String]
    let cells: @Sendable (Line) -> [Workbook.Cell]

    private init(heads: [String], cells: @escaping @Sendable (Line) -> [Workbook.Cell]) {
        (self.heads, self.cells) = (heads, cells)
    }

    package init(_ head: String, _ cell: @escaping @Sendable (Line) -> Workbook.Cell) {
        self.init(heads: [head]) { [cell($0)] }
    }

    /// A sum in the company's currency, which the head names.
    package init(
        amount head: String, _ context: CompanyContext, _ minor: @escaping @Sendable (Line) -> Int64?
    ) {
        let unit = context.reader.fileUnitName
        self.init("\(head) (\(unit))") { minor($0).map(Workbook.Cell.number) ?? .text("") }
    }

    /// A day: as the company writes it, and where that is not Gregorian, as a date beside it, which spreadsheets sort by
    /// and reckon with. Their own Jalali formats show another day in each program.
    package init(day head: String, _ context: CompanyContext, _ day: @escaping @Sendable (Line) -> CalendarDay?) {
        let calendar = context.company.clock.calendar
        let date = { @Sendable (line: Line) in day(line).map(Workbook.Cell.day) ?? .text("") }
        guard calendar == .jalali else {
            self.init(head, date)
            return
        }
        self.init(heads: [head, "\(head) (\(context.words("file.gregorian")))"]) { line in
            [.text(day(line).map(calendar.text) ?? ""), date(line)]
        }
    }
}

/// A list as a file, CSV or Excel: declared once, read and sent a page at a time, so that a large one holds up nobody. Who
/// took it out is written down.
package struct Sheet<Line: Sendable, Mark: Sendable>: Sendable {
    /// Beyond a cursor, or from the start: a page of so many lines.
    package typealias Chunk = @Sendable (Cursor<Mark>?, _ size: Int, Transaction) throws -> Slice<Line, Mark>

    /// ASCII, without an ending: `dealers`.
    let name: String
    /// In the history: the room that it is of, and the thing that it is about.
    let room: String
    let subject: EventSubject
    /// The key of the sheet's name in words.
    let title: String
    let columns: [SheetColumn<Line>]
    let chunk: Chunk
    /// Lines; one read of so many takes a few milliseconds.
    private let size = 1_000

    /// - Parameter room: as the history calls it; nil where it is called as the file.
    package init(
        _ name: String, of subject: EventSubject = EventSubject("list"), in room: String? = nil, title: String,
        columns: [SheetColumn<Line>], chunk: @escaping Chunk
    ) {
        (self.name, self.room, self.subject) = (name, room ?? name, subject)
        (self.title, self.columns, self.chunk) = (title, columns, chunk)
    }

    private func read(after mark: Mark?, _ tx: Transaction) throws -> Slice<Line, Mark> {
        try chunk(mark.map { Cursor(.onward, $0) }, size, tx)
    }

    /// - Parameter usual: the format where the address (`?format=xlsx`) asks for none.
    package func response(
        to request: Request, usual: String = "csv", _ context: CompanyContext
    ) async throws -> Response {
        let isWorkbook = (request.asked.filled("format") ?? usual) == "xlsx"
        let taken = Event(
            "exported", of: subject, in: room,
            detail: ["format": isWorkbook ? "xlsx" : "csv", "filter": String((request.uri.query ?? "").prefix(500))])
        let person = context.actor.person
        try await context.company.write { try EventStore.add(taken, by: person, $0) }
        return try await isWorkbook ? workbook(context) : csv(context)
    }

    private func csv(_ context: CompanyContext) async throws -> Response {
        let (company, columns) = (context.company, columns)
        let head = "\u{FEFF}" + Self.text([columns.flatMap(\.heads).map(DelimitedText.safeCell)])
        let body = ResponseBody { writer in
            try await writer.write(ByteBuffer(string: head))
            var mark: Mark?
            repeat {
                let last = mark
                let slice = try await company.readAtLength { try read(after: last, $0) }
                let records = slice.lines.map { line in columns.flatMap { $0.cells(line).map(\.plain) } }
                if !records.isEmpty { try await writer.write(ByteBuffer(string: Self.text(records))) }
                mark = slice.next
            } while mark != nil
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8",
                .contentDisposition: "attachment; filename=\"\(name).csv\"",
            ], body: body)
    }

    private func workbook(_ context: CompanyContext) async throws -> Response {
        let columns = columns
        let (title, isRightToLeft) = (context.words(title), context.reader.language == .fa)
        let file = try await context.company.readAtLength { tx in
            try Workbook.file(sheet: title, rightToLeft: isRightToLeft, header: columns.flatMap(\.heads)) { add in
                var mark: Mark?
                repeat {
                    let slice = try read(after: mark, tx)
                    for line in slice.lines { add(columns.flatMap { $0.cells(line) }) }
                    mark = slice.next
                } while mark != nil
            }
        }
        return .workbook(file, name: "\(name).xlsx")
    }

    private static func text(_ records: [[String]]) -> String {
        DelimitedText.write(header: records[0], records: Array(records.dropFirst()), lineEnd: "\r\n")
    }
}

extension CompanyContext {
    /// The links to the files of a list that is not narrowed; none for those who may not take it out.
    package func files<each Part>(_ export: PageRoute<repeat each Part>, at path: String) -> [FileLink] {
        guard may(export) else { return [] }
        return ["csv", "xlsx"].map { FileLink(label: words("file.\($0)"), href: Address.of(path, [("format", $0)])) }
    }

    /// The links to a list's files, for `shared/files`.
    package func files(of filter: some Filter, at path: String) -> [FileLink] {
        ["csv", "xlsx"].map { FileLink(label: words("file.\($0)"), href: filter.file(path, as: $0)) }
    }
}
