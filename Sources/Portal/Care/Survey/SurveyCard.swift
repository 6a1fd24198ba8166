import Database
import Domain
import Ground
import Web
import Work

/// On a job's page: for the dealer whose it is, what was said that he may read, and his one answer.
struct SurveyCard: Sendable {
    let facts: [Fact]
    let href: String?
    /// nil where he has answered.
    let reply: ReplyView?

    struct ReplyView: Sendable {
        let action: String
        let field: Field
    }

    static func ofJob(
        _ job: JobRow, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        guard let row = try SurveyStore.find(ofJob: job.id, tx) else { return nil }
        let (reader, words) = (context.reader, context.words)
        let isDealer = context.actor.dealer != nil
        guard !isDealer || row.state == .done && row.dealer == context.actor.dealer else { return nil }
        let facts = [
            isDealer ? nil : Fact(label: words("surveys.state"), value: words.survey(row)),
            row.score.map { Fact(label: words("surveys.score"), value: words("surveys.of_five", reader.tenths($0))) },
            row.words.isEmpty ? nil : Fact(label: words("surveys.words"), value: row.words),
            row.reply.map { Fact(label: words("surveys.reply"), value: $0) },
        ].compactMap(\.self)
        guard !facts.isEmpty else { return nil }
        let mayReply = isDealer && row.reply == nil && context.may(SurveyRoutes.reply)
        return PageCard(
            "surveys/_of_job", at: .aside,
            SurveyCard(
                facts: facts, href: context.pathIfAllowed(SurveyRoutes.one, row.id),
                reply: mayReply
                    ? ReplyView(
                        action: context.paths(SurveyRoutes.reply, job.number),
                        field: Field(name: "reply", label: words("surveys.reply")).with {
                            ($0.required, $0.hint) = (true, words("surveys.reply.hint"))
                        }) : nil))
    }
}
