import Base
import Database
import Domain
import Ground
import Web
import Work

/// A device that a customer gets while his own is repaired.
struct NewLoan: Sendable {
    let serial: String
    /// Of the part, where its serial alone may mean several; empty: any.
    let code: String
    let job: String
    /// Minor units.
    let deposit: Int64
    let condition: String
    let due: CalendarDay
}

/// Devices that are lent, until they are back or written off.
enum LoanStore {
    static let room = "stock"
    static let series = "stock_loan"

    /// Draws a number; the device leaves the shelf and lies with customers.
    /// - Throws: `FieldRefusal` where there is no such device or job; `stock.loan.ended` where the job is over.
    static func add(
        _ new: NewLoan, by actor: Actor, in company: OpenCompany, _ tx: Transaction
    ) throws -> LoanRow {
        let today = company.clock.day(of: tx.now)
        guard new.due >= today else { throw FieldRefusal(field: "due", complaint: Complaint("stock.loan.due_past")) }
        let job = try job(new.job, actor.sight, tx)
        let devices = try LoanList.devices(new.serial, code: new.code, actor.sight, tx)
        guard let device = devices.first else {
            throw FieldRefusal(field: "serial", complaint: Complaint("stock.loan.no_device", new.serial))
        }
        guard devices.count == 1 else { throw FieldRefusal(field: "part", complaint: Complaint("stock.loan.which")) }
        let from = try StockPlaceList.find(device.place, .company, tx)
        let number = try NumberStore.next(series, year: company.clock.calendar.year(of: today), tx)
        let id: ID<StockLoan> = try tx.insert(
            """
            INSERT INTO stock_loan (number, part_id, serial, part_condition, from_id, dealer_id, customer_id, job_id, deposit,
                                    condition_out, lent_on, due_on, state, made_by, made_at)
            VALUES (\(number), \(device.part.id), \(device.serial), \(device.condition), \(from.id), \(from.dealer),
                    \(job.customer), \(job.id), \(new.deposit), \(new.condition), \(today), \(new.due),
                    \(LoanState.out), \(actor.person), \(tx.now))
            """)
        let row = try LoanList.find(number, .company, tx)
        try post(row, from, try PlaceStore.single(.loan, tx), "loan", by: actor, in: company, tx)
        let detail = ["number": number, "serial": device.serial, "job": new.job]
        try EventStore.add(Event("loan_added", of: .stockLoan(id), in: room, detail: detail), by: actor.person, tx)
        return row
    }

    private static func job(_ number: String, _ sight: Actor.Sight, _ tx: Transaction) throws -> JobRow {
        let job: JobRow
        do { job = try JobStore.find(number, sight, tx) } catch Refusal.hidden {
            throw FieldRefusal(field: "job", complaint: Complaint("stock.loan.no_job", number))
        }
        guard !job.state.isEnded else {
            throw FieldRefusal(field: "job", complaint: Complaint("stock.loan.ended", number))
        }
        return job
    }

    /// It is back, in whatever state, and lies somewhere again.
    static func giveBack(
        _ loan: LoanRow, at version: Int, to place: PlaceRow, condition: String, by actor: Actor,
        in company: OpenCompany, _ tx: Transaction
    ) throws {
        try move(
            loan, at: version, .giveBack,
            setting: """
                back_id = \(place.id), condition_in = \(condition), closed_by = \(actor.person), closed_at = \(tx.now)
                """, by: actor.person, detail: ["place": place.code, "note": condition], tx)
        try post(loan, try PlaceStore.single(.loan, tx), place, "loan_back", by: actor, in: company, tx)
    }

    /// Somebody says that it does not come back; nothing moves yet.
    static func lose(
        _ loan: LoanRow, at version: Int, because why: String, by actor: Actor, _ tx: Transaction
    ) throws {
        try move(
            loan, at: version, .lose, setting: "lost_by = \(actor.person), lost_why = \(why)", by: actor.person,
            detail: ["reason": why], tx)
        let notice = Notice("loan_lost", about: .stockLoan(loan.id), loan.number, on: String(version))
        try OutboxStore.add(notice, to: .office(StockPaperRoutes.confirmers), but: actor.person, tx)
    }

    /// Another person agrees: it leaves the books. - Throws: `stock.denied.own`.
    static func writeOff(
        _ loan: LoanRow, at version: Int, by actor: Actor, in company: OpenCompany, _ tx: Transaction
    ) throws {
        guard loan.lostBy != actor.person else { throw Complaint("stock.denied.own") }
        try move(
            loan, at: version, .writeOff, setting: "closed_by = \(actor.person), closed_at = \(tx.now)",
            by: actor.person, tx)
        try post(
            loan, try PlaceStore.single(.loan, tx), try PlaceStore.single(.loss, tx), "loan_lost", by: actor,
            in: company, tx)
    }

