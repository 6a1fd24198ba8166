import Database
import Domain

/// One city of the board.
struct BoardCity: Sendable {
    let id: ID<City>
    let province: ID<Province>
    let nameFa: String
    let nameEn: String
    /// Jobs that no dealer has been asked for.
    var waiting = 0
    /// The day the oldest of them came in.
    var oldest: CalendarDay?
    /// Jobs that are overdue, whoever has them.
    var overdue = 0
    /// Jobs whose dealer has not answered within a day.
    var unanswered = 0
    /// Active dealers under contract who cover the city.
    var dealers = 0
    /// Dealers who cover it and may be given nothing: suspended, or out of contract.
    var idleDealers = 0
}

struct BoardProvince: Sendable {
    let id: ID<Province>
    let nameFa: String
    let nameEn: String
}

/// What waits in each city. Only waiting jobs are counted, through their index, so the cost does not grow with the
/// jobs that are done.
enum BoardList {
    static func provinces(_ tx: Transaction) throws -> [BoardProvince] {
        try tx.rows("SELECT id, name_fa, name_en FROM province ORDER BY id").map { row in
            BoardProvince(id: try row("id"), nameFa: try row("name_fa"), nameEn: try row("name_en"))
        }
    }

    /// Every city, with its counts.
    static func cities(today: CalendarDay, unansweredBefore answerBy: Instant, _ tx: Transaction) throws -> [BoardCity]
    {
        var cities = try tx.rows("SELECT id, province_id, name_fa, name_en FROM city ORDER BY id").map { row in
            BoardCity(
                id: try row("id"), province: try row("province_id"), nameFa: try row("name_fa"),
                nameEn: try row("name_en"))
        }
        let places = Dictionary(uniqueKeysWithValues: cities.enumerated().map { ($0.element.id, $0.offset) })
        for row in try waiting(tx) {
            guard let place = places[try row("city_id")] else { continue }
            (cities[place].waiting, cities[place].oldest) = (try row("jobs"), try row("oldest"))
        }
        for row in try unanswered(before: answerBy, tx) {
            if let place = places[try row("city_id")] { cities[place].unanswered = try row("jobs") }
        }
        for (city, jobs) in try PromiseList.overdue(tx) {
            if let place = places[city] { cities[place].overdue = jobs }
        }
        for row in try dealers(today, tx) {
            guard let place = places[try row("city_id")] else { continue }
            (cities[place].dealers, cities[place].idleDealers) = (try row("active"), try row("idle"))
        }
        return cities
    }

    private static func waiting(_ tx: Transaction) throws -> [Row] {
        try tx.rows(
            """
            SELECT city_id, count(*) AS jobs, min(received_on) AS oldest FROM job WHERE state = 'received'
            GROUP BY city_id
            """)
    }

    /// Reads only the offers that are late, by their index, and their jobs. CROSS JOIN keeps SQLite from beginning with
    /// all jobs that are offered.
    private static func unanswered(before cutoff: Instant, _ tx: Transaction) throws -> [Row] {
        try tx.rows(
            """
            SELECT j.city_id, count(*) AS jobs FROM assignment a CROSS JOIN job j
            WHERE a.state = 'offered' AND a.made_at < \(cutoff) AND j.id = a.job_id AND j.state = 'offered'
            GROUP BY j.city_id
            """)
    }

    private static func dealers(_ today: CalendarDay, _ tx: Transaction) throws -> [Row] {
        try tx.rows(
            """
            SELECT city_id, sum(active) AS active, sum(1 - active) AS idle
            FROM (SELECT c.city_id, CASE WHEN d.state = 'active' AND d.contract_from <= \(today)
                         AND d.contract_to >= \(today) THEN 1 ELSE 0 END AS active
                  FROM dealer_city c JOIN dealer d ON d.id = c.dealer_id) covering
            GROUP BY city_id
            """)
    }
}
