import Database
import Domain
import Ground

/// What is left with the provider, each time that he was asked.
package enum PostCreditStore {
    struct Line: Sendable {
        let at: Instant
        let credit: Int64
    }

    /// Seconds after which he is asked again by the run that sends.
    static let pause: Int64 = 6 * 3_600
    private static let kept: Int64 = 730 * 86_400

    static func isDue(_ tx: Transaction) throws -> Bool {
        let last: Instant? = try tx.value("SELECT credit_asked_at FROM post_account WHERE channel = 'sms'")
        return last.map { $0.adding(seconds: pause) <= tx.now } ?? true
    }

    /// Says once that it is low, until it was enough again.
    /// - Parameters:
    ///   - credit: nil where the provider did not say it.
    ///   - holder: whose it is: of an account in whose place another one was set up nothing is written.
    static func add(_ credit: Int64?, holder: Int, _ tx: Transaction) throws {
        try tx.later("UPDATE post_account SET credit_asked_at = \(tx.now) WHERE channel = 'sms'")
        guard let credit else { return }
        let row = try tx.row(
            "SELECT credit_low, low_told FROM post_account WHERE channel = 'sms' AND holder = \(holder)")
        guard let row else { return }
        let (low, wasTold): (Int64, Bool) = (try row("credit_low"), try row("low_told"))
        let isLow = low > 0 && credit < low
        try tx.later(
            """
            UPDATE post_account SET credit = \(credit), credit_at = \(tx.now), low_told = \(isLow) WHERE channel = 'sms'
            """)
        try tx.later("INSERT INTO post_credit (at, credit) VALUES (\(tx.now), \(credit))")
        guard isLow, !wasTold else { return }
        try OutboxStore.add(
            Notice("post_credit_low", about: .postAccount, String(credit)), to: .office([.administrator]), but: nil, tx)
    }

    /// The last ones, the newest first.
    static func last(_ limit: Int, _ tx: Transaction) throws -> [Line] {
        try tx.rows("SELECT at, credit FROM post_credit ORDER BY id DESC LIMIT \(literal: limit)").map {
            Line(at: try $0("at"), credit: try $0("credit"))
        }
    }

    package static func sweep(_ limit: Int, _ tx: Transaction) throws -> Int {
        let old = tx.now.adding(seconds: -kept)
        let ids: [Int64] = try tx.list(
            "SELECT id FROM post_credit WHERE at < \(old) ORDER BY at LIMIT \(literal: limit)")
        guard !ids.isEmpty else { return 0 }
        return try tx.execute("DELETE FROM post_credit WHERE id IN (\(ids))")
    }
}
