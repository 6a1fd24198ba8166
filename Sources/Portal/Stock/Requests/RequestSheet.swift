import Domain
import Ground
import Web

/// Requests for parts as a file, behind the same filter as the page.
enum RequestSheet {
    static func sheet(_ filter: RequestFilter, _ context: CompanyContext) -> Sheet<RequestRow, ID<PartRequest>> {
        let (words, reader, sight) = (context.words, context.reader, context.actor.sight)
        let clock = context.company.clock
        let columns: [SheetColumn<RequestRow>] = [
            .init(words("stock.number")) { .text($0.number) },
            .init(words("stock.state")) { .text(Badge($0.state, words).label) },
            .init(words("stock.place.dealer")) { .text($0.dealerName) },
            .init(words("stock.request.to")) { .text($0.toPlace.title(reader)) },
            .init(words("stock.job")) { .text($0.jobNumber) },
            .init(words("stock.request.maker")) { .text($0.maker) },
            .init(day: words("stock.request.asked_at"), context) { clock.day(of: $0.madeAt) },
            .init(words("stock.request.decider")) { .text($0.decider) },
            .init(day: words("stock.request.decided_at"), context) { $0.decidedAt.map(clock.day(of:)) },
            .init(words("stock.request.paper")) { .text($0.paperNumber) },
            .init(words("stock.note")) { .text($0.note) }, .init(words("stock.request.answer")) { .text($0.answer) },
        ]
        return Sheet("part_requests", in: "stock", title: "stock.requests", columns: columns) { cursor, size, tx in
            try RequestList.slice(filter.at(cursor), sight, size: size, tx)
        }
    }
}
