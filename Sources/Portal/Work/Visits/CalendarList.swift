import Database
import Domain
import Ground
import Web

/// An appointment that is still to come, or whose day has passed without a visit.
struct CalendarRow: Sendable {
    let number: String
    let state: JobState
    let slot: AppointmentSlot
    let customer: String
    let city: BothNames
    let technician: String?
}

/// A dealer as his calendar shows him.
struct CalendarDealer: Sendable {
    let id: ID<Dealer>
    let code: String
    let name: String
    let grade: String
    let capacity: Int
}

/// Whose page is asked for: that of whoever asks, or of a dealer by his code.
enum OneDealer: Sendable {
    case own(ID<Dealer>)
    case called(String)
}

enum CalendarList {
    /// - Throws: `Refusal.hidden` where the company has no such dealer.
    static func dealer(_ asked: OneDealer, _ tx: Transaction) throws -> CalendarDealer {
        let condition: SQL =
            switch asked {
            case .own(let id): "id = \(id)"
            case .called(let code): "code = \(code)"
            }
        let row = try tx.row("SELECT id, code, name, grade, daily_capacity FROM dealer WHERE \(condition)")
        guard let row else { throw Refusal.hidden }
        return CalendarDealer(
            id: try row("id"), code: try row("code"), name: try row("name"), grade: try row("grade"),
            capacity: try row("daily_capacity"))
    }

    /// Of a dealer's open jobs, by day and hour. - Parameter person: whose alone.
    static func rows(
        of dealer: ID<Dealer>, in days: ClosedRange<CalendarDay>, person: ID<Person>?, _ tx: Transaction
    ) throws -> [CalendarRow] {
        try tx.rows(statement(of: dealer, in: days, person: person)).map { row in
            CalendarRow(
                number: try row("number"), state: try row("state"),
                slot: AppointmentSlot(
                    day: try row("appointment_on"), from: try row.optional("appointment_from"),
                    to: try row.optional("appointment_to"), person: try row.optional("technician_id")),
                customer: try row("customer"), city: BothNames(fa: try row("city_fa"), en: try row("city_en")),
                technician: try row.optional("technician"))
        }
    }

    /// By the index of the jobs in hand.
    static func statement(
        of dealer: ID<Dealer>, in days: ClosedRange<CalendarDay>, person: ID<Person>?
    ) -> SQL {
        let own: SQL = person.map { "AND j.technician_id = \($0)" } ?? ""
        return """
            SELECT j.number, j.state, j.appointment_on, j.appointment_from, j.appointment_to, j.technician_id,
                   c.name AS customer, ci.name_fa AS city_fa, ci.name_en AS city_en, p.name AS technician
            FROM job j JOIN customer c ON c.id = j.customer_id JOIN city ci ON ci.id = j.city_id
            LEFT JOIN person p ON p.id = j.technician_id
            WHERE j.dealer_id = \(dealer) AND j.state IN ('scheduled', 'under_way')
              AND j.appointment_on BETWEEN \(days.lowerBound) AND \(days.upperBound) \(own)
            ORDER BY j.appointment_on, j.appointment_from, j.id
            """
    }

    /// The days of these on which the dealer is away, and what was said of it.
    static func leaves(
        of dealer: ID<Dealer>, in days: ClosedRange<CalendarDay>, _ tx: Transaction
    ) throws -> [(days: ClosedRange<CalendarDay>, note: String)] {
        try tx.rows(
            """
            SELECT from_on, to_on, note FROM dealer_leave
            WHERE dealer_id = \(dealer) AND to_on >= \(days.lowerBound) AND from_on <= \(days.upperBound) ORDER BY from_on
            """
        ).map { (days: try $0("from_on")...$0("to_on"), note: try $0("note")) }
    }

    /// Who works for a dealer.
    static func people(of dealer: ID<Dealer>, _ tx: Transaction) throws -> [TechnicianRow] {
        try tx.rows("SELECT id, name FROM person WHERE dealer_id = \(dealer) AND state = 'open' ORDER BY id")
            .map { TechnicianRow(id: try $0("id"), name: try $0("name")) }.inPersianOrder(by: \.name)
    }
}
