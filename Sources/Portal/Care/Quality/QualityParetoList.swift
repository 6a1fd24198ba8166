import Base
import Database
import Domain
import Ground
import Web
import Work

/// By what failed controls are told apart.
enum QualityDimension: String, CaseIterable, Sendable {
    case item, dealer, person, model, part, cause
}

/// Failed controls of a period, and by what they are told apart.
struct QualityParetoFilter: Filter {
    private static let usual = 90
    var dimension: QualityDimension
    let place: QualityPlace?
    let from: CalendarDay
    let to: CalendarDay
    private let calendar: CalendarSystem

    init(_ asked: Asked, today: CalendarDay, _ calendar: CalendarSystem) {
        (dimension, place) = (asked.word("by") ?? .item, asked.word("place"))
        let last = asked.day("to", in: calendar).value ?? today
        let first = asked.day("from", in: calendar).value ?? last.adding(days: 1 - Self.usual)
        (from, to, self.calendar) = (min(first, last), max(first, last), calendar)
    }

    var fields: [Address.Field] {
        [
            ("by", dimension.rawValue), ("place", place?.rawValue ?? ""), ("from", calendar.text(from)),
            ("to", calendar.text(to)),
        ]
    }

    func by(_ dimension: QualityDimension) -> QualityParetoFilter {
        var copy = self
        copy.dimension = dimension
        return copy
    }
}

/// What fails most.
enum QualityParetoList {
    static func pareto(
        _ filter: QualityParetoFilter, _ clock: CompanyClock, _ tx: Transaction
    ) throws -> Pareto<BothNames> {
        let (from, to) = (
            clock.instant(filter.from, hour: 0, minute: 0), clock.instant(filter.to.adding(days: 1), hour: 0, minute: 0)
        )
        return Pareto(
            try tx.rows(rows(filter, from: from, to: to)).map { row in
                (cause: try BothNames(row), count: try row("count"))
            })
    }

    static func rows(_ filter: QualityParetoFilter, from: Instant, to: Instant) -> SQL {
        let place: SQL =
            switch filter.place {
            case .bench: "AND c.item_id IS NOT NULL"
            case .dealer: "AND c.dealer_id IS NOT NULL"
            case nil: ""
            }
        return """
            SELECT \(names(filter.dimension)), count(DISTINCT c.id) AS count FROM quality_control c \(tables(filter.dimension))
            WHERE c.state = 'failed' AND c.ended_at >= \(from) AND c.ended_at < \(to) \(place)
            GROUP BY 1, 2 ORDER BY count DESC, 1
            """
    }

    private static func names(_ dimension: QualityDimension) -> SQL {
        switch dimension {
        case .item: "i.text_fa AS name_fa, CASE i.text_en WHEN '' THEN i.text_fa ELSE i.text_en END AS name_en"
        case .dealer: "d.name AS name_fa, d.code AS name_en"
        case .person: "p.name AS name_fa, p.name AS name_en"
        case .model: "m.name AS name_fa, m.code AS name_en"
        case .part: "v.part AS name_fa, v.part AS name_en"
        case .cause: "c.cause AS name_fa, c.cause AS name_en"
        }
    }

    private static func tables(_ dimension: QualityDimension) -> SQL {
        switch dimension {
        case .item:
            """
            JOIN quality_reading r ON r.control_id = c.id AND r.is_rejected = 1 AND r.id = (SELECT max(x.id)
                FROM quality_reading x WHERE x.control_id = c.id AND x.position = r.position)
            JOIN quality_item i ON i.edition_id = c.edition_id AND i.position = r.position
            """
        case .dealer: "JOIN dealer d ON d.id = c.dealer_id"
        case .person: "JOIN person p ON p.id = c.worker_id"
        case .model:
            "JOIN job j ON j.id = c.job_id JOIN unit u ON u.id = j.unit_id JOIN product_model m ON m.id = u.model_id"
        case .part:
            "JOIN visit w ON w.job_id = c.job_id JOIN visit_part v ON v.visit_id = w.id"
        case .cause: "JOIN rework_cause w ON w.code = c.cause"
        }
    }
}
