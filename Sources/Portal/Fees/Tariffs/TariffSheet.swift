import Ground
import Web

/// The tariffs have no filter.
struct TariffFilter: Filter {
    let fields: [Address.Field] = []
}

/// The versions of all tariffs as a file; the rules of one are a file of its own, which can be read in again.
enum TariffSheet {
    static func sheet(_ context: CompanyContext) -> Sheet<TariffRow, Never> {
        let (reader, words) = (context.reader, context.words)
        let columns: [SheetColumn<TariffRow>] = [
            .init(words("tariffs.name")) { .text($0.name) },
            .init(words("tariffs.audience")) { .text(words("tariffs.audience.\($0.audience)")) },
            .init(words("tariffs.version")) { .number(Int64($0.version)) },
            .init(words("tariffs.state")) { .text($0.badge(reader).label) },
            .init(day: words("tariffs.file.from"), context) { $0.from },
            .init(day: words("tariffs.file.to"), context) { $0.to },
            .init(words("tariffs.rules")) { .number(Int64($0.rules)) },
            .init(words("tariffs.made_by")) { .text($0.madeByName ?? "") },
        ]
        return Sheet("tariffs", title: "tariffs.title", columns: columns) { _, _, tx in
            Slice(all: try TariffStore.list(tx).filter { !$0.isThrownAway })
        }
    }
}
