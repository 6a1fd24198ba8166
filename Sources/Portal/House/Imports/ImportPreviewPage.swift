import Domain
import Fees
import Ground
import Spreadsheets
import Web

/// A file before it is read: which column is which, its first records, and what will be refused.
struct ImportPreviewPage: Page {
    struct Record: Sendable {
        let number: String
        let cells: [String]
    }

    struct Problem: Sendable {
        let record: String
        let column: String
        let reason: String
    }

    static let template = "imports/preview"
    static let shownRecords = 10
    static let shownProblems = 20
    let titleKey = "imports.page_title"
    let titleValues: [String]
    let list: String
    let file: String
    let about: String
    let action: String
    let mayStart: Bool
    let errors: FormErrors?
    /// A workbook's sheets, where there are several, and which the columns are of.
    let sheet: Field?
    let columnsOf: String
    /// A select of the file's columns for each of ours.
    let columns: [Field]
    let validFrom: Field?
    let audience: Field?
    let unread: String?
    let heads: [String]
    let records: [Record]
    /// nil while columns are missing.
    let foreseen: String?
    let isClean: Bool
    let problems: [Problem]

    init(
        _ row: ImportRow, _ plan: ImportPlan, _ read: TableFile, _ known: [String: String], _ foresight: Foresight,
        _ complaint: Complaint?, _ from: Input<CalendarDay>?, _ context: CompanyContext
    ) {
        let reader = context.reader
        let words = context.portal.importWords
        let map = plan.map(row.kind)
        let table = read.table
        titleValues = [row.fileName]
        list = context.paths(ImportRoutes.list)
        file = row.fileName
        let kind = reader.words("imports.kind.\(row.kind.rawValue)")
        about = kind + reader.words("list.comma") + reader.words("imports.records", reader.number(table.records.count))
        action = context.paths(ImportRoutes.start, row.id)
        mayStart = context.may(ImportRoutes.start) && row.kind.isFor(context.actor)
        sheet = read.sheets.count > 1 ? Self.sheet(read, reader) : nil
        columnsOf = String(read.sheet)
        columns = words.columns[row.kind]!.map { Self.field($0, map, table.header, known, reader) }
        validFrom = row.kind.isDated ? Self.field(from, plan, reader) : nil
        audience = row.kind == .tariff ? Self.audience(plan, reader) : nil
        errors = Self.errors(complaint, columns, validFrom, reader)
        let names = map.unread(table.header, words)
        unread =
            names.isEmpty ? nil : reader.words("imports.unread", names.joined(separator: reader.words("list.comma")))
        let shown = words.columns[row.kind]!.filter { map.places[$0.name] != nil }
        heads = shown.map { reader.name(fa: $0.nameFa, en: $0.nameEn) }
        records = table.records.prefix(Self.shownRecords).enumerated().map { index, cells in
            Record(
                number: reader.number(index + 1),
                cells: shown.map { column in
                    let place = map.places[column.name]!
                    return cells.indices.contains(place) ? DelimitedText.trimmed(cells[place]) : ""
                })
        }
        isClean = foresight.refused.isEmpty
        foreseen = map.missing(words).isEmpty ? Self.foreseen(foresight, reader) : nil

        problems = foresight.refused.prefix(Self.shownProblems).map { found in
            Problem(
                record: reader.number(found.record), column: found.refusal.column,
                reason: reader.complaint(found.refusal.complaint))
        }
    }

    private static func foreseen(_ foresight: Foresight, _ reader: Reader) -> String {
        let looked = reader.number(foresight.looked)
        guard !foresight.refused.isEmpty else { return reader.words("imports.foreseen.none", looked) }
        let refused = Set(foresight.refused.map(\.record)).count
        return reader.words("imports.foreseen.some", reader.number(refused), looked)
    }

    private static func sheet(_ read: TableFile, _ reader: Reader) -> Field {
        Field(name: "sheet", label: reader.words("imports.sheet")).with {
            $0.options = read.sheets.enumerated().map { place, name in
                Field.Option(value: String(place), label: name, selected: place == read.sheet)
            }
        }
    }

    private static func field(
        _ column: ImportColumn, _ map: ColumnMap, _ header: [String], _ known: [String: String], _ reader: Reader
    ) -> Field {
        var field = Field(name: "column.\(column.name)", label: reader.name(fa: column.nameFa, en: column.nameEn))
        field.required = column.isRequired
        field.blank = reader.words("imports.column.none")
        let place = map.places[column.name]
        if column.isRequired, place == nil { field.error = reader.words("imports.column.needed") }
        if let place, known[SearchText.squeezed(header[place])] == column.name {
            field.hint = reader.words("imports.column.known")
        }
        field.options = header.indices.filter { !header[$0].isEmpty }.map {
            Field.Option(value: String($0), label: header[$0], selected: place == $0)
        }
        return field
    }

    private static func field(_ from: Input<CalendarDay>?, _ plan: ImportPlan, _ reader: Reader) -> Field {
        let start = plan.validFrom.flatMap(CalendarDay.init(iso:)).map(reader.clock.calendar.text) ?? ""
        var field =
            from.map { Field($0, label: "imports.valid_from", for: reader) }
            ?? Field(name: "valid_from", label: reader.words("imports.valid_from"), value: start)
        field.hint = reader.words("imports.valid_from.hint")
        field.required = true
        return field.asDay()
    }

    private static func audience(_ plan: ImportPlan, _ reader: Reader) -> Field {
        Field(name: "audience", label: reader.words("tariffs.audience")).with {
            $0.options = DraftForm.audiences.map {
                Field.Option(
                    value: $0, label: reader.words("tariffs.audience.\($0)"), selected: $0 == plan.audience ?? "dealers"
                )
            }
        }
    }

    /// The columns that are missing say so beside their fields; what concerns no field stands above.
    private static func errors(
        _ complaint: Complaint?, _ columns: [Field], _ validFrom: Field?, _ reader: Reader
    ) -> FormErrors? {
        if let errors = FormErrors(columns + [validFrom].compactMap(\.self)) { return errors }
        return complaint.map { FormErrors(texts: [reader.complaint($0)]) }
    }
}
