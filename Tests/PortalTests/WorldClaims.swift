import Database
import Domain
import Testing

@testable import Fees
@testable import Ground
@testable import Work

extension World {
    /// A claim as a test knows it.
    struct TestClaim: Sendable {
        let id: ID<Claim>
        let number: String
        var version = 1
        var choice: String { "\(id).\(version)" }
    }

    /// A job that was done and priced: a visit, a calculation with these company-paid lines, and its claim. The second line
    /// is for the way.
    /// - Parameters:
    ///   - amounts: of the lines, in rial; below zero is a penalty.
    ///   - other: a claim whose job was on the same unit; nil for a unit of its own.
    ///   - paid: what the customer paid the dealer for labour.
    ///   - hundredths: of a percent of the first line, which the penalties are; nil for fixed ones.
    ///   - worker: who logged the visit; nil for the dealer's technician.
    func addClaim(
        _ amounts: [Int64] = [400_000, 275_000], company: String = "arman", dealer code: String = "D100",
        completedOn day: CalendarDay? = nil, worker: ID<Person>? = nil, onUnitOf other: TestClaim? = nil,
        paid: Int64 = 0, warranty: Warranty = .within, penalty hundredths: Int64? = nil
    ) async throws -> TestClaim {
        var serial: String?
        if let other { serial = try await self.serial(other, company) }
        let number = try await addJob(company: company, serial: serial)
        try await giveJob(number, company: company, dealer: code)
        let open = self.company(company)
        let done = day ?? open.clock.day(of: time.now)
        let technician = try await person(.dealerTechnician, company: company, dealer: code == "D200" ? 2 : 1)
        let id = try await open.write { tx in
            let job = try JobStore.find(number, .company, tx)
            let at = open.clock.instant(done, hour: 9, minute: 30)
            try JobStore.move(
                job, .finish, by: nil,
                .finished(at: at, on: done, .completed, fault: nil, warranty),
                tx)
            try tx.execute(
                """
                INSERT INTO visit (job_id, dealer_id, made_by, made_at, visited_at, visited_on, outcome, minutes,
                                   km_tenths, symptom, remedy, customer_labour, customer_parts, note)
                VALUES (\(job.id), \(job.dealer), \(worker ?? technician), \(tx.now), \(at), \(done), 'completed', 75,
                        375, 'سرد نمی‌کند', 'تعویض برد', \(paid), 0, '')
                """)
            let calculation = try Self.addCalculation(amounts, penalty: hundredths, of: job.id, tx)
            return try AddClaim(
                job: job.id, calculation: calculation, dealer: job.dealer!, payable: amounts.reduce(0, +),
                completedOn: done
            ).run(by: worker ?? technician, in: open, tx)
        }
        return TestClaim(id: id, number: number)
    }

    private func serial(_ claim: TestClaim, _ company: String) async throws -> String {
        try await self.company(company).read {
            try #require(
                try $0.value(
                    "SELECT u.serial FROM unit u JOIN job j ON j.unit_id = u.id WHERE j.number = \(claim.number)"))
        }
    }

    /// Further to the company's lines, one of 90,000 rial that the customer pays.
    private static func addCalculation(
        _ amounts: [Int64], penalty hundredths: Int64? = nil, of job: ID<Job>, _ tx: Transaction
    ) throws -> ID<FrozenCalculation> {
        let id: ID<FrozenCalculation> = try tx.insert(
            """
            INSERT INTO calculation (job_id, facts, payable, currency, made_at)
            VALUES (\(job), '{}', \(amounts.reduce(0, +)), 'IRR', \(tx.now))
            """)
        let lines =
            amounts.enumerated().map { ($1 < 0 ? "penalty" : $0 == 1 ? "travel" : "labour", $1, "company") }
            + [("visit", 90_000, "customer")]
        for (place, (component, amount, payer)) in lines.enumerated() {
            let size = Int64(clamping: amount.magnitude)
            let share = hundredths.flatMap { amount < 0 ? $0 : nil }
            let working =
                share.map { #"{"percent":{"amount":\#(amounts[0]),"hundredths":\#($0),"of":"labour"}}"# }
                ?? #"{"fixed":{"amount":\#(size)}}"#
            let reason = """
                {"amount":\(amount),"losers":[],"penalty":\(amount < 0),"product":"\(size)","rule":"R\(place)",\
                "working":\(working)}
                """
            try tx.execute(
                """
                INSERT INTO fee_line (calculation_id, position, component, rule_code, quantity, amount, payer,
                                      is_household_day, reason)
                VALUES (\(id), \(place), \(component), \("R\(place)"), '1', \(amount), \(payer), 0, \(reason))
                """)
        }
        return id
    }

    /// The account of the person whom `mobile` names.
    func person(_ role: Role, company: String = "arman", dealer: Int = 1) async throws -> ID<Person> {
        let mobile = try MobileNumber(Self.mobile(role, company: company, dealer: dealer)).e164
        return try await self.company(company).read {
            try #require(try $0.value("SELECT id FROM person WHERE mobile = \(mobile)"))
        }
    }

    func claimState(_ claim: TestClaim, company: String = "arman") async throws -> ClaimState {
        try await self.company(company).read {
            try #require(try $0.value("SELECT state FROM claim WHERE id = \(claim.id)"))
        }
    }

    /// The dealer's balance: the sum of his account's rows.
    func balance(_ code: String = "D100", company: String = "arman") async throws -> Int64 {
        try await self.company(company).read {
            try $0.value(
                """
                SELECT coalesce(sum(l.amount), 0) FROM ledger_entry l JOIN dealer d ON d.id = l.dealer_id
                WHERE d.code = \(code)
                """) ?? 0
        }
    }
}

extension World {
    /// A claim that finance has approved, as it does it.
    @discardableResult
    func addApproved(
        _ amounts: [Int64], company: String = "arman", dealer: String = "D100", completedOn day: CalendarDay? = nil
    ) async throws -> TestClaim {
        var claim = try await addClaim(amounts, company: company, dealer: dealer, completedOn: day)
        try await decide(.approve, [claim], company: company)
        claim.version = 2
        return claim
    }

    /// Finance's decision, by the command alone.
    func decide(_ deed: ClaimDeed, _ claims: [TestClaim], reason: String? = nil, company: String = "arman") async throws
    {
        let open = self.company(company)
        let officer = try await person(.financeOfficer, company: company)
        let actor = try Actor(person: officer, name: "", roles: Roles([.financeOfficer]), dealer: nil)
        let choices = claims.map { ClaimChoice(id: $0.id, version: $0.version) }
        try await open.write { tx in
            try DecideClaims(deed: deed, choices: choices, reason: reason, text: "", isSure: true).run(
                by: actor, in: open, tx)
        }
    }
}
