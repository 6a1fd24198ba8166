import Database
import Domain
import Ground
import Web

/// What the company has given a dealer to call about: nothing else of its customers is his to see.
enum GivenList {
    static let most = 50

    /// Those to call now before those to call later; none where he works no more.
    static func ofDealer(_ dealer: ID<Dealer>, today: CalendarDay, _ tx: Transaction) throws -> [GivenLine] {
        guard try CallerList.find(dealer, today: today, tx).works else { return [] }
        return try lines(rows(dealer, limit: most), tx)
    }

    static func rows(_ dealer: ID<Dealer>, limit: Int) -> SQL {
        """
        \(PlanLine.columns) WHERE s.state IN ('due', 'called') AND \(PlanServiceStore.given(to: dealer))
        ORDER BY s.call_on, s.id LIMIT \(literal: limit)
        """
    }

    /// One of them as its commands need it. - Throws: `GivenRefused`.
    static func service(
        _ id: ID<PlanService>, of dealer: ID<Dealer>, today: CalendarDay, _ tx: Transaction
    ) throws -> PlanServiceRow {
        let service: PlanServiceRow
        do { service = try PlanServiceStore.find(id, tx) } catch Refusal.hidden { throw GivenRefused.notHis }
        guard service.dealer == dealer else { throw GivenRefused.notHis }
        guard try CallerList.find(dealer, today: today, tx).works else { throw GivenRefused.idle }
        guard service.state == .due || service.state == .called else { throw GivenRefused.moved(service.state) }
        return service
    }

    /// - Throws: `GivenRefused`.
    static func find(
        _ id: ID<PlanService>, of dealer: ID<Dealer>, today: CalendarDay, _ tx: Transaction
    ) throws -> GivenLine {
        let service = try service(id, of: dealer, today: today, tx)
        return GivenLine(line: try PlanLineList.find(id, tx), place: try PlanServiceStore.lastPlace(of: service, tx))
    }

    private static func lines(_ statement: SQL, _ tx: Transaction) throws -> [GivenLine] {
        try tx.rows(statement).map { row in
            let line = try PlanLine(row)
            let place = try PlanServiceStore.lastPlace(of: PlanServiceStore.find(line.id, tx), tx)
            return GivenLine(line: line, place: place)
        }
    }

    /// How many of them are to be called today.
    static func count(_ dealer: ID<Dealer>, today: CalendarDay, _ tx: Transaction) throws -> Int {
        guard try CallerList.find(dealer, today: today, tx).works else { return 0 }
        return try CountList.of(
            """
            plan_service s WHERE s.state IN ('due', 'called') AND \(PlanServiceStore.given(to: dealer))
            AND s.call_on <= \(today)
            """, tx)
    }

    static func cities(_ dealer: ID<Dealer>, _ tx: Transaction) throws -> Set<ID<City>> {
        Set(try tx.list("SELECT city_id FROM dealer_city WHERE dealer_id = \(dealer)", as: ID<City>.self))
    }
}

/// A service that a dealer calls about.
struct GivenLine: Sendable {
    let line: PlanLine
    /// Of the machine's last job.
    let place: BookServices.Place?
}
