import Database
import Domain
import Ground
import Web

/// How much time is left to answer an offer, in the company's working time.
package struct AnswerTime: Sendable {
    private let time: WorkingTime
    private let now: Instant

    init(_ context: CompanyContext, _ tx: Transaction) throws {
        time = try WorkDayStore.time(context.today...context.today, context.company.clock, tx)
        now = tx.now
    }

    /// `Answer by 14:05: 1 hour 40 minutes of working time left`.
    func text(until moment: Instant, _ reader: Reader) -> String {
        let minutes = Int(time.seconds(from: now, to: moment) / 60)
        guard minutes > 0 else { return reader.words("dispatch.answer.over") }
        let (hours, rest) = (reader.number(minutes / 60), reader.number(minutes % 60))
        let left =
            minutes < 60
            ? reader.words("dispatch.answer.minutes", rest) : reader.words("dispatch.answer.hours", hours, rest)
        return reader.words("dispatch.answer.left", reader.dateTime(moment), left)
    }
}
