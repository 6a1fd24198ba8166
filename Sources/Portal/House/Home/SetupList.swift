import Database
import Domain
import Ground

/// What a new company needs until its first dealer is paid.
enum SetupList {
    /// In the order of the work: what stands in the way of the first job comes first.
    enum Step: String, CaseIterable, Sendable {
        case group, model, dealer
        case dealerPerson = "dealer_person"
        case job, second, tariff, approver, company, holidays
    }

    private static let closed = "setup_closed"

    /// - Returns: nil where nobody wants to see them any more.
    static func done(today: CalendarDay, yearEnd: CalendarDay, _ tx: Transaction) throws -> Set<Step>? {
        guard try SettingStore.value(closed, tx) == nil else { return nil }
        return try Set(Step.allCases.filter { try isDone($0, today, yearEnd, tx) })
    }

    static func close(_ tx: Transaction) throws { try SettingStore.set(closed, "1", tx) }

    private static func isDone(
        _ step: Step, _ today: CalendarDay, _ yearEnd: CalendarDay, _ tx: Transaction
    ) throws -> Bool {
        try tx.row("SELECT 1 FROM \(rows(step, today, yearEnd)) LIMIT 1") != nil
    }

    private static func rows(_ step: Step, _ today: CalendarDay, _ yearEnd: CalendarDay) -> SQL {
        switch step {
        case .group: "product_group WHERE is_retired = 0"
        case .model: "product_model WHERE is_retired = 0"
        case .dealer: "dealer WHERE state = 'active' AND contract_to >= \(today)"
        case .dealerPerson: "person WHERE dealer_id IS NOT NULL AND state = 'open'"
        case .job: "job"
        case .approver:
            """
            person WHERE dealer_id IS NULL AND state = 'open'
                AND ',' || roles || ',' LIKE '%,' || \(Role.financeApprover.rawValue) || ',%'
            """
        case .second:
            """
            person p WHERE p.dealer_id IS NULL AND p.state = 'open' AND EXISTS
                (SELECT 1 FROM person q WHERE q.dealer_id IS NULL AND q.state = 'open' AND q.id <> p.id)
            """
        case .tariff: "tariff WHERE state = 'active'"
        case .company: "setting WHERE name = 'company_address' AND value <> ''"
        case .holidays: "holiday WHERE day BETWEEN \(today) AND \(yearEnd)"
        }
    }
}
