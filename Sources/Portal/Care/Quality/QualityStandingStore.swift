import Database
import Domain
import Ground
import Work

/// How closely each dealer's jobs are looked at.
enum QualityStandingStore {
    static func standing(_ dealer: ID<Dealer>, _ tx: Transaction) throws -> SamplingStanding {
        try tx.row("SELECT rank, passes FROM quality_standing WHERE dealer_id = \(dealer)").map {
            SamplingStanding(try $0("rank"), passes: try $0("passes"))
        } ?? SamplingStanding()
    }

    /// After a control of a job of his. The control that changed his rank is kept as its reason.
    static func judged(
        _ control: ID<QualityControl>, of dealer: ID<Dealer>, passed: Bool, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let old = try standing(dealer, tx)
        let new = old.after(passed: passed, by: try QualitySettings(tx).rule)
        try tx.execute(
            """
            INSERT INTO quality_standing (dealer_id, rank, passes, since, control_id)
            VALUES (\(dealer), \(new.rank), \(new.passes), \(tx.now), \(control))
            ON CONFLICT (dealer_id) DO UPDATE SET rank = excluded.rank, passes = excluded.passes,
                since = CASE WHEN excluded.rank = quality_standing.rank THEN quality_standing.since ELSE excluded.since END,
                control_id = CASE WHEN excluded.rank = quality_standing.rank THEN quality_standing.control_id
                    ELSE excluded.control_id END
            """)
        guard new.rank != old.rank else { return }
        let event = Event(
            "ranked", of: .qualityControl(control), in: QualityPlanStore.room, from: ["rank": old.rank.rawValue],
            to: ["rank": new.rank.rawValue])
        try EventStore.add(event, by: person, tx)
    }
}
