import Base
import Database
import Domain
import Ground
import Web

/// How the work on a machine was, as its owners have said, on its page.
enum UnitRatings {
    static func card(
        _ unit: UnitSheet, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        let (reader, words) = (context.reader, context.words)
        let rows = try JobAnswerStore.ratings(of: unit.id, limit: PassportCard.most, tx).map { said in
            let stars = words("units.passport.stars", reader.number(said.rating.stars))
            return PassportCard.Row(
                said.job, href: context.paths(JobRoutes.one, said.job),
                said.rating.text.isEmpty ? stars : "\(stars) – \(said.rating.text)",
                when: reader.day(of: said.rating.madeAt))
        }
        return PassportCard.card("ratings", rows, words)
    }
}
