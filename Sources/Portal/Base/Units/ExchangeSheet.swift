import Domain
import Ground
import Web

/// The list of exchanges as a file, behind the same filter as the page.
enum ExchangeSheet {
    static func sheet(_ filter: ExchangeFilter, _ context: CompanyContext) -> Sheet<ExchangeItem, ID<Exchange>> {
        Sheet("exchanges", in: "units", title: "units.exchanges", columns: columns(context)) { cursor, size, tx in
            try ExchangeList.slice(filter.at(cursor), size: size, tx)
        }
    }

    private static func columns(_ context: CompanyContext) -> [SheetColumn<ExchangeItem>] {
        let (reader, words, clock) = (context.reader, context.words, context.company.clock)
        return [
            .init(words("jobs.serial")) { .text($0.serial) },
            .init(words("units.card.state")) { .text(words("units.exchange.state.\($0.state.rawValue)")) },
            .init(words("jobs.model")) { .text($0.model) }, .init(words("units.owner")) { .text($0.ownerName) },
            .init(words("units.exchange.cause")) { .text($0.why(reader)) },
            .init(words("claims.job")) { .text($0.job) },
            .init(words("units.exchange.new_serial")) { .text($0.newSerial) },
            .init(day: words("units.exchange.when"), context) { clock.day(of: $0.madeAt) },
            .init(words("sheba.who")) { .text([$0.asker, $0.decider].filter { !$0.isEmpty }.joined(separator: ", ")) },
        ]
    }
}
