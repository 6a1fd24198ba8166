/// The columns of a file of finished jobs.
public enum FactsColumn: String, CaseIterable, Sendable {
    case number
    case completedAt = "completed_at"
    case serviceType = "service_type"
    case productGroup = "product_group"
    case productModel = "product_model"
    case warranty, dealer
    case dealerGrade = "dealer_grade"
    case zone, outcome
    case dayKind = "day_kind"
    case km, minutes, visits, parts
    case customerLabour = "customer_labour"
    case customerParts = "customer_parts"
    case hours
    case repeatDays = "repeat_days"
    case score, household
}

/// Reads one row of a file of finished jobs.
struct FactsReading {
    private let text: (FactsColumn) -> String
    private var row: RowReading<FactsColumn>

    init(line: Int, text: @escaping (FactsColumn) -> String) {
        self.text = text
        row = RowReading(line: line, row: text(.number), text: text)
    }

    var refused: [RowRefusal] { row.refused }

    /// Nil where something was refused. Every cell is read before any is missed.
    mutating func facts() -> FeeFacts? {
        let number = row.required(.number)
        let completion = row.requiredRead(.completedAt) { text throws(Complaint) in try LocalMoment(text) }
        let serviceType = row.required(.serviceType)
        let warranty = row.requiredWord(.warranty, Warranty.self)
        let dealer = row.required(.dealer)
        let zone = row.requiredWord(.zone, Zone.self)
        let outcome = row.requiredWord(.outcome, JobOutcome.self)
        let dayKind = row.requiredWord(.dayKind, DayKind.self)
        let (km, minutes) = (tenths(.km), whole(.minutes))
        let (visits, parts) = (whole(.visits, least: 1), whole(.parts))
        let (customerLabour, customerParts) = (whole(.customerLabour), whole(.customerParts))
        let hours = tenths(.hours)
        let repeatDays = row.read(.repeatDays) { text throws(Complaint) in try NumberCell.whole(text) }
        let score = row.read(.score) { text throws(Complaint) in try Self.score(text) }
        guard row.refused.isEmpty, let number, let completion, let serviceType, let warranty, let dealer, let zone,
            let outcome, let dayKind, let km, let minutes, let visits, let parts, let customerLabour,
            let customerParts, let hours
        else { return nil }
        return FeeFacts(
            number: number, completedAt: completion.seconds, completionDay: completion.day, serviceType: serviceType,
            productGroup: text(.productGroup), productModel: text(.productModel), warranty: warranty, dealer: dealer,
            dealerGrade: text(.dealerGrade), zone: zone, outcome: outcome, dayKind: dayKind, tenthsOfKm: km,
            minutes: minutes, visits: visits, parts: parts, customerLabour: customerLabour,
            customerParts: customerParts, tenthsOfHours: hours, repeatDays: repeatDays, tenthsOfScore: score,
            household: text(.household))
    }

    private mutating func whole(_ column: FactsColumn, least: Int64 = 0) -> Int64? {
        row.requiredRead(column) { text throws(Complaint) in try NumberCell.whole(text, least: least) }
    }

    private mutating func tenths(_ column: FactsColumn) -> Int64? {
        row.requiredRead(column) { text throws(Complaint) in try NumberCell.decimal(text, places: 1) }
    }

    private static func score(_ text: String) throws(Complaint) -> Int64 {
        let tenths = try NumberCell.decimal(text, places: 1)
        guard FeeMetric.score.possible.contains(tenths) else { throw Complaint("fees.score.range", text) }
        return tenths
    }
}
