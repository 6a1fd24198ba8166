import Base
import Database
import Domain
import Ground
import Web
import Work

/// What customers said when they were called after the jobs of a machine, on its page.
enum UnitSurveys {
    static func card(
        _ unit: UnitSheet, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        let (reader, words) = (context.reader, context.words)
        let rows = try UnitSurveyList.all(of: unit.id, limit: PassportCard.most, tx).map { said in
            let score = said.score.map { words("surveys.of_five", reader.tenths($0)) }
            return PassportCard.Row(
                said.job, href: context.pathIfAllowed(JobRoutes.one, said.job),
                [score, said.words.isEmpty ? nil : said.words].compactMap(\.self).joined(separator: " – "),
                when: reader.day(of: said.endedAt))
        }
        return PassportCard.card("surveys", rows, words)
    }
}
