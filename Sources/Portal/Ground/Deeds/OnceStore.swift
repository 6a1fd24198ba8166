import Database
import Domain
import Web

/// A form as it was sent: by whom, to which place, with what in it.
struct SentForm: Sendable {
    let person: ID<Person>
    /// nil where the form has none; then its work always runs.
    let key: String?
    /// The hash of all that it holds.
    let body: String

    /// A form's key is that of its page, made anew each time the page is shown: the place, with the thing in it, tells
    /// apart what was done from the same page.
    init(_ form: FormBody, to path: String, by person: ID<Person>) {
        self.person = person
        let key = form.raw("key")
        self.key = key.isEmpty ? nil : "\(person):\(Secrets.hash("\(key) \(path)"))"
        body = form.digest(leavingOut: ["csrf", "key"])
    }

    /// A stranger's: the stamp that his form bears is good for one sending.
    init(_ form: FormBody, to path: String, with stamp: FormStamp) {
        person = ID(0)
        key = "stranger:\(Secrets.hash("\(stamp.nonce) \(path)"))"
        body = form.digest(leavingOut: ["csrf", "key", "stamp", "proof"])
    }
}

/// A form that was sent twice (a double tap, a repeated request on a poor line) does its work once and leads to the same
/// place.
enum OnceStore {
    /// Runs the work unless this form has been sent already; either way, the place it led to.
    /// - Throws: `Refusal.stale` where it was sent with another content: that was not done, and must not seem so.
    static func run(_ form: SentForm, _ tx: Transaction, _ work: () throws -> String) throws -> String {
        guard let key = form.key else { return try work() }
        if let earlier = try tx.row("SELECT location, body FROM idempotency_key WHERE key = \(key)") {
            guard try earlier("body") == form.body else { throw Refusal.stale(Complaint("error.sent_otherwise")) }
            return try earlier("location")
        }
        let location = try work()
        try tx.later(
            """
            INSERT INTO idempotency_key (key, person_id, location, body, made_at)
            VALUES (\(key), \(form.person), \(location), \(form.body), \(tx.now))
            """)
        return location
    }

    /// Nobody sends the form of a page again after a week.
    static func sweep(limit: Int, _ tx: Transaction) throws -> Int {
        let old = tx.now.adding(seconds: -7 * 86_400)
        return try tx.execute(
            """
            DELETE FROM idempotency_key WHERE key IN
                (SELECT key FROM idempotency_key WHERE made_at < \(old) LIMIT \(literal: limit))
            """)
    }
}
