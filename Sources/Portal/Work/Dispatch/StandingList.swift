import Base
import Database
import Domain
import Ground

/// A city, as far as its page and its dealers' roads need it.
struct CityPlace: Sendable {
    let id: ID<City>
    let nameFa: String
    let nameEn: String
    let provinceFa: String
    let provinceEn: String
    let position: CityRow
}

/// A dealer of the network and how he stands to a city.
struct StandingRow: Sendable {
    let code: String
    let name: String
    let cityFa: String
    let cityEn: String
    let standing: DealerStanding
}

/// The dealers as choices for a city's jobs: a handful of questions for all of them at once, whatever their number.
enum StandingList {
    static func city(_ id: ID<City>, _ tx: Transaction) throws -> CityPlace? {
        let row = try tx.row(
            """
            SELECT c.id, c.name_fa, c.name_en, c.latitude_e4, c.longitude_e4, p.name_fa AS province_fa,
                   p.name_en AS province_en
            FROM city c JOIN province p ON p.id = c.province_id WHERE c.id = \(id)
            """)
        return try row.map { row in
            CityPlace(
                id: try row("id"), nameFa: try row("name_fa"), nameEn: try row("name_en"),
                provinceFa: try row("province_fa"), provinceEn: try row("province_en"), position: try position(row))
        }
    }

    /// Every dealer, whether he covers the city or not.
    static func all(_ city: CityPlace, on day: DispatchDay, _ tx: Transaction) throws -> [StandingRow] {
        let network = try Network(day, tx)
        let covering = Set(
            try tx.list("SELECT dealer_id FROM dealer_city WHERE city_id = \(city.id)", as: ID<Dealer>.self))
        return network.dealers.map { $0.row(in: city.id, city.position, covers: covering.contains($0.id)) }
    }

    /// nil where the company has no such dealer.
    static func one(_ dealer: ID<Dealer>, _ city: CityPlace, on day: DispatchDay, _ tx: Transaction) throws
        -> StandingRow?
    {
        guard let found = try Network(day, only: dealer, tx).dealers.first else { return nil }
        let covers: Int? = try tx.value(
            "SELECT 1 FROM dealer_city WHERE city_id = \(city.id) AND dealer_id = \(dealer)")
        return found.row(in: city.id, city.position, covers: covers != nil)
    }

    static func groupNames(_ tx: Transaction) throws -> [ID<ProductGroup>: (fa: String, en: String)] {
        try tx.rows("SELECT id, name_fa, name_en FROM product_group").reduce(into: [:]) { names, row in
            names[try row("id")] = (fa: try row("name_fa"), en: try row("name_en"))
        }
    }

    static func position(_ row: Row) throws -> CityRow {
        CityRow(
            nameFa: try row("name_fa"), nameEn: try row("name_en"), provinceFa: "", provinceEn: "", iso: "",
            areaCode: "",
            isCapital: false, latitudeE4: try row("latitude_e4"), longitudeE4: try row("longitude_e4"), aliases: [])
    }
}

/// The day for which dealers are looked at.
struct DispatchDay: Sendable {
    let today: CalendarDay
    /// The first of its month.
    let month: CalendarDay
    /// What other wings know of dealers.
    let fittings: Fittings

    init(in company: OpenCompany, at now: Instant) {
        today = company.clock.day(of: now)
        month = company.clock.firstOfMonth(today)
        fittings = company.fittings
    }

    /// Who has all parts that each of these jobs waits for; a job that waits for none is not among them.
    func holders(of jobs: [ID<Job>], _ tx: Transaction) throws -> [ID<Job>: Set<ID<Dealer>>] {
        guard !jobs.isEmpty else { return [:] }
        return try fittings[DispatchSlots.holders].reduce(into: [:]) { all, find in
            all.merge(try find(jobs, tx)) { $0.intersection($1) }
        }
    }
}

extension [ID<Job>: Set<ID<Dealer>>] {
    /// Who has the parts of all these jobs; nil where none of them waits for any.
    func all(of jobs: [ID<Job>]) -> Set<ID<Dealer>>? {
        let known = jobs.compactMap { self[$0] }
        return known.first.map { first in known.reduce(first) { $0.intersection($1) } }
    }
}

/// A dealer as he stands to no city yet.
struct NetworkDealer: Sendable {
    let id: ID<Dealer>
    let code: String
    let name: String
    let seat: ID<City>
    let position: CityRow
    let groups: Set<ID<ProductGroup>>
    /// As if he sat in the city and covered it.
    let standing: DealerStanding

