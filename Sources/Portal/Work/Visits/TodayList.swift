import Database
import Domain

/// The parts of a dealer's day, in the order of the page.
package enum TodaySection: Int, CaseIterable, Sendable {
    case today, late, offers, unscheduled, upcoming

    package var name: String { "\(self)" }

    /// By what the list of jobs shows all of it.
    package var stage: JobFilter.Stage { self == .offers ? .state(.offered) : .part(self) }

    /// How many cards of it are shown at most: the rest is in the list of jobs.
    package var limit: Int {
        switch self {
        case .today: 15
        case .late, .offers, .unscheduled: 8
        case .upcoming: 5
        }
    }

    /// Today by its hours; of the others what is overdue comes first, and of what lies ahead the nearest: of these many are in
    /// hand, and they are read in the order of the index, no further than is shown.
    package func order(at now: Instant) -> SQL {
        switch self {
        case .today: "j.appointment_from, j.id"
        case .late, .offers, .unscheduled: "CASE WHEN j.due_at < \(now) THEN 0 ELSE 1 END, j.appointment_on, j.id"
        case .upcoming: "j.appointment_on, j.id"
        }
    }

    /// The condition on job `j`, in the terms of the indexes job_in_hand and job_technician_state.
    package func condition(_ today: CalendarDay) -> SQL {
        switch self {
        case .today: "j.state IN ('scheduled', 'under_way') AND j.appointment_on = \(today)"
        case .late: "j.state IN ('scheduled', 'under_way') AND j.appointment_on < \(today)"
        case .offers: "j.state = 'offered'"
        case .unscheduled: "j.state IN ('accepted', 'under_way') AND j.appointment_on IS NULL"
        case .upcoming: "j.state IN ('scheduled', 'under_way') AND j.appointment_on > \(today)"
        }
    }
}

/// One card of the day.
package struct TodayRow: Sendable {
    package let section: TodaySection
    package let number: String
    package let version: Int
    package let state: JobState
    package let customer: String
    package let mobile: String
    package let address: String
    /// Where the house stands, if somebody has marked it.
    package internal(set) var pin: MapPin?
    let customerID: ID<Customer>
    package let city: (fa: String, en: String)
    package let service: (fa: String, en: String)
    package let group: (fa: String, en: String)
    package let model: String
    package let fault: String
    package let appointment: (day: CalendarDay, from: Int?, to: Int?)?
    package let technician: String?
    let way: JobWay
    /// When it suits the customer, in his words.
    let wish: String
    let promisedOn: CalendarDay?
    /// What the company has taken in advance.
    let deposit: Int64
    /// Until when the offer is to be answered.
    let answerBy: Instant?
    let dueAt: Instant
    let standsSince: Instant?

    package init(_ row: Row) throws {
        section = TodaySection(rawValue: try row("section"))!
        number = try row("number")
        version = try row("version")
        state = try row("state")
        customer = try row("customer")
        customerID = try row("customer_id")
        mobile = try row("mobile")
        address = try row("address")
        city = (try row("city_fa"), try row("city_en"))
        service = (try row("service_fa"), try row("service_en"))
        group = (try row("group_fa"), try row("group_en"))
        model = try row("model")
        fault = try row("stated_fault")
        let day: CalendarDay? = try row.optional("appointment_on")
        let (from, to): (Int?, Int?) = (try row.optional("appointment_from"), try row.optional("appointment_to"))
        appointment = day.map { ($0, from, to) }
        technician = try row.optional("technician")
        (way, promisedOn) = (try row("way"), try row.optional("promised_on"))
        (wish, deposit) = (try row.optional("wish") ?? "", try row.optional("deposit") ?? 0)
        answerBy = try row.optional("answer_by")
        (dueAt, standsSince) = (try row("due_at"), try row.optional("stands_since"))
    }
}

enum TodayList {
    /// Counts stop here: "99+" says enough, and an exact one would read every open job.
    static let bound = 99
    private static let total = 30

