import Domain
import Ground
import Web

/// The list of dealers as a file, behind the same filter as the page.
enum DealerSheet {
    /// A network has hundreds of dealers: they are read at once.
    static func sheet(_ filter: DealerFilter, _ context: CompanyContext) -> Sheet<DealerItem, Never> {
        let today = context.today
        return Sheet("dealers", title: "dealers.title", columns: columns(context)) { _, _, tx in
            Slice(all: try DealerList.all(context, tx).filter { filter.includes($0, on: today) })
        }
    }

    private static func columns(_ context: CompanyContext) -> [SheetColumn<DealerItem>] {
        let (reader, words, today) = (context.reader, context.words, context.today)
        return [
            .init(words("dealers.code")) { .text($0.code) }, .init(words("dealers.name")) { .text($0.name) },
            .init(words("dealers.manager")) { .text($0.manager) },
            .init(words("dealers.mobile")) { .text(MobileNumber.local(stored: $0.mobile)) },
            .init(words("dealers.city")) { .text($0.city) }, .init(words("dealers.province")) { .text($0.province) },
            .init(words("dealers.grade")) { .text(reader.words("dealers.grade.\($0.grade)")) },
            .init(words("dealers.state")) { .text(words("dealers.state.\($0.standing.state(on: today).rawValue)")) },
            .init(words("dealers.capacity")) { .number(Int64($0.dailyCapacity)) },
            .init(words("dealers.load")) { .number(Int64($0.load.today)) },
            .init(words("dealers.open")) { .number(Int64($0.load.open)) },
            .init(day: words("dealers.from"), context) { $0.standing.days.lowerBound },
            .init(day: words("dealers.until"), context) { $0.standing.days.upperBound },
        ]
    }
}
