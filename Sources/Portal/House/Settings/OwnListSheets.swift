import Database
import Domain
import Ground
import Web
import Work

/// The lists that are a company's own, as files.
enum OwnListSheets {
    struct Reason: Sendable {
        let kind: ReasonKind
        let line: ListedName
    }

    struct Fault: Sendable {
        let row: FaultCodeRow
        let groups: String
    }

    static func reasons(_ context: CompanyContext) -> Sheet<Reason, Never> {
        let words = context.words
        let kind: [SheetColumn<Reason>] = [
            .init(words("settings.reasons.kind")) { .text(words("settings.reasons.kind.\($0.kind.rawValue)")) }
        ]
        let columns = kind + names(context) { ($0.line.code, $0.line.nameFa, $0.line.nameEn, $0.line.isRetired) }
        return Sheet("reasons", in: "settings", title: "settings.reasons", columns: columns) { _, _, tx in
            Slice(
                all: try ReasonKind.allCases.flatMap { kind in
                    try OwnListStore.reasons(kind, tx).map { Reason(kind: kind, line: $0) }
                })
        }
    }

    static func services(_ context: CompanyContext) -> Sheet<ListedName, Never> {
        let columns: [SheetColumn<ListedName>] =
            names(context) { ($0.code, $0.nameFa, $0.nameEn, $0.isRetired) } + [
                .init(context.words("settings.services.photos")) { .number(Int64($0.photos)) }
            ]
        return Sheet("services", in: "settings", title: "settings.services", columns: columns) { _, _, tx in
            Slice(all: try OwnListStore.services(tx))
        }
    }

    static func faults(_ context: CompanyContext) -> Sheet<Fault, Never> {
        let (words, reader) = (context.words, context.reader)
        let kind: [SheetColumn<Fault>] = [
            .init(words("settings.faults.kind")) { .text(words("settings.faults.\($0.row.kind.rawValue)")) }
        ]
        let columns =
            kind + names(context) { ($0.row.code, $0.row.nameFa, $0.row.nameEn, $0.row.isRetired) } + [
                .init(words("settings.faults.groups")) { .text($0.groups) }
            ]
        return Sheet("fault_codes", in: "settings", title: "settings.faults", columns: columns) { _, _, tx in
            let groups = try JobSearchList.groups(tx)
            return Slice(
                all: try FaultCodeStore.all(tx).map { row in
                    let own = groups.filter { row.groups.contains($0.id) }.map { $0.names.shown(reader) }
                    return Fault(row: row, groups: own.joined(separator: words("list.comma")))
                })
        }
    }

    /// All that are known, of whatever year.
    static func holidays(_ context: CompanyContext) -> Sheet<Holiday, Never> {
        let words = context.words
        let columns: [SheetColumn<Holiday>] = [
            .init(day: words("holidays.day"), context) { $0.day },
            .init(words("settings.name_fa")) { .text($0.nameFa) },
            .init(words("settings.name_en")) { .text($0.nameEn) },
        ]
        return Sheet("holidays", in: "settings", title: "holidays.title", columns: columns) { _, _, tx in
            Slice(all: try HolidayStore.all(in: CalendarDay(number: 0)...CalendarDay(number: 100_000), tx))
        }
    }

    private static func names<Line: Sendable>(
        _ context: CompanyContext,
        _ parts: @escaping @Sendable (Line) -> (code: String, fa: String, en: String, isRetired: Bool)
    ) -> [SheetColumn<Line>] {
        let words = context.words
        return [
            .init(words("fees.column.code")) { .text(parts($0).code) },
            .init(words("settings.name_fa")) { .text(parts($0).fa) },
            .init(words("settings.name_en")) { .text(parts($0).en) },
            .init(words("warranty.state")) { .text(parts($0).isRetired ? words("products.retired.state") : "") },
        ]
    }
}
