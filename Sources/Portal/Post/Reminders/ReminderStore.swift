import Base
import Database
import Domain
import Ground
import Work

/// By which rules people are told of what no deed tells, and when they are left alone with advertising.
struct ReminderRules: Equatable, Sendable {
    private static let (surveyName, contractName) = ("post_survey_days", "post_contract_days")
    static let bounds = 0...90
    private static let usualContract = 30

    /// Days after its end on which a job's customer is asked how it was; 0: he is not.
    var surveyDays = 0
    /// Days before its end on which a dealer is told of his contract's; 0: he is not.
    var contractDays = usualContract
    /// Hours in which advertising waits; nil where it waits for none.
    var advertQuiet: QuietHours? = .ofAdvertising

    init(surveyDays: Int, contractDays: Int, advertQuiet: QuietHours?) {
        (self.surveyDays, self.contractDays, self.advertQuiet) = (surveyDays, contractDays, advertQuiet)
    }

    init(_ tx: Transaction) throws {
        surveyDays = try SettingStore.value(Self.surveyName, tx).flatMap { Int($0) } ?? 0
        contractDays = try SettingStore.value(Self.contractName, tx).flatMap { Int($0) } ?? Self.usualContract
        advertQuiet = AdvertHours.read(try SettingStore.value(AdvertHours.setting, tx))
    }

    func set(by person: ID<Person>, _ tx: Transaction) throws {
        let before = try ReminderRules(tx)
        try SettingStore.set(Self.surveyName, String(surveyDays), tx)
        try SettingStore.set(Self.contractName, String(contractDays), tx)
        try SettingStore.set(AdvertHours.setting, AdvertHours.stored(advertQuiet), tx)
        let event = Event(
            "reminders", of: EventSubject("setting"), in: PostAccountStore.room, from: before.texts, to: texts)
        if event.changesSomething { try EventStore.add(event, by: person, tx) }
    }

    private var texts: [String: String] {
        [
            "survey_days": String(surveyDays), "contract_days": String(contractDays),
            "advert_hours": advertQuiet.map { "\(TypedTime.text($0.from))–\(TypedTime.text($0.to))" } ?? "",
        ]
    }
}

/// Finds what nobody was told of yet, and tells it once.
enum ReminderStore {
    /// Days for which something that should have been told is still news.
    private static let patience = 30
    private static let together = 100

    /// - Returns: how many were told: where it is many, there are more.
    static func remind(on today: CalendarDay, in company: OpenCompany, _ tx: Transaction) throws -> Bool {
        let rules = try ReminderRules(tx)
        var most = max(try promises(today, tx), try looks(today, tx))
        if rules.contractDays > 0 {
            most = max(most, try contracts(today, rules.contractDays, company.clock, tx))
            most = max(most, try collateral(today, rules.contractDays, company.clock, tx))
            most = max(most, try certificates(today, rules.contractDays, company.clock, tx))
        }
        if rules.surveyDays > 0 { most = max(most, try surveys(today, rules.surveyDays, in: company, tx)) }
        return most == together
    }

    /// What was promised for a day that is over, and is not done.
    private static func promises(_ today: CalendarDay, _ tx: Transaction) throws -> Int {
        let rows = try tx.rows(
            """
            SELECT i.job_id AS id, i.promised_on AS day, j.number FROM job_intake i JOIN job j ON j.id = i.job_id
            WHERE i.promised_on < \(today) AND i.promised_on >= \(today.adding(days: -patience))
                AND j.state IN (\(JobState.open)) AND \(unsaid("promise", "i.job_id", "i.promised_on"))
            ORDER BY i.promised_on, i.job_id LIMIT \(literal: together)
            """)
        for row in rows {
            let (id, day, number): (ID<Job>, CalendarDay, String) = (
                try row("id"), try row("day"), try row("number")
            )
            try keep("promise", id.value, day, tx)
            try OutboxStore.add(
                Notice("promise_missed", about: .job(id), number, on: day.isoText),
                to: .office([.serviceManager, .dispatcher]), but: nil, tx)
        }
        return rows.count
    }

    /// What waits, and is to be looked at again: told to whoever has the job.
    private static func looks(_ today: CalendarDay, _ tx: Transaction) throws -> Int {
        let rows = try tx.rows(
            """
            SELECT w.id, w.look_on AS day, w.job_id, j.number, j.dealer_id FROM job_wait w JOIN job j ON j.id = w.job_id
            WHERE w.ended_at IS NULL AND w.look_on <= \(today) AND w.look_on >= \(today.adding(days: -patience))
                AND \(unsaid("look", "w.id", "w.look_on"))
            ORDER BY w.look_on, w.id LIMIT \(literal: together)
            """)
        for row in rows {
            let (id, job, day): (Int64, ID<Job>, CalendarDay) = (try row("id"), try row("job_id"), try row("day"))
            let dealer: ID<Dealer>? = try row.optional("dealer_id")
            try keep("look", id, day, tx)
            try OutboxStore.add(
                Notice("look_again", about: .job(job), try row("number"), on: day.isoText),
                to: dealer.map { .dealer($0, [.dealerManager]) } ?? .office([.dispatcher, .serviceManager]), but: nil,
                tx)
        }
        return rows.count
    }

