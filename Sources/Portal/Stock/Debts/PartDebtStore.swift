import Base
import Database
import Domain
import Ground
import Web
import Work

extension PartDebtState: ColumnValue {}
extension PartFinding: ColumnValue {}
extension PartDisposition: ColumnValue {}

/// Removed parts that are owed to the company, each piece a row (داغی).
enum PartDebtStore {
    static let room = "stock"

    static func bear(
        _ owed: [FittedPart], of visit: LoggedVisit, dealer: ID<Dealer>, due: CalendarDay, by actor: Actor,
        _ tx: Transaction
    ) throws {
        let rows = owed.flatMap { part in
            (0..<Int(part.quantity)).map { index -> SQL in
                """
                (\(dealer), \(actor.person), \(part.part.id), \(visit.job), \(visit.id),
                 \(index < part.removed.count ? part.removed[index] : ""), 'owed', \(visit.day), \(due),
                 \(actor.person), \(tx.now))
                """
            }
        }
        guard let first = rows.first else { return }
        let values = rows.dropFirst().reduce(first) { $0 + "," + $1 }
        try tx.later(
            """
            INSERT INTO part_debt (dealer_id, person_id, part_id, job_id, visit_id, serial, state, born_on, due_on, changed_by,
                                   changed_at)
            VALUES \(values)
            """)
    }

    /// - Throws: `Refusal.stale` where it is not at that version, or cannot be done now.
    static func move(
        _ debt: PartDebtRow, _ deed: PartDebtDeed, setting change: SQL? = nil, by person: ID<Person>,
        detail: [String: String] = [:], _ tx: Transaction
    ) throws {
        guard let state = debt.state.after(deed) else { throw Refusal.stale(Complaint("stock.denied.state")) }
        let rest: SQL = change.map { ", \($0)" } ?? ""
        let changed = try tx.execute(
            """
            UPDATE part_debt SET state = \(state), changed_by = \(person), changed_at = \(tx.now), version = version + 1
                \(rest) WHERE id = \(debt.id) AND version = \(debt.version)
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        let event = Event("debt_\(deed)", of: .partDebt(debt.id), in: room, detail: detail)
        try EventStore.add(event, by: person, tx)
    }

    static func inspect(
        _ debt: PartDebtRow, _ finding: PartFinding, note: String, by actor: Actor, _ tx: Transaction
    ) throws {
        try move(
            debt, .inspect, setting: "finding = \(finding), note = \(note)", by: actor.person,
            detail: ["finding": finding.rawValue, "note": note], tx)
    }

    static let naming = SubjectNaming("part_debt") { ids, context, tx in
        guard context.may(DebtRoutes.list) else { return [] }
        return try tx.rows(
            """
            SELECT e.id, s.code FROM part_debt e JOIN spare_part s ON s.id = e.part_id
            WHERE e.id IN (\(ids)) AND \(PartDebtList.within(context.actor.sight))
            """)
    } link: { row, context in
        SubjectLink(label: try row("code"), href: context.paths(DebtRoutes.list))
    }

    static let boxes = SubjectNaming("part_box") { ids, context, tx in
        guard context.may(DebtRoutes.box) else { return [] }
        return try tx.rows(
            """
            SELECT e.id, e.number FROM part_box e
            WHERE e.id IN (\(ids)) AND \(PartDebtList.within(context.actor.sight, isBox: true))
            """)
    } link: { row, context in
        let number: String = try row("number")
        return SubjectLink(label: number, href: context.paths(DebtRoutes.box, number))
    }
}

extension EventSubject {
    static func partDebt(_ id: ID<PartDebt>) -> EventSubject { EventSubject("part_debt", id.value) }
    static func partBox(_ id: ID<PartBox>) -> EventSubject { EventSubject("part_box", id.value) }
}

extension PartDebtStore {
    /// What stands of a customer in what was said of parts that were removed at his.
    static let erasing = Erasing { erasure, tx in
        try erasure.takeOut(tx) { without in
            """
            UPDATE part_debt SET note = \(without("note"))
            WHERE note <> '' AND job_id IN (SELECT j.id FROM job j WHERE j.customer_id = \(erasure.customer))
            """
        }
        return []
    }
}
