import Database
import Domain
import Ground

/// What the doctor reads. Each list is of things that do not hold.
enum DoctorList {
    /// Numbers that a series drew and that no job, payout, invoice, contact or service contract carries. A file may bring numbers of its own and push the
    /// series on: what lies below such a number was never drawn.
    static func numberGaps(_ tx: Transaction) throws -> [Complaint] {
        let jobs = try tx.rows(
            """
            SELECT j.number, EXISTS (SELECT 1 FROM job_event e WHERE e.job_id = j.id AND e.kind = 'imported') AS foreign_number
            FROM job j
            """
        ).map { (try $0("number") as String, try $0("foreign_number") as Bool) }
        let payouts = try tx.list("SELECT number FROM payout", as: String.self).map { ($0, false) }
        let invoices = try tx.list("SELECT number FROM invoice", as: String.self).map { ($0, false) }
        let contacts = try tx.list("SELECT number FROM contact", as: String.self).map { ($0, false) }
        let contracts = try tx.list("SELECT number FROM service_contract", as: String.self).map { ($0, false) }
        let boxes = try tx.list("SELECT number FROM part_box", as: String.self).map { ($0, false) }
        let requests = try tx.list("SELECT number FROM part_request", as: String.self).map { ($0, false) }
        let counts = try tx.list("SELECT number FROM stock_count", as: String.self).map { ($0, false) }
        let loans = try tx.list("SELECT number FROM stock_loan", as: String.self).map { ($0, false) }
        let orders = try tx.list("SELECT number FROM purchase_order", as: String.self).map { ($0, false) }
        let certificates = try tx.list("SELECT number FROM certificate", as: String.self).map { ($0, false) }
        let bills = try tx.rows("SELECT kind, number FROM sales_invoice").map {
            (try $0("kind") as String, try $0("number") as String)
        }
        func numbered(_ kind: String) -> [String: Bool] {
            Dictionary(uniqueKeysWithValues: bills.filter { $0.0 == kind }.map { ($0.1, false) })
        }
        // A credit note that pays is known by its own number.
        let receipts = try tx.list("SELECT number FROM customer_receipt WHERE credit_id IS NULL", as: String.self)
            .map { ($0, false) }
        let papers = try tx.rows("SELECT kind, number FROM stock_paper").reduce(into: [:] as [String: [String: Bool]]) {
            try $0["stock_\($1("kind") as String)", default: [:]][$1("number")] = false
        }
        let used = [
            "job": Dictionary(uniqueKeysWithValues: jobs), "payout": Dictionary(uniqueKeysWithValues: payouts),
            "invoice": Dictionary(uniqueKeysWithValues: invoices),
            "contact": Dictionary(uniqueKeysWithValues: contacts),
            "contract": Dictionary(uniqueKeysWithValues: contracts),
            "part_box": Dictionary(uniqueKeysWithValues: boxes),
            "part_request": Dictionary(uniqueKeysWithValues: requests),
            "stock_count": Dictionary(uniqueKeysWithValues: counts),
            "stock_loan": Dictionary(uniqueKeysWithValues: loans),
            "purchase_order": Dictionary(uniqueKeysWithValues: orders),
            "certificate": Dictionary(uniqueKeysWithValues: certificates),
            "sales_invoice": numbered("invoice"), "sales_credit": numbered("credit"),
            "customer_receipt": Dictionary(uniqueKeysWithValues: receipts),
        ].merging(papers) { $1 }
        return try tx.rows("SELECT series, year, first, last FROM number_series ORDER BY series, year").flatMap { row in
            let (name, year): (String, Int) = (try row("series"), try row("year"))
            let (first, last): (Int, Int) = (try row("first"), try row("last"))
            return try missing(in: used[name] ?? [:], of: name, from: first, upTo: last, year: year, tx).map {
                Complaint("doctor.number", name, $0)
            }
        }
    }

    /// - Parameter used: each number, and whether it came from elsewhere.
    private static func missing(
        in used: [String: Bool], of series: String, from first: Int, upTo last: Int, year: Int, _ tx: Transaction
    ) throws -> [String] {
        var missing: [String] = []
        var isBelowForeign = false
        guard last >= first else { return [] }
        let spans = try NumberStore.spans(of: series, year: year, from: first, tx)
        for number in (first...last).reversed() {
            let form = spans.last { $0.from <= number }?.form ?? .usual(series)
            let text = form.text(number, year: year)
            if let isForeign = used[text] {
                isBelowForeign = isForeign
            } else if !isBelowForeign {
                missing.append(text)
            }
        }
        return missing.reversed()
    }

    /// Rows that say who did something and name somebody who is not in the book. Zero is the operator of the portal.
    static func strangers(_ tx: Transaction) throws -> [Complaint] {
        try tx.tables().flatMap { table in
            try table.columns.filter { $0.hasSuffix("_by") || $0 == "person_id" }.flatMap { column in
                let (rows, who) = (SQL(trusted: table.name), SQL(trusted: "r.\(column)"))
                return try tx.list(
                    """
                    SELECT DISTINCT \(who) FROM \(rows) r
                    WHERE \(who) <> 0 AND NOT EXISTS (SELECT 1 FROM person p WHERE p.id = \(who)) ORDER BY 1 LIMIT 10
                    """, as: Int64.self
                ).map { Complaint("doctor.stranger", "\(table.name).\(column)", String($0)) }
            }
        }
    }

    /// In the directory: login and, as `place` writes it, what he is.
    static func memberships(of company: ID<Company>, _ tx: Transaction) throws -> [(ID<Person>, String)] {
        try tx.rows(
            "SELECT login_id, roles, dealer_id, state FROM membership WHERE company_id = \(company)"
        ).map { row in
            let dealer: ID<Dealer>? = try row.optional("dealer_id")
            return (try row("login_id"), place(try row("roles"), dealer, isLocked: try row("state") == "locked"))
        }
    }

    static func place(_ member: Member) -> String { place(member.roles.text, member.dealer, isLocked: member.isLocked) }

    private static func place(_ roles: String, _ dealer: ID<Dealer>?, isLocked: Bool) -> String {
        "\(roles)/\(dealer?.description ?? "")/\(isLocked ? "locked" : "open")"
    }
}