    /// - Throws: `Refusal.stale` where it is not at that version, or cannot be done now.
    static func move(
        _ loan: LoanRow, at version: Int, _ deed: LoanDeed, setting change: SQL? = nil, by person: ID<Person>,
        detail: [String: String] = [:], _ tx: Transaction
    ) throws {
        guard let state = loan.state.after(deed) else { throw Refusal.stale(Complaint("stock.denied.state")) }
        let rest: SQL = change.map { ", \($0)" } ?? ""
        let changed = try tx.execute(
            """
            UPDATE stock_loan SET state = \(state), version = version + 1 \(rest)
            WHERE id = \(loan.id) AND version = \(version)
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        let event = Event("loan_\(deed.rawValue)", of: .stockLoan(loan.id), in: room, detail: detail)
        try EventStore.add(event, by: person, tx)
    }

    private static func post(
        _ loan: LoanRow, _ from: PlaceRow, _ to: PlaceRow, _ why: String, by actor: Actor, in company: OpenCompany,
        _ tx: Transaction
    ) throws {
        let move = StockMove(
            part: loan.part.id, quantity: 1, from: from, to: to, condition: loan.condition, serial: loan.serial,
            job: loan.job, day: company.clock.day(of: tx.now), why: why)
        do { try StockLedger.post([move], by: actor, in: company, tx) } catch let refused as RefusedLines {
            throw refused.complaints[0] ?? Complaint("stock.denied.state")
        }
    }

    /// Tells those who lent it that its day is over; once.
    static func remind(_ loan: LoanRow, _ reader: (CalendarDay) -> String, _ tx: Transaction) throws {
        let changed = try tx.execute("UPDATE stock_loan SET reminded = 1 WHERE id = \(loan.id) AND reminded = 0")
        guard changed == 1 else { return }
        let who: Recipients = loan.dealer.map { .dealer($0, [.dealerManager]) } ?? .office(.keepers)
        let notice = Notice("loan_overdue", about: .stockLoan(loan.id), loan.number, reader(loan.dueOn))
        try OutboxStore.add(notice, to: who, but: nil, tx)
    }

    static let naming = SubjectNaming("stock_loan") { ids, context, tx in
        guard context.may(LoanRoutes.one) else { return [] }
        return try tx.rows(
            """
            SELECT o.id, o.number FROM stock_loan o WHERE o.id IN (\(ids)) AND \(LoanList.within(context.actor.sight))
            """)
    } link: { row, context in
        let number: String = try row("number")
        return SubjectLink(label: number, href: context.paths(LoanRoutes.one, number))
    }

    static let moves = CustomerMove("stock_loan") { customer, tx in
        try tx.list("SELECT id FROM stock_loan WHERE customer_id = \(customer) ORDER BY id")
    } move: { ids, customer, tx in
        _ = try tx.execute("UPDATE stock_loan SET customer_id = \(customer) WHERE id IN (\(ids))")
    }

    /// As long as he has a device of the company it must know who he is.
    static func obstacle(for customer: ID<Customer>, _ tx: Transaction) throws -> Complaint? {
        let number: String? = try tx.value(
            "SELECT min(number) FROM stock_loan WHERE customer_id = \(customer) AND closed_by IS NULL")
        return number.map { Complaint("stock.loan.erasing", $0.isolatedLeftToRight) }
    }

    /// That there was one stays; what was written freely goes.
    static let erasing = Erasing { erasure, tx in
        _ = try tx.execute(
            """
            UPDATE stock_loan SET condition_out = '–', condition_in = CASE WHEN condition_in = '' THEN '' ELSE '–' END,
                lost_why = CASE WHEN lost_why = '' THEN '' ELSE '–' END
            WHERE customer_id = \(erasure.customer)
            """)
        return []
    }

    static func dossier(
        _ customer: ID<Customer>, _ context: CompanyContext, _ tx: Transaction
    ) throws -> [DossierLine] {
        let (words, reader) = (context.words, context.reader)
        return try LoanList.all("o.customer_id = \(customer)", limit: 1_000, tx).map { loan in
            let texts = [
                loan.part.names.shown(reader), loan.serial, reader.day(loan.lentOn), loan.conditionOut,
                loan.conditionIn, loan.lostWhy,
            ]
            return DossierLine(
                words("stock.loans"), loan.number, texts.filter { !$0.isEmpty }.joined(separator: " · "))
        }
    }
}

extension EventSubject {
    static func stockLoan(_ id: ID<StockLoan>) -> EventSubject { EventSubject("stock_loan", id.value) }
}
