import Domain
import Ground
import Web

/// An empty file of a kind to be filled: the heads, a row to look at, and a sheet that explains each column, in the
/// reader's language.
struct ImportTemplate {
    let kind: ImportKind
    let columns: [ImportColumn]
    let reader: Reader

    var name: String { "\(kind.rawValue)-template.xlsx" }

    func bytes() throws -> [UInt8] {
        let isPersian = reader.language == .fa
        let example = columns.map { reader.name(fa: $0.exampleFa, en: $0.exampleEn) }
        return try Workbook.bytes(
            sheet: reader.words("imports.kind.\(kind.rawValue)"), rightToLeft: isPersian,
            header: columns.map { reader.name(fa: $0.nameFa, en: $0.nameEn) }, isToFill: true, notes: notes
        ) { add in add(example.map { .text($0) }) }
    }

    private var notes: Workbook.Notes {
        Workbook.Notes(
            reader.words("imports.template.notes"),
            header: ["column", "must", "about", "example"].map { reader.words("imports.template.\($0)") },
            rows: columns.map { column in
                [
                    reader.name(fa: column.nameFa, en: column.nameEn),
                    reader.words(column.isRequired ? "imports.template.filled" : "imports.template.may"),
                    reader.name(fa: column.aboutFa, en: column.aboutEn),
                    reader.name(fa: column.exampleFa, en: column.exampleEn),
                ]
            })
    }
}

extension ImportKind: PathPart {
    package init?(pathPart: String) { self.init(rawValue: pathPart) }
    package var pathPart: String { rawValue }
}
