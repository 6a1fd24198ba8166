import Database
import Domain
import Ground
import Web

/// One round as it stands.
struct RoundState: Sendable {
    let id: ID<DispatchRound>
    let maker: String
    let madeAt: Instant
    let reason: String
    let given: Int
    let leftOut: Int
    let filter: RoundFilter
    let madeBy: ID<Person>
}

/// Jobs that were put to dealers together.
enum RoundStore {
    static func add(
        _ filter: RoundFilter, reason: String, by person: ID<Person>, _ tx: Transaction
    ) throws -> ID<DispatchRound> {
        try tx.insert(
            """
            INSERT INTO dispatch_round (made_by, made_at, province_id, city_id, dealer_id, reason)
            VALUES (\(person), \(tx.now), \(filter.province), \(filter.city), \(filter.dealer), \(reason))
            """)
    }

    static func count(_ id: ID<DispatchRound>, given: Int, leftOut: Int, _ tx: Transaction) throws {
        try tx.execute(
            """
            UPDATE dispatch_round SET given = given + \(given), left_out = left_out + \(leftOut) WHERE id = \(id)
            """)
    }

    /// - Throws: `Refusal.hidden` where there is none.
    static func find(_ id: ID<DispatchRound>, _ tx: Transaction) throws -> RoundState {
        let row = try tx.row(
            """
            SELECT r.made_by, r.made_at, r.province_id, r.city_id, r.dealer_id, r.reason, r.given, r.left_out, p.name
            FROM dispatch_round r JOIN person p ON p.id = r.made_by WHERE r.id = \(id)
            """)
        guard let row else { throw Refusal.hidden }
        return RoundState(
            id: id, maker: try row("name"), madeAt: try row("made_at"), reason: try row("reason"),
            given: try row("given"), leftOut: try row("left_out"),
            filter: RoundFilter(
                province: try row.optional("province_id"), city: try row.optional("city_id"),
                dealer: try row.optional("dealer_id")),
            madeBy: try row("made_by"))
    }

    /// Who got how many of a round, the most first.
    static func shares(_ id: ID<DispatchRound>, _ tx: Transaction) throws -> [(code: String, name: String, jobs: Int)] {
        try tx.rows(
            """
            SELECT d.code, d.name, count(*) AS jobs FROM assignment a JOIN dealer d ON d.id = a.dealer_id
            WHERE a.round_id = \(id) GROUP BY d.id, d.code, d.name ORDER BY count(*) DESC, d.id
            """
        ).map { (code: try $0("code"), name: try $0("name"), jobs: try $0("jobs")) }
    }
}
