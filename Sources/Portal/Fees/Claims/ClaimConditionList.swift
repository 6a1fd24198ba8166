import Database
import Domain

/// What a filter asks for, as conditions on the claims `c` and their jobs `j`.
extension ClaimList {
    static func conditions(_ filter: ClaimFilter, _ sight: Actor.Sight) -> [SQL] {
        var all = [ClaimStore.within(sight)]
        if let state = filter.state { all.append("c.state = \(state)") }
        if let group = filter.group { all += conditions(group) }
        if let since = filter.since { all.append("c.decided_at >= \(since)") }
        if let finding = filter.finding {
            // The list of ids first: a rare finding must not be looked for in each claim of a long state.
            all.append("c.id IN (SELECT f.claim_id FROM claim_finding f WHERE f.code = \(finding))")
            all.append(
                """
                EXISTS (SELECT 1 FROM claim_finding f
                        WHERE f.claim_id = c.id AND f.weighing = c.weighing AND f.code = \(finding))
                """)
        }
        if let period = filter.period {
            all.append("c.period_year = \(period.year) AND c.period_month = \(period.month)")
        }
        if !filter.dealer.isEmpty {
            all.append("c.dealer_id = (SELECT o.id FROM dealer o WHERE o.code = \(filter.dealer))")
        }
        if !filter.payout.isEmpty {
            all.append(
                """
                c.id IN (SELECT y.claim_id FROM payout_number p JOIN claim_payment y ON y.payout_id = p.id
                         WHERE p.number = \(filter.payout))
                """)
        }
        return all + SearchText.key(filter.words).split(separator: " ").prefix(6).map { found(String($0)) }
    }

    private static func conditions(_ group: ClaimFilter.Group) -> [SQL] {
        switch group {
        case .open: ["c.state IN ('submitted', 'sent_back')"]
        // The days lead to them: by its states an engine would read all that was ever decided.
        case .lately: ["c.state || '' IN ('sent_back', 'approved', 'part_approved', 'rejected')"]
        case .appealed: ["c.id IN (SELECT a.claim_id FROM claim_appeal a WHERE a.state = 'open')"]
        case .granted: ["c.state IN ('approved', 'part_approved') AND c.reversed_at IS NULL"]
        case .unpaid:
            [
                "c.state IN ('approved', 'part_approved') AND c.reversed_at IS NULL",
                "NOT EXISTS (SELECT 1 FROM claim_payment y WHERE y.claim_id = c.id AND y.state = 'paid')",
            ]
        }
    }

    /// A word of a job's number, of the customer's name or mobile, or the serial.
    private static func found(_ word: String) -> SQL {
        let number = "%" + word.filter { $0.isNumber || $0 == "-" } + "%"
        let isNumber = word.contains { $0.isNumber }
        return """
            (\(isNumber) = 1 AND j.number LIKE \(number)
             OR EXISTS (SELECT 1 FROM customer_word w WHERE w.customer_id = j.customer_id
                        AND w.word >= \(word) AND w.word < \(word + "\u{10FFFF}"))
             OR EXISTS (SELECT 1 FROM unit u WHERE u.id = j.unit_id AND u.serial = \(word.uppercased())))
            """
    }
}
