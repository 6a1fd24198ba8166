import Database
import Domain

enum JobPayList {
    /// Of the dealer who has this job.
    static func pay(of job: ID<Job>, _ tx: Transaction) throws -> DealerPay {
        try tx.one("SELECT d.pay FROM job j JOIN dealer d ON d.id = j.dealer_id WHERE j.id = \(job)")("pay")
    }
}