    func row(in city: ID<City>, _ place: CityRow, covers: Bool) -> StandingRow {
        let isOfCity = seat == city
        let known = standing
        var own = DealerStanding(
            dealer: id, isActive: known.isActive, contract: known.contract, grade: known.grade, coversCity: covers,
            isOfCity: isOfCity, roadTenths: isOfCity ? 0 : position.roadTenths(to: place), groups: groups,
            dailyCapacity: known.dailyCapacity, assignedToday: known.assignedToday)
        (own.openJobs, own.awayUntil, own.record) = (known.openJobs, known.awayUntil, known.record)
        (own.blocks, own.untrained) = (known.blocks, known.untrained)
        return StandingRow(code: code, name: name, cityFa: position.nameFa, cityEn: position.nameEn, standing: own)
    }
}

/// All dealers with what ranks them.
struct Network: Sendable {
    let dealers: [NetworkDealer]

    /// - Parameter dealer: this one alone.
    init(_ day: DispatchDay, only dealer: ID<Dealer>? = nil, _ tx: Transaction) throws {
        func only(_ column: SQL) -> SQL { dealer.map { "AND \(column) = \($0)" } ?? "" }
        let groups: [ID<Dealer>: Set<ID<ProductGroup>>] = try tx.rows(
            "SELECT dealer_id, group_id FROM dealer_group WHERE 1 = 1 \(only("dealer_id"))"
        ).reduce(into: [:]) { all, row in all[try row("dealer_id"), default: []].insert(try row("group_id")) }
        let loads = try DealerLoadList.loads(of: dealer, today: day.today, tx)
        let away: [ID<Dealer>: CalendarDay] = try tx.rows(
            """
            SELECT dealer_id, max(to_on) AS last FROM dealer_leave
            WHERE to_on >= \(day.today) AND from_on <= \(day.today) \(only("dealer_id")) GROUP BY dealer_id
            """
        ).reduce(into: [:]) { all, row in all[try row("dealer_id")] = try row("last") }
        let blocks = try BlockSetting.open(on: day, only: dealer, tx)
        let untrained = try CourseNeedStore.untrained(on: day.today, only: dealer, tx)
        dealers = try tx.rows(
            """
            SELECT d.id, d.code, d.name, d.grade, d.state, d.contract_from, d.contract_to, d.daily_capacity, d.city_id,
                   s.name_fa, s.name_en, s.latitude_e4, s.longitude_e4, f.accept_minutes, f.finish_minutes,
                   f.repeat_permille, f.first_fix_permille, f.survey_permille, f.month_from, f.month_jobs
            FROM dealer d JOIN city s ON s.id = d.city_id LEFT JOIN dealer_figure f ON f.dealer_id = d.id
            WHERE 1 = 1 \(only("d.id")) ORDER BY d.id
            """
        ).map { row in
            let id: ID<Dealer> = try row("id")
            let load = loads[id] ?? .none
            var standing = try Self.standing(row, id, day, today: load.today)
            standing.openJobs = load.open
            standing.awayUntil = away[id]
            standing.blocks = blocks[id] ?? []
            standing.untrained = untrained[id] ?? []
            return NetworkDealer(
                id: id, code: try row("code"), name: try row("name"), seat: try row("city_id"),
                position: try StandingList.position(row), groups: groups[id] ?? [], standing: standing)
        }
    }

    private static func standing(
        _ row: Row, _ id: ID<Dealer>, _ day: DispatchDay, today: Int
    ) throws -> DealerStanding {
        let (from, to): (CalendarDay, CalendarDay) = (try row("contract_from"), try row("contract_to"))
        var standing = DealerStanding(
            dealer: id, isActive: try row("state") as String == "active", contract: from...to,
            grade: try row("grade"), coversCity: true, isOfCity: true, roadTenths: 0, groups: [],
            dailyCapacity: try row("daily_capacity"), assignedToday: today)
        let (month, jobs): (CalendarDay?, Int?) = (try row.optional("month_from"), try row.optional("month_jobs"))
        standing.record = TrackRecord(
            acceptMinutes: try row.optional("accept_minutes"), finishMinutes: try row.optional("finish_minutes"),
            repeatPermille: try row.optional("repeat_permille"), surveyPermille: try row.optional("survey_permille"),
            monthJobs: jobs.map { (month == day.month ? $0 : 0) + today },
            firstFixPermille: try row.optional("first_fix_permille"))
        return standing
    }
}
