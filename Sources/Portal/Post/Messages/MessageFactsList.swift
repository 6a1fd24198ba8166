import Base
import Database
import Domain
import Ground
import Work

/// What a message about a job may speak of.
struct MessageFacts: Sendable {
    let dealer: String
    let appointment: Agreed?
    /// Who took it down: his is the link that is made for it; nil for a job out of a file, for which none is made.
    let maker: ID<Person>?

    /// Day and minutes after its midnight.
    struct Agreed: Sendable {
        let day: CalendarDay
        let from: Int
        let to: Int
    }
}

enum MessageFactsList {
    static func name(of job: ID<Job>, _ tx: Transaction) throws -> (number: String, version: Int, ID<Customer>) {
        let row = try tx.one("SELECT number, version, customer_id FROM job WHERE id = \(job)")
        return (try row("number"), try row("version"), try row("customer_id"))
    }

    /// The soonest moment by which one of these jobs is to be answered; nil where they wait as long as their dealer likes.
    static func answerBy(_ jobs: [ID<Job>], _ tx: Transaction) throws -> Instant? {
        try tx.value("SELECT min(answer_by) FROM assignment WHERE job_id IN (\(jobs)) AND state = 'offered'")
    }

    static func find(_ job: ID<Job>, _ tx: Transaction) throws -> MessageFacts {
        let row = try tx.one(
            """
            SELECT j.made_by, j.appointment_on, j.appointment_from, j.appointment_to, d.name AS dealer
            FROM job j LEFT JOIN dealer d ON d.id = j.dealer_id WHERE j.id = \(job)
            """)
        let (day, from, to): (CalendarDay?, Int?, Int?) = (
            try row.optional("appointment_on"), try row.optional("appointment_from"), try row.optional("appointment_to")
        )
        let appointment = day.flatMap { day in
            from.flatMap { from in to.map { MessageFacts.Agreed(day: day, from: from, to: $0) } }
        }
        return MessageFacts(
            dealer: try row.optional("dealer") ?? "", appointment: appointment, maker: try row.optional("made_by"))
    }
}
