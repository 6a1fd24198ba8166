import Database
import Domain
import Work

/// What each set of jobs is, as a condition on `job j`. The sums of a month and the list behind a number are made of the same.
package enum JobSetList {
    /// The jobs of a set that are of these days, or of one key of a dimension alone.
    package static func condition(
        _ set: JobSet, in days: ClosedRange<CalendarDay>, _ dimension: ReportDimension = .all, key: String = "",
        _ clock: CompanyClock
    ) -> SQL {
        let own: SQL = dimension == .all ? "1 = 1" : has(dimension, key)
        return [within(days, byEnd: set.isByEnd, clock), condition(set), own].joinedByAnd()
    }

    /// The range that leads to the jobs; no other condition is served by an index.
    static func within(_ days: ClosedRange<CalendarDay>, byEnd: Bool, _ clock: CompanyClock) -> SQL {
        guard byEnd else { return "j.received_on >= \(days.lowerBound) AND j.received_on <= \(days.upperBound)" }
        let (from, to) = (clock.startOfDay(days.lowerBound), clock.startOfDay(days.upperBound.adding(days: 1)))
        return "j.completed_at >= \(from) AND j.completed_at < \(to) AND j.state || '' IN ('done', 'closed')"
    }

    /// Beside the range of its days.
    static func condition(_ set: JobSet) -> SQL {
        switch set {
        case .received, .done: "1 = 1"
        case .cancelled: "j.state || '' = 'cancelled'"
        case .complained: complained
        case .repairs: repair
        case .repeated: [repair, FirstFixList.isRepeated].joinedByAnd()
        case .judged: judged
        case .unfixed: [judged, "NOT (\(FirstFixList.isFixedAtOnce))"].joinedByAnd()
        case .accepted:
            """
            j.accepted_at IS NOT NULL AND EXISTS (SELECT 1 FROM assignment e WHERE e.job_id = j.id
                AND e.state = 'accepted' AND e.decided_at IS NOT NULL)
            """
        case .scored: "EXISTS (SELECT 1 FROM survey_score s WHERE s.job_id = j.id)"
        case .unsatisfied: "EXISTS (SELECT 1 FROM survey_score s WHERE s.job_id = j.id AND s.score < \(literal: bad))"
        case .priced: "EXISTS (SELECT 1 FROM \(booked) AND e.kind = 'fee')"
        case .parted: [repair, "EXISTS (SELECT 1 FROM \(fitted))"].joinedByAnd()
        }
    }

    private static let bad = Int(SurveyFigures.satisfied)
    private static let repair: SQL = "j.service_type || '' = 'repair'"
    private static var judged: SQL { [repair, "j.outcome || '' = 'completed'"].joinedByAnd() }
    /// A complaint is about the last job of the customer that was received before it.
    private static let complained: SQL = """
        EXISTS (SELECT 1 FROM contact c WHERE c.customer_id = j.customer_id AND c.kind = 'complaint'
            AND c.made_at >= j.received_at
            AND NOT EXISTS (SELECT 1 FROM job n WHERE n.customer_id = j.customer_id AND n.received_at > j.received_at
                AND n.received_at <= c.made_at)
            AND (j.completed_at IS NULL OR c.made_at < j.completed_at + \(literal: ReportPeriod.ripening * 86_400)))
        """

    /// What of the dealer's account is the job's.
    private static let booked: SQL =
        "claim c JOIN ledger_entry e ON e.claim_id = c.id WHERE c.job_id = j.id"
    private static let fitted: SQL = "visit v JOIN visit_part p ON p.visit_id = v.id WHERE v.job_id = j.id"

    static let cost: SQL = """
        (SELECT coalesce(sum(e.amount), 0) FROM \(booked) AND e.kind IN ('fee', 'penalty', 'adjustment', 'reversal'))
        """
    static let parts: SQL = "(SELECT coalesce(sum(p.quantity), 0) FROM \(fitted))"
}

/// By what jobs are told apart.
extension JobSetList {
    /// The key of a part that the catalogue does not have begins with it, as `key` writes it.
    static let named: Character = "~"
    /// The key of a text that begins with no code of the company's.
    static let other = "*"

    /// A text that all jobs have; of a part it is that of `visit_part p`.
    static func key(_ dimension: ReportDimension) -> SQL {
        switch dimension {
        case .all: "''"
        case .group: "CAST(j.group_id AS TEXT)"
        case .model: "(SELECT CAST(u.model_id AS TEXT) FROM unit u WHERE u.id = j.unit_id)"
        case .dealer: "coalesce(CAST(j.dealer_id AS TEXT), '')"
        case .city: "CAST(j.city_id AS TEXT)"
        case .service: "j.service_type || ''"
        case .symptom: symptom
        case .cause: cause
        case .part: "CASE WHEN p.part_id IS NULL THEN '~' || p.part ELSE CAST(p.part_id AS TEXT) END"
        }
    }

    static func has(_ dimension: ReportDimension, _ key: String) -> SQL {
        guard dimension == .part else { return "\(self.key(dimension)) = \(key)" }
        return [repair, "EXISTS (SELECT 1 FROM \(fitted) AND \(self.key(.part)) = \(key))"].joinedByAnd()
    }

    /// What is none of the company's codes is typed freely, and may say anything of anybody.
    private static let symptom: SQL = """
        CASE WHEN j.fault_code IS NULL THEN ''
            WHEN EXISTS (SELECT 1 FROM fault_code f WHERE f.code = j.fault_code AND f.kind = 'symptom') THEN j.fault_code
            ELSE '*' END
        """

    /// The code that the last cause begins with: C10 is no beginning of C100.
    private static let cause: SQL = """
        coalesce((SELECT coalesce((SELECT f.code FROM fault_code f
                WHERE f.code IN (substr(w.cause, 1, 3), substr(w.cause, 1, 4)) AND f.kind = 'cause'
                AND substr(w.cause || ' ', length(f.code) + 1, 1) = ' '), '*')
            FROM visit w WHERE w.job_id = j.id AND w.cause <> '' ORDER BY w.id DESC LIMIT 1), '')
        """
}
