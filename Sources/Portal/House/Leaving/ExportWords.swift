import Domain
import Foundation
import Ground
import Web

/// What each table and each column of an export is, for whoever opens it without the program (`Data/export_columns.tsv`).
struct ExportWords: Sendable {
    private let texts: [Language: [String: String]]
    private let words: [Language: Words]

    init(root: Root) throws {
        let table = try DelimitedText.read([UInt8](Data(contentsOf: root("Data/export_columns.tsv"))))
        texts = [
            .en: Dictionary(table.records.map { ($0[0], $0[1]) }) { first, _ in first },
            .fa: Dictionary(table.records.map { ($0[0], $0[2]) }) { first, _ in first },
        ]
        words = try Words.load(from: root("Templates/words"))
    }

    /// - Returns: nil where nobody has written what it is.
    func about(_ table: String, _ column: String? = nil, in language: Language) -> String? {
        guard let column else { return texts[language]?[table] }
        return texts[language]?["\(table).\(column)"] ?? texts[language]?["*.\(column)"]
    }

    /// The page that lies beside the tables.
    func page(_ company: OpenCompany, at now: Instant, _ tables: [ExportedTable], _ language: Language) -> String {
        let reader = Reader(words: words[language]!, clock: company.clock)
        let name = reader.name(fa: company.nameFa, en: company.nameEn)
        let head = [
            reader.words("export.title", name), reader.words("export.made", reader.wholeMoment(now)), "",
            reader.words("export.about"), "",
        ]
        let parts = tables.flatMap { table in
            ["tables/\(table.name).csv: \(about(table.name, in: language) ?? "")"]
                + table.columns.map { "    \($0.name): \(about(table.name, $0.name, in: language) ?? "")" } + [""]
        }
        return (head + parts).joined(separator: "\n")
    }
}
