import Database
import Domain
import Ground
import Work

/// How much waits for somebody's hand, as the first page shows it.
enum OverviewList {
    enum Item: String, CaseIterable, Sendable {
        case received, unanswered, late, underWay = "under_way"
        case submitted, sentBack = "sent_back"
        case payouts, accountRows = "account_rows", noTariff = "no_tariff", sheba
    }

    /// - Parameters:
    ///   - promises: when an offer is unanswered.
    ///   - today: an appointment before it is late.
    static func count(_ item: Item, by promises: Promises, today: CalendarDay, _ tx: Transaction) throws -> Int {
        try CountList.of(rows(item, by: promises, today: today), tx)
    }

    static func rows(_ item: Item, by promises: Promises, today: CalendarDay) -> SQL {
        switch item {
        case .received: "job WHERE state = 'received'"
        case .unanswered:
            "job j WHERE \(JobQuery.unanswered(before: promises.answerBy))"
        case .late: "job j WHERE \(TodaySection.late.condition(today))"
        case .underWay: "job WHERE state = 'under_way'"
        case .submitted: "claim WHERE state = 'submitted'"
        case .sentBack: "claim WHERE state = 'sent_back'"
        case .payouts: "payout WHERE state IN ('draft', 'checked')"
        case .accountRows: "account_row WHERE state = 'waiting'"
        case .noTariff: "unpriced_job"
        case .sheba: "sheba_change WHERE state = 'waiting'"
        }
    }
}
