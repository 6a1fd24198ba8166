import Base
import Database
import Domain
import Ground
import Web

extension AppointmentWish.Part: ColumnValue {}

/// What customers say by their link of an appointment at which they cannot be there.
enum AppointmentWishStore {
    /// An appointment that a job has and that has not begun.
    struct Agreed: Hashable, Sendable {
        let day: CalendarDay
        let from: Int

        /// As a form says which one it was about.
        var text: String { "\(day.isoText) \(from)" }
    }

    /// - Returns: nil where nothing is agreed, or somebody should be there already.
    static func agreed(of job: ID<Job>, _ clock: CompanyClock, _ tx: Transaction) throws -> Agreed? {
        let row = try tx.row(
            """
            SELECT appointment_on, appointment_from FROM job
            WHERE id = \(job) AND state = \(JobState.scheduled) AND appointment_on IS NOT NULL
                AND appointment_from IS NOT NULL
            """)
        guard let row else { return nil }
        let agreed = Agreed(day: try row("appointment_on"), from: try row("appointment_from"))
        let beginning = clock.instant(agreed.day, hour: agreed.from / 60, minute: agreed.from % 60)
        return tx.now < beginning ? agreed : nil
    }

    /// What was said of the appointment that the job has.
    static func find(_ job: ID<Job>, _ tx: Transaction) throws -> AppointmentWish? {
        try tx.row(
            """
            SELECT w.wished_on, w.part FROM appointment_wish w JOIN job j ON j.id = w.job_id
            WHERE w.job_id = \(job) AND j.state = \(JobState.scheduled) AND j.appointment_on = w.appointment_on
                AND j.appointment_from = w.appointment_from
            """
        ).map { AppointmentWish(stored: try $0("wished_on"), try $0("part")) }
    }

    /// What was said first of an appointment stays; who goes there and who dispatches are told.
    static func add(
        _ wish: AppointmentWish, of agreed: Agreed, by target: JobLinkStore.Target, _ clock: CompanyClock,
        _ tx: Transaction
    ) throws {
        let added = try tx.execute(
            """
            INSERT INTO appointment_wish (job_id, link_id, appointment_on, appointment_from, wished_on, part, made_at)
            VALUES (\(target.job), \(target.id), \(agreed.day), \(agreed.from), \(wish.day), \(wish.part), \(tx.now))
            ON CONFLICT (job_id, appointment_on, appointment_from) DO NOTHING
            """)
        guard added == 1 else { return }
        try EventStore.add(
            Event("other_time", of: .job(target.job), in: "tracking", detail: ["day": wish.day.isoText]), by: nil, tx)
        try tell(target.job, wish, clock, tx)
    }

    static func dossier(
        _ customer: ID<Customer>, _ context: CompanyContext, _ tx: Transaction
    ) throws -> [DossierLine] {
        try tx.rows(
            """
            SELECT w.wished_on, w.part, w.made_at, j.number FROM appointment_wish w JOIN job j ON j.id = w.job_id
            WHERE j.customer_id = \(customer) ORDER BY w.id
            """
        ).map { row in
            let wish = AppointmentWish(stored: try row("wished_on"), try row("part"))
            return DossierLine(
                context.words("tracking.wish"), at: try row("made_at"), try row("number"), wish.text(context.reader))
        }
    }

    private static func tell(_ job: ID<Job>, _ wish: AppointmentWish, _ clock: CompanyClock, _ tx: Transaction) throws {
        let row = try tx.one("SELECT number, dealer_id, technician_id FROM job WHERE id = \(job)")
        let (dealer, technician): (ID<Dealer>?, ID<Person>?) = (
            try row.optional("dealer_id"), try row.optional("technician_id")
        )
        let notice = Notice(
            "appointment_refused", about: .job(job), try row("number"), clock.calendar.text(wish.day),
            on: "\(wish.day.isoText)")
        if let dealer { try OutboxStore.add(notice, to: .dealer(dealer, [.dealerManager]), but: technician, tx) }
        try OutboxStore.add(
            notice, to: .officeAnd([.dispatcher], Set([technician].compactMap(\.self))), but: nil, tx)
    }
}
