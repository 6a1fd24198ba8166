import Database
import Domain

/// What the doctor proves of the warehouse, beside what the engine holds itself. Each list is of things that do not hold.
package enum StockDoctorList {
    package static func problems(on today: CalendarDay, _ tx: Transaction) throws -> [Complaint] {
        try balances(tx) + worths(tx) + below(tx) + reserved(on: today, tx)
    }

    /// What lies where is the sum of what came and went, and nothing lies anywhere that never came.
    private static func balances(_ tx: Transaction) throws -> [Complaint] {
        try tx.rows(
            """
            SELECT s.code, p.code AS place, k.kept, k.moved FROM (
                SELECT part_id, place_id, owner, condition, serial, lot, sum(kept) AS kept, sum(moved) AS moved FROM (
                    SELECT part_id, place_id, owner, condition, serial, lot, quantity AS kept, 0 AS moved FROM stock_balance
                    UNION ALL
                    SELECT part_id, to_id, owner, condition, serial, lot, 0, quantity FROM stock_movement
                    UNION ALL
                    SELECT part_id, from_id, owner, condition, serial, lot, 0, -quantity FROM stock_movement) a
                GROUP BY part_id, place_id, owner, condition, serial, lot HAVING sum(kept) <> sum(moved)) k
            JOIN spare_part s ON s.id = k.part_id JOIN stock_place p ON p.id = k.place_id
            WHERE p.kind NOT IN (\(StockPlaceList.outside)) ORDER BY s.code, p.code LIMIT 100
            """
        ).map { row in
            let (kept, moved): (Int64, Int64) = (try row("kept"), try row("moved"))
            return Complaint("doctor.stock.balance", try row("code"), try row("place"), String(kept), String(moved))
        }
    }

    /// What the company's own goods are worth is what came in with them, less what went out; and their number is what lies.
    private static func worths(_ tx: Transaction) throws -> [Complaint] {
        try tx.rows(
            """
            SELECT s.code, k.kept, k.moved FROM (
                SELECT part_id, sum(kept) AS kept, sum(moved) AS moved, sum(count_kept) AS count_kept, sum(lies) AS lies FROM (
                    SELECT part_id, value AS kept, 0 AS moved, quantity AS count_kept, 0 AS lies FROM stock_worth
                    UNION ALL
                    SELECT part_id, 0, value_in - value_out, 0, 0 FROM stock_movement
                    UNION ALL
                    SELECT part_id, 0, 0, 0, quantity FROM stock_balance
                    WHERE owner = 'company' AND condition <> 'defective') a
                GROUP BY part_id HAVING sum(kept) <> sum(moved) OR sum(count_kept) <> sum(lies)) k
            JOIN spare_part s ON s.id = k.part_id ORDER BY s.code LIMIT 100
            """
        ).map { row in
            let (kept, moved): (Int64, Int64) = (try row("kept"), try row("moved"))
            return Complaint("doctor.stock.worth", try row("code"), String(kept), String(moved))
        }
    }

    /// What is in a dealer's custody by his places is what came into it by the movements.
    private static func below(_ tx: Transaction) throws -> [Complaint] {
        try tx.rows(
            """
            SELECT d.code, k.lies, k.moved FROM (
                SELECT dealer_id, sum(lies) AS lies, sum(moved) AS moved FROM (
                    SELECT p.dealer_id, b.quantity AS lies, 0 AS moved FROM stock_balance b
                    JOIN stock_place p ON p.id = b.place_id WHERE p.dealer_id IS NOT NULL
                    UNION ALL
                    SELECT to_dealer_id, 0, quantity FROM stock_movement WHERE to_dealer_id IS NOT NULL
                    UNION ALL
                    SELECT from_dealer_id, 0, -quantity FROM stock_movement WHERE from_dealer_id IS NOT NULL) a
                GROUP BY dealer_id HAVING sum(lies) <> sum(moved)) k
            JOIN dealer d ON d.id = k.dealer_id ORDER BY d.code LIMIT 100
            """
        ).map { row in
            let (lies, moved): (Int64, Int64) = (try row("lies"), try row("moved"))
            return Complaint("doctor.stock.custody", try row("code"), String(lies), String(moved))
        }
    }

    /// Never more is kept back than lies there.
    private static func reserved(on today: CalendarDay, _ tx: Transaction) throws -> [Complaint] {
        try tx.rows(
            """
            SELECT s.code, p.code AS place, k.kept, coalesce(l.lies, 0) AS lies FROM (
                SELECT r.part_id, r.place_id, sum(r.quantity) AS kept FROM stock_reservation r
                WHERE \(StockBalanceStore.isKept(on: today)) GROUP BY r.part_id, r.place_id) k
            JOIN spare_part s ON s.id = k.part_id JOIN stock_place p ON p.id = k.place_id
            LEFT JOIN (SELECT part_id, place_id, sum(quantity) AS lies FROM stock_balance
                       WHERE owner = 'company' AND condition = 'new' GROUP BY part_id, place_id) l
                ON l.part_id = k.part_id AND l.place_id = k.place_id
            WHERE k.kept > coalesce(l.lies, 0) ORDER BY s.code, p.code LIMIT 100
            """
        ).map { row in
            let (kept, lies): (Int64, Int64) = (try row("kept"), try row("lies"))
            return Complaint("doctor.stock.reserved", try row("code"), try row("place"), String(kept), String(lies))
        }
    }
}
