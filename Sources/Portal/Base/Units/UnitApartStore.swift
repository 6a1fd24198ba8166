import Database
import Domain
import Ground
import Web

/// A machine that gave its place to another: that one's cover, and no more work for this one.
extension UnitStore {
    /// What is left of one machine's cover is another's from now on. - Throws: `Refusal.stale` where that has one already.
    static func carryCover(of old: UnitSheet, to new: ID<Unit>, _ tx: Transaction) throws {
        let changed = try tx.execute(
            """
            UPDATE unit SET cover_unit_id = \(old.coverUnit ?? old.id), version = version + 1
            WHERE id = \(new) AND cover_unit_id IS NULL
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        try UnitCoverEndStore.stale(new, in: tx)
    }

    static func giveBackCover(_ unit: ID<Unit>, _ tx: Transaction) throws {
        try tx.later("UPDATE unit SET cover_unit_id = NULL, version = version + 1 WHERE id = \(unit)")
        try UnitCoverEndStore.stale(unit, in: tx)
    }

    /// It went and another came: no more work is taken for it.
    static func setApart(_ unit: ID<Unit>, on day: CalendarDay, _ reason: String, _ tx: Transaction) throws {
        try tx.later(
            """
            UPDATE unit SET quarantined_on = \(day), quarantine_reason = \(reason), version = version + 1
            WHERE id = \(unit)
            """)
    }

    static func takeBack(_ unit: ID<Unit>, _ tx: Transaction) throws {
        try tx.later(
            """
            UPDATE unit SET quarantined_on = NULL, quarantine_reason = '', version = version + 1 WHERE id = \(unit)
            """)
    }

    /// Whether a job of this kind may be taken for it. - Throws: `units.quarantined` where it is kept apart.
    package static func checkService(_ service: String, for serial: String, _ tx: Transaction) throws {
        guard !Quarantine.services.contains(service) else { return }
        guard let unit = try resolved(serial, "u.quarantined_on, u.quarantine_reason", tx) else { return }
        let apart: CalendarDay? = try unit.optional("quarantined_on")
        if apart != nil { throw Complaint("units.quarantined", serial, try unit("quarantine_reason")) }
    }

    /// The same with the job's own statements. - Throws: `FieldRefusal`.
    package static func checkService(_ service: String, for unit: ID<Unit>, _ tx: Transaction) throws {
        guard !Quarantine.services.contains(service) else { return }
        try tx.unless(
            "SELECT 1 FROM unit WHERE id = \(unit) AND quarantined_on IS NOT NULL",
            orThrow: FieldRefusal(field: "serial", complaint: Complaint("units.quarantined_now")))
    }
}
