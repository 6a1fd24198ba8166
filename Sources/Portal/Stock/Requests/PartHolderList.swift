import Database
import Domain
import Ground
import Work

/// Which dealers have, new and in their own sub-stores, all that was asked for a job: by whoever had it before as well, since
/// what he asked for is what it lacks.
enum PartHolderList {
    static func holders(_ jobs: [ID<Job>], _ tx: Transaction) throws -> [ID<Job>: Set<ID<Dealer>>] {
        guard try Feature.stock.isOn(SettingStore.all(tx)) else { return [:] }
        let wanted = try wanted(jobs, tx)
        guard !wanted.isEmpty else { return [:] }
        let stock = try stock(Set(wanted.values.flatMap(\.keys)), tx)
        return wanted.mapValues { needs in
            Set(stock.filter { _, lies in needs.allSatisfy { lies[$0.key, default: 0] >= $0.value } }.keys)
        }
    }

    private static func wanted(
        _ jobs: [ID<Job>], _ tx: Transaction
    ) throws -> [ID<Job>: [ID<SparePart>: Int64]] {
        try tx.rows(
            """
            SELECT q.job_id, l.part_id, max(l.quantity) AS wanted FROM part_request q
            JOIN part_request_line l ON l.request_id = q.id
            WHERE q.job_id IN (\(jobs)) AND q.state <> 'refused' GROUP BY q.job_id, l.part_id
            """
        ).reduce(into: [:]) { all, row in
            try all[row("job_id"), default: [:]][row("part_id")] = row("wanted") as Int64
        }
    }

    private static func stock(
        _ parts: Set<ID<SparePart>>, _ tx: Transaction
    ) throws -> [ID<Dealer>: [ID<SparePart>: Int64]] {
        try tx.rows(
            """
            SELECT p.dealer_id, b.part_id, sum(b.quantity) AS lies FROM stock_balance b
            JOIN stock_place p ON p.id = b.place_id
            WHERE b.part_id IN (\(parts.sorted())) AND b.condition = 'new' AND b.quantity > 0 AND p.kind = 'sub'
            GROUP BY p.dealer_id, b.part_id
            """
        ).reduce(into: [:]) { all, row in
            try all[row("dealer_id"), default: [:]][row("part_id")] = row("lies") as Int64
        }
    }
}
