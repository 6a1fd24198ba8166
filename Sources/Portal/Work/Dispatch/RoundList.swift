import Database
import Domain
import Ground
import Web

/// Which jobs are put to dealers together: those that wait, or those that one dealer is to have no more.
struct RoundFilter: Filter {
    let province: ID<Province>?
    let city: ID<City>?
    /// Whose jobs go to others; what he has begun a visit of stays with him.
    let dealer: ID<Dealer>?

    init(province: ID<Province>?, city: ID<City>?, dealer: ID<Dealer>? = nil) {
        (self.province, self.city, self.dealer) = (province, city, dealer)
    }

    init(_ asked: Asked) {
        self.init(province: asked.id("province"), city: asked.id("city"), dealer: asked.id("dealer"))
    }

    var fields: [Address.Field] {
        [
            ("province", province?.description ?? ""), ("city", city?.description ?? ""),
            ("dealer", dealer?.description ?? ""),
        ]
    }

    /// Why jobs that have a dealer get another; nil for those that have none.
    func reassign(_ reason: String) throws -> GivenReason? {
        try dealer == nil
            ? nil : GivenReason(code: GivenReason.otherCode, text: reason, among: [GivenReason.otherCode])
    }

    fileprivate var condition: SQL {
        var condition: SQL =
            dealer.map { "j.dealer_id = \($0) AND j.state IN ('offered', 'accepted', 'scheduled')" }
            ?? "j.state = 'received'"
        if let province { condition += "AND j.province_id = \(province)" }
        if let city { condition += "AND j.city_id = \(city)" }
        return condition
    }
}

/// A job that waits for a dealer, and whom it is proposed to.
struct RoundRow: Sendable {
    let key: WaitingKey
    let job: JobRow
    let proposal: JobProposal
}

/// Waiting jobs, oldest first, and whom they are proposed to.
enum RoundList {
    /// - Parameter mark: only what is after it.
    static func count(_ filter: RoundFilter, after mark: WaitingKey? = nil, _ tx: Transaction) throws -> Int {
        try tx.value("SELECT count(*) FROM job j WHERE \(filter.condition) \(after(mark))") ?? 0
    }

    private static func after(_ mark: WaitingKey?) -> SQL {
        mark.map { "AND (j.received_on, j.id) > (\($0.day), \($0.id))" } ?? ""
    }

    /// - Parameter mark: only what is after it.
    static func waiting(
        _ filter: RoundFilter, after mark: WaitingKey? = nil, limit: Int, _ tx: Transaction
    ) throws -> [(key: WaitingKey, job: JobRow)] {
        try tx.rows(
            """
            SELECT \(JobRow.columns), j.received_on FROM job j WHERE \(filter.condition) \(after(mark))
            ORDER BY j.received_on, j.id LIMIT \(literal: limit)
            """
        ).map { row in
            let job = try JobRow(row)
            return (key: WaitingKey(day: try row("received_on"), id: job.id), job: job)
        }
    }

    /// Those of these numbers that still wait as they were seen.
    static func jobs(_ picks: [JobPick], _ filter: RoundFilter, _ tx: Transaction) throws -> [JobRow] {
        let versions = Dictionary(picks.map { ($0.number, $0.version) }) { first, _ in first }
        return try tx.rows(
            """
            SELECT \(JobRow.columns) FROM job j WHERE j.number IN (\(picks.map(\.number))) AND \(filter.condition)
            ORDER BY j.received_on, j.id
            """
        ).map { try JobRow($0) }.filter { versions[$0.number] == $0.version }
    }
}

/// The dealers who cover the cities of some jobs, and what they are proposed by.
struct RoundNetwork: Sendable {
    let dealers: [ID<Dealer>: NetworkDealer]
    private var proposing: Proposing
    private let holders: [ID<Job>: Set<ID<Dealer>>]

    /// Of those who do not cover a city so many may be asked all the same, the nearest.
    private static let near = 5

    /// - Parameters:
    ///   - alsoNear: whether somebody may choose who does not cover the city.
    ///   - former: who is to have none of them.
    init(
        _ jobs: [JobRow], on day: DispatchDay, alsoNear: Bool = false, but former: ID<Dealer>? = nil, _ tx: Transaction
    ) throws {
        let cities = Array(Set(jobs.map(\.city)))
        let network = try Network(day, tx)
        holders = try day.holders(of: jobs.map(\.id), tx)
        dealers = Dictionary(uniqueKeysWithValues: network.dealers.map { ($0.id, $0) })
        let places: [ID<City>: CityRow] = try tx.rows(
            "SELECT id, name_fa, name_en, latitude_e4, longitude_e4 FROM city WHERE id IN (\(cities))"
        ).reduce(into: [:]) { all, row in all[try row("id")] = try StandingList.position(row) }
        var covering: [ID<City>: [DealerStanding]] = [:]
        let rows = try tx.rows(
            "SELECT city_id, dealer_id FROM dealer_city WHERE city_id IN (\(cities)) ORDER BY city_id, dealer_id")
        for row in rows {
            let (city, dealer): (ID<City>, ID<Dealer>) = (try row("city_id"), try row("dealer_id"))
            guard dealer != former, let known = dealers[dealer], let place = places[city] else { continue }
            covering[city, default: []].append(known.row(in: city, place, covers: true).standing)
        }
        if alsoNear {
            for (city, place) in places {
                let known = Set((covering[city] ?? []).map(\.dealer) + [former].compactMap(\.self))
                covering[city, default: []] += Self.nearest(network.dealers, to: city, place, but: known, day)
            }
        }
        proposing = Proposing(
            today: day.today, policies: try DispatchPolicyStore.inForce(tx), covering: covering)
    }
}

extension RoundNetwork {
    /// Who works on that day and does not cover the city.
    private static func nearest(
        _ dealers: [NetworkDealer], to city: ID<City>, _ place: CityRow, but known: Set<ID<Dealer>>, _ day: DispatchDay
    ) -> [DealerStanding] {
        dealers.filter { dealer in
            !known.contains(dealer.id) && dealer.standing.isActive && dealer.standing.awayUntil == nil
                && dealer.standing.contract.contains(day.today)
        }.map { $0.row(in: city, place, covers: false).standing }.sorted { $0.roadTenths < $1.roadTenths }
            .prefix(near).map(\.self)
    }

    /// The next job's; whoever is proposed has it from now on.
    mutating func next(_ job: JobRow) -> JobProposal { proposing.next(WaitingJob(job, holders[job.id])) }

    mutating func give(to dealer: ID<Dealer>) { proposing.give(to: dealer) }

    func ranked(_ job: JobRow) -> [RankedDealer] { proposing.ranked(WaitingJob(job, holders[job.id])) }
}

extension WaitingJob {
    fileprivate init(_ job: JobRow, _ holders: Set<ID<Dealer>>?) {
        self.init(id: job.id, service: job.serviceType, group: job.group, city: job.city, holders: holders)
    }
}