    private static func contracts(
        _ today: CalendarDay, _ days: Int, _ clock: CompanyClock, _ tx: Transaction
    ) throws -> Int {
        let rows = try tx.rows(
            """
            SELECT d.id, d.contract_to AS day, d.name FROM dealer d
            WHERE d.contract_to >= \(today) AND d.contract_to <= \(today.adding(days: days)) AND d.state = 'active'
                AND \(unsaid("contract", "d.id", "d.contract_to"))
            ORDER BY d.contract_to, d.id LIMIT \(literal: together)
            """)
        for row in rows {
            let (id, day, name): (ID<Dealer>, CalendarDay, String) = (try row("id"), try row("day"), try row("name"))
            try keep("contract", id.value, day, tx)
            let notice = Notice(
                "contract_ends", about: EventSubject("dealer", id.value), clock.calendar.text(day), name,
                on: day.isoText)
            try OutboxStore.add(notice, to: .dealer(id, [.dealerManager]), but: nil, tx)
            try OutboxStore.add(
                Notice("contract_ends_of", about: notice.subject, notice.values[0], name, on: day.isoText),
                to: .office([.serviceManager]), but: nil, tx)
        }
        return rows.count
    }

    /// What a dealer has left as security, before its day: after it nothing is secured.
    private static func collateral(
        _ today: CalendarDay, _ days: Int, _ clock: CompanyClock, _ tx: Transaction
    ) throws -> Int {
        let rows = try tx.rows(
            """
            SELECT c.id, c.dealer_id, c.due_on AS day, c.number, d.name
            FROM collateral c JOIN dealer d ON d.id = c.dealer_id
            WHERE c.state = 'held' AND c.due_on >= \(today) AND c.due_on <= \(today.adding(days: days))
                AND \(unsaid("collateral", "c.id", "c.due_on"))
            ORDER BY c.due_on, c.id LIMIT \(literal: together)
            """)
        for row in rows {
            let (id, dealer, day): (ID<Collateral>, ID<Dealer>, CalendarDay) = (
                try row("id"), try row("dealer_id"), try row("day")
            )
            try keep("collateral", id.value, day, tx)
            let notice = Notice(
                "collateral_due", about: EventSubject("dealer", dealer.value), clock.calendar.text(day),
                try row("name"), try row("number"), on: day.isoText)
            try OutboxStore.add(
                notice, to: .office([.administrator, .serviceManager, .financeOfficer]), but: nil, tx)
        }
        return rows.count
    }

    /// Before a certificate is over that nobody has renewed: its holder, and who sends him to work.
    private static func certificates(
        _ today: CalendarDay, _ days: Int, _ clock: CompanyClock, _ tx: Transaction
    ) throws -> Int {
        let rows = try tx.rows(
            """
            SELECT c.id, c.person_id, c.dealer_id, c.until_on AS day, p.name, k.title_fa
            FROM certificate c JOIN course k ON k.id = c.course_id
            JOIN person p ON p.id = c.person_id AND p.dealer_id = c.dealer_id AND p.state = 'open'
            WHERE c.withdrawn_at IS NULL AND c.until_on >= \(today) AND c.until_on <= \(today.adding(days: days))
                AND k.is_retired = 0 AND \(unsaid("certificate", "c.id", "c.until_on"))
                AND NOT EXISTS (
                    SELECT 1 FROM certificate l WHERE l.person_id = c.person_id AND l.course_id = c.course_id
                        AND l.dealer_id = c.dealer_id AND l.withdrawn_at IS NULL AND l.until_on > c.until_on)
            ORDER BY c.until_on, c.id LIMIT \(literal: together)
            """)
        for row in rows {
            let (id, day): (ID<Certificate>, CalendarDay) = (try row("id"), try row("day"))
            try keep("certificate", id.value, day, tx)
            let notice = Notice(
                "certificate_ends", about: .certificate(id), clock.calendar.text(day), try row("name"),
                try row("title_fa"), on: day.isoText)
            let managers = try PersonStore.open(in: [.dealerManager], of: try row("dealer_id"), tx)
            try OutboxStore.add(notice, to: .people(Set(managers + [try row("person_id")])), but: nil, tx)
        }
        return rows.count
    }

    /// Whoever has said how it was is asked no second time.
    private static func surveys(
        _ today: CalendarDay, _ days: Int, in company: OpenCompany, _ tx: Transaction
    ) throws -> Int {
        let last = today.adding(days: -days)
        let (from, to) = (
            company.clock.startOfDay(last.adding(days: 1 - patience)), company.clock.startOfDay(last.adding(days: 1))
        )
        let rows = try tx.rows(
            """
            SELECT j.id, j.completed_on AS day, j.number, j.customer_id FROM job j
            WHERE j.completed_at >= \(from) AND j.completed_at < \(to)
                AND j.state IN ('done', 'closed') AND j.outcome = 'completed'
                AND \(unsaid("survey", "j.id", "j.completed_on"))
            ORDER BY j.completed_at, j.number LIMIT \(literal: together)
            """)
        for row in rows {
            let (id, day, number): (ID<Job>, CalendarDay, String) = (
                try row("id"), try row("day"), try row("number")
            )
            try keep("survey", id.value, day, tx)
            guard try !JobAnswerStore.isRated(id, in: company, tx) else { continue }
            let customer: ID<Customer> = try row("customer_id")
            try OutboxStore.add(Notice("survey", about: .job(id), number), to: .customer(customer), but: nil, tx)
        }
        return rows.count
    }

    private static func unsaid(_ kind: String, _ id: SQL, _ day: SQL) -> SQL {
        """
        NOT EXISTS (SELECT 1 FROM reminder r WHERE r.kind = \(kind) AND r.subject_id = \(id) AND r.about_on = \(day))
        """
    }

    private static func keep(_ kind: String, _ id: Int64, _ day: CalendarDay, _ tx: Transaction) throws {
        try tx.later(
            """
            INSERT INTO reminder (kind, subject_id, about_on, made_at) VALUES (\(kind), \(id), \(day), \(tx.now))
            """)
    }
}
