import Database
import Domain

enum JobPayList {
    /// Of the dealer who has this job.
    static func pay(of job: ID<Job>, _ tx: Transaction) throws -> Reply<DealerPay> {
        try tx.ask("SELECT d.pay FROM job j JOIN dealer d ON d.id = j.dealer_id WHERE j.id = \(job)") { rows in
            guard let row = rows.first else { throw DatabaseFault.noRow }
            return try row("pay")
        }
    }
}
