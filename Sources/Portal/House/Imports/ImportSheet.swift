import Domain
import Ground
import Web

/// The files that came in, as a file.
enum ImportSheet {
    struct Line: Sendable {
        let row: ImportRow
        let maker: String?
    }

    static func sheet(_ context: CompanyContext) -> Sheet<Line, ID<Import>> {
        let (words, reader, actor, clock) = (context.words, context.reader, context.actor, context.company.clock)
        let columns: [SheetColumn<Line>] = [
            .init(words("imports.file")) { .text($0.row.fileName) },
            .init(words("imports.kind")) { .text(words("imports.kind.\($0.row.kind.rawValue)")) },
            .init(words("imports.state")) { .text($0.row.badge(reader).label) },
            .init(words("imports.count.records")) { .number(Int64($0.row.records)) },
            .init(words("imports.count.imported")) { .number(Int64($0.row.imported)) },
            .init(words("imports.who")) { .text($0.maker ?? words("imports.operator")) },
            .init(day: words("imports.when"), context) { clock.day(of: $0.row.madeAt) },
        ]
        return Sheet("imports", title: "imports.title", columns: columns) { cursor, size, tx in
            try Slice(cursor, size: size, key: { $0.row.id }) { limit in
                try ImportList.latest(before: cursor?.key, limit: limit, tx).map { Line(row: $0.row, maker: $0.maker) }
            }.map { lines in lines.filter { $0.row.kind.isShown(to: actor) } }
        }
    }
}
