import Domain
import Ground
import Web

/// The list of securities as a file, behind the same filter as the page.
enum CollateralSheet {
    static func sheet(_ filter: CollateralFilter, _ context: CompanyContext) -> Sheet<CollateralItem, ID<Collateral>> {
        let today = context.today
        return Sheet("collateral", in: "dealers", title: "collateral.title", columns: columns(context)) {
            cursor, size, tx in try CollateralList.slice(filter.at(cursor), size: size, today: today, tx)
        }
    }

    private static func columns(_ context: CompanyContext) -> [SheetColumn<CollateralItem>] {
        let (words, clock) = (context.words, context.company.clock)
        return [
            .init(words("dealers.code")) { .text($0.dealer) }, .init(words("dealers.name")) { .text($0.dealerName) },
            .init(words("collateral.kind")) { .text(words("collateral.kind.\($0.kind.rawValue)")) },
            .init(words("collateral.number")) { .text($0.number) },
            .init(words("collateral.issuer")) { .text($0.issuer) },
            .init(amount: words("collateral.amount"), context) { $0.amount },
            .init(day: words("collateral.due"), context) { $0.due },
            .init(words("collateral.place")) { .text($0.place) },
            .init(words("collateral.state")) { .text(words("collateral.state.\($0.state.rawValue)")) },
            .init(day: words("collateral.taken"), context) { clock.day(of: $0.takenAt) },
            .init(words("collateral.taker")) { .text($0.taker) },
            .init(day: words("collateral.ended"), context) { $0.endedAt.map(clock.day) },
            .init(words("collateral.ender")) { .text($0.ender ?? "") },
            .init(words("collateral.reason")) { .text($0.reason) },
        ]
    }
}