    static func rows(_ sight: Actor.Sight, today: CalendarDay, _ tx: Transaction) throws -> [TodayRow] {
        let rows = try tx.rows(cards(sight, today: today, at: tx.now)).map(TodayRow.init)
        let pins = try PinStore.pins(of: Array(Set(rows.map(\.customerID))), tx)
        return rows.map { row in
            var row = row
            row.pin = pins[row.customerID, row.address]
            return row
        }
    }

    static func cards(_ sight: Actor.Sight, today: CalendarDay, at now: Instant) -> SQL {
        var chosen: SQL = ""
        for section in TodaySection.allCases {
            if section != .today { chosen += "UNION ALL" }
            chosen += slice(section, sight, today, now)
        }
        return """
            SELECT s.section, j.number, j.version, j.state, j.address, j.stated_fault, j.appointment_on,
                   j.appointment_from, j.appointment_to, c.id AS customer_id, c.name AS customer, c.mobile, ci.name_fa AS city_fa,
                   ci.name_en AS city_en, st.name_fa AS service_fa, st.name_en AS service_en, g.name_fa AS group_fa,
                   g.name_en AS group_en, m.code AS model, p.name AS technician, j.way, i.wish, i.promised_on, i.deposit,
                   a.answer_by, j.due_at, pr.stands_since
            FROM (\(chosen)) s
            JOIN job j ON j.id = s.id
            JOIN customer c ON c.id = j.customer_id
            JOIN city ci ON ci.id = j.city_id
            JOIN service_type st ON st.code = j.service_type
            JOIN product_group g ON g.id = j.group_id
            JOIN unit u ON u.id = j.unit_id
            JOIN product_model m ON m.id = u.model_id
            LEFT JOIN person p ON p.id = j.technician_id
            LEFT JOIN job_intake i ON i.job_id = j.id
            LEFT JOIN assignment a ON a.job_id = j.id AND a.state = 'offered'
            LEFT JOIN job_promise pr ON pr.job_id = j.id
            ORDER BY s.section, CASE WHEN s.section <> 0 AND j.due_at < \(now) THEN 0 ELSE 1 END, j.appointment_on, j.appointment_from, j.id
            LIMIT \(literal: total)
            """
    }

    /// How many each part of the day has, up to `bound`, and one more where there are more.
    static func counts(_ sight: Actor.Sight, today: CalendarDay, _ tx: Transaction) throws -> [TodaySection: Int] {
        let row = try tx.one(count(sight, today: today))
        return try Dictionary(uniqueKeysWithValues: TodaySection.allCases.map { ($0, try row($0.name)) })
    }

    static func count(_ sight: Actor.Sight, today: CalendarDay) -> SQL {
        var columns: SQL = "SELECT"
        for section in TodaySection.allCases {
            if section != .today { columns += "," }
            columns += """
                (SELECT count(*) FROM (SELECT 1 AS one FROM job j WHERE \(inHand(sight))
                 AND \(section.condition(today)) LIMIT \(literal: bound + 1)) c) AS \(SQL(trusted: section.name))
                """
        }
        return columns
    }

    /// As the partial index job_in_hand says it, letter for letter: it grows with what is in hand, not with what was done.
    private static func inHand(_ sight: Actor.Sight) -> SQL {
        "\(JobStore.within(sight)) AND j.state IN ('offered', 'accepted', 'scheduled', 'under_way')"
    }

    /// Two levels, for a part of a UNION may not be ordered and cut by itself.
    private static func slice(
        _ section: TodaySection, _ sight: Actor.Sight, _ today: CalendarDay, _ now: Instant
    ) -> SQL {
        """
        SELECT id, \(SQL(trusted: String(section.rawValue))) AS section FROM (
            SELECT j.id FROM job j WHERE \(inHand(sight)) AND \(section.condition(today))
            ORDER BY \(section.order(at: now)) LIMIT \(literal: section.limit)
        ) \(SQL(trusted: "s_\(section.name)"))
        """
    }
}
