import Domain

/// A workbook's sheets, shared texts and formats, found as the standard says: by relations from part to part.
struct Workbook {
    private let archive: Archive
    private let path: String
    private let relations: Relations
    private let book: BookPart

    /// - Throws: `table.workbook.other` where the archive holds something else.
    init(_ archive: Archive) throws(Complaint) {
        self.archive = archive
        let root = try Relations(of: "", in: archive)
        guard let path = root.first("officeDocument"), archive.has(path) else {
            throw Complaint("table.workbook.other")
        }
        self.path = path
        relations = try Relations(of: path, in: archive)
        book = BookPart()
        // The binary format has its workbook in a part that is no XML.
        guard path.hasSuffix(".xml") else { throw Complaint("table.workbook.other") }
        try archive.read(path, by: book)
        guard book.isWorkbook else { throw Complaint("table.workbook.other") }
    }

    /// - Parameter chosen: nil for the first sheet with rows below a head, else the first with anything.
    func table(_ chosen: Int?) throws(Complaint) -> TableFile {
        let sheets = book.sheets.filter { relations.has($0.relation, "worksheet") }
        guard !sheets.isEmpty else { throw Complaint("table.empty") }
        let places = chosen.flatMap { sheets.indices.contains($0) ? $0...$0 : nil } ?? 0...sheets.count - 1
        let formats = StylePart()
        if let path = relations.first("styles") { try archive.read(path, by: formats) }
        let texts = SharedTextPart()
        if let path = relations.first("sharedStrings") { try archive.read(path, by: texts) }
        let cells = CellReading(texts: texts.texts, formats: formats.formats, dates: book.dates)
        var headAlone: TableFile?
        for place in places {
            let sheet = SheetPart(cells)
            try archive.read(relations.target(sheets[place].relation) ?? "", by: sheet)
            guard !sheet.rows.isEmpty else { continue }
            let table = try SheetTable(rows: sheet.rows, merges: sheet.merges).table()
            let file = TableFile(table: table, sheets: sheets.map(\.name), sheet: place)
            guard table.records.isEmpty else { return file }
            headAlone = headAlone ?? file
        }
        guard let headAlone else { throw Complaint("table.empty") }
        return headAlone
    }
}

/// What a part leads to: `xl/_rels/workbook.xml.rels` of `xl/workbook.xml`.
private final class Relations: PartReader {
    private let folder: String
    private var targets: [String: (kind: String, path: String)] = [:]

    /// - Parameter path: empty for the whole package.
    init(of path: String, in archive: Archive) throws(Complaint) {
        let parts = path.split(separator: "/")
        folder = parts.dropLast().map { $0 + "/" }.joined()
        try archive.read("\(folder)_rels/\(parts.last ?? "").rels", by: self)
    }

    func first(_ kind: String) -> String? {
        targets.filter { $0.value.kind == kind }.min { $0.key < $1.key }?.value.path
    }

    func has(_ id: String, _ kind: String) -> Bool { targets[id]?.kind == kind }

    func target(_ id: String) -> String? { targets[id]?.path }

    func start(_ name: String, _ attributes: XMLAttributes) throws(Complaint) {
        guard name == "Relationship", attributes["TargetMode"] != "External", targets.count < Bound.parts,
            let id = attributes["Id"], let type = attributes["Type"], let target = attributes["Target"]
        else { return }
        targets[id] = (String(type.split(separator: "/").last ?? ""), path(target))
    }

    func end(_: String) {}
    func text(_: UnsafeRawBufferPointer) {}

    private func path(_ target: String) -> String {
        var parts: [Substring] = target.hasPrefix("/") ? [] : folder.split(separator: "/")
        for part in target.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }
}

private final class BookPart: PartReader {
    private(set) var isWorkbook = false
    /// Those that can be seen.
    private(set) var sheets: [(name: String, relation: String)] = []
    private(set) var dates = SerialDates.since1900

    func start(_ name: String, _ attributes: XMLAttributes) throws(Complaint) {
        switch name {
        case "workbook": isWorkbook = true
        case "workbookPr": if ["1", "true"].contains(attributes["date1904"]) { dates = .since1904 }
        case "sheet":
            guard attributes["state"] ?? "visible" == "visible", let relation = attributes["id"] else { return }
            guard sheets.count < Bound.sheets else { throw Complaint("table.workbook.large") }
            sheets.append((attributes["name"] ?? "", relation))
        default: break
        }
    }

    func end(_: String) {}
    func text(_: UnsafeRawBufferPointer) {}
}
