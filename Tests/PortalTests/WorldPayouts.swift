import Database
import Domain
import Testing

@testable import Ground
@testable import Treasury

extension World {
    /// Everything up to the end of this month.
    func order(_ scope: PayoutScope = .all, company: String = "arman") -> PayoutOrder {
        let clock = self.company(company).clock
        return PayoutOrder(
            calendar: clock.calendar, period: Period(of: clock.day(of: time.now), in: clock.calendar), scope: scope)
    }

    func actor(_ role: Role) async throws -> Actor {
        try await Actor(person: person(role), name: "", roles: Roles([role]), dealer: nil)
    }

    /// What a payout would hold now.
    func plan(_ scope: PayoutScope = .all) async throws -> PayoutPlan {
        let (order, company) = (order(scope), arman)
        return try await company.read { try PlanPayout(order: order).run(in: company, $0).plan }
    }

    /// A draft by the officer. - Returns: its number.
    func makePayout(_ scope: PayoutScope = .all) async throws -> String {
        let (order, company, officer) = (order(scope), arman, try await actor(.financeOfficer))
        return try await company.write { tx in
            let mark = try PlanPayout(order: order).run(in: company, tx).plan.mark
            return try MakePayout(order: order, mark: mark).run(by: officer, in: company, tx)
        }
    }

    /// Checked, approved and sent by the approver, as far as `state` says.
    func bring(_ number: String, to state: PayoutState) async throws {
        let (company, approver) = (arman, try await actor(.financeApprover))
        try await company.write { tx in
            for step in [PayoutState.checked, .approved, .sent] {
                let row = try PayoutStore.find(number, company.currency, tx)
                switch step {
                case .checked: try CheckPayout(number: number, version: row.version).run(by: approver, in: company, tx)
                case .approved:
                    try ApprovePayout(number: number, version: row.version).run(by: approver, in: company, tx)
                default: try SendPayout(number: number, version: row.version).run(by: approver, in: company, tx)
                }
                if step == state { return }
            }
        }
    }

    /// What the bank did with all rows of a payout, or with those of one dealer.
    @discardableResult
    func settle(_ number: String, _ outcome: SettleRows.Outcome, dealer: String? = nil) async throws -> Int {
        let (company, officer) = (arman, try await actor(.financeOfficer))
        return try await company.write { tx in
            let row = try PayoutStore.find(number, company.currency, tx)
            let items = try PayoutList.items(of: row.id, tx).filter { dealer == nil || $0.code == dealer }
            return try SettleRows(number: number, rows: items.map { ($0.id, outcome) }).run(
                by: officer, in: company, tx)
        }
    }

    func payoutState(_ number: String) async throws -> PayoutState {
        let currency = arman.currency
        return try await arman.read { try PayoutStore.find(number, currency, $0).state }
    }

    var today: CalendarDay { arman.clock.day(of: time.now) }

    /// A rule of deductions from today on.
    func addDeduction(
        _ kind: DeductionRule.Kind, _ percent: String, base: DeductionRule.Base = .gross, position: Int = 1,
        grades: Set<String> = [], isForRegistered: Bool = false
    ) async throws {
        let (admin, today) = (try await actor(.administrator), today)
        try await arman.write { tx in
            try AddDeduction(
                kind: kind, position: position, percent: Percent(percent), base: base, grades: grades,
                isForRegistered: isForRegistered, from: today, to: nil
            ).run(by: admin.person, in: tx)
        }
    }

    /// The sum of a dealer's rows of one kind.
    func sum(_ kind: LedgerKind, _ code: String = "D100") async throws -> Int64 {
        try await arman.read {
            try $0.value(
                """
                SELECT coalesce(sum(l.amount), 0) FROM ledger_entry l JOIN dealer d ON d.id = l.dealer_id
                WHERE d.code = \(code) AND l.kind = \(kind)
                """) ?? 0
        }
    }
}

extension Browser {
    /// The fields of the payout that the page of a new one offers.
    func payoutForm(company: String = "arman", query: String = "") async throws -> [(String, String)] {
        let page = try await get("/\(company)/payouts/new\(query)")
        return try ["month", "scope", "mark"].map { name in
            let field = try #require(page.text.firstMatch(of: try Regex("name=\"\(name)\" value=\"([^\"]*)\"")))
            return (name, String(try #require(field.output[1].substring)))
        }
    }

    /// - Returns: where the new payout is.
    func makePayout(company: String = "arman") async throws -> String {
        let answer = try await post("/\(company)/payouts", payoutForm(company: company))
        return try #require(answer.location)
    }

    /// Checks and approves what another person made.
    func approvePayout(_ here: String) async throws {
        for (place, deed) in ["check", "approval"].enumerated() {
            let answer = try await post("\(here)/\(deed)", [("version", String(place + 1))])
            try #require(answer.status == .seeOther, "\(deed): \(answer.text)")
        }
    }

    /// Hands an approved payout to the bank.
    func sendPayout(_ here: String) async throws {
        let shown = try await get(here).text.firstMatch(of: #/sending"[^>]*>[\s\S]*?name="version" value="(\d+)"/#)
        let version = try #require(shown.map { String($0.output.1) })
        let answer = try await post("\(here)/sending", [("version", version)])
        try #require(answer.status == .seeOther, "\(answer.text)")
    }

    /// The rows of a payout that can be settled, as fields of the form.
    func payoutRows(_ here: String) async throws -> [(String, String)] {
        let page = try await get(here)
        return page.text.matches(of: #/name="item" value="(\d+)"/#).map { ("item", String($0.output.1)) }
    }

    /// All of its rows are paid.
    func payPayout(_ here: String, reference: String, day: String = "1405/09/02") async throws -> Answer {
        let rows = try await payoutRows(here)
        return try await post(
            "\(here)/payment", rows + [("outcome", "paid"), ("reference", reference), ("day", day)])
    }
}
