import Database
import Domain
import Fees
import Ground
import Treasury
import Web

/// What finance did since: the earlier months decided and paid, the last but one decided in part, the last one waiting.
struct DemoSettlement: Sendable {
    let company: OpenCompany
    /// Of the company's banks.
    let words: Words
    let now: Instant
    private static let together = 200

    func run() async throws {
        let (periods, actors) = try await company.read { tx in
            (try DemoList.claimPeriods(tx), try DemoList.actors(tx).office)
        }
        guard let officer = actors[.financeOfficer], let approver = actors[.financeApprover] else { return }
        try await DemoBanks(company: company, words: words).setPayer(by: approver)
        for (index, period) in periods.enumerated() {
            switch periods.count - index {
            case 1: break
            case 2:
                try await decide(period, by: officer, inPart: true)
                _ = try await makePayout(period, by: officer)
            default:
                try await decide(period, by: officer, inPart: false)
                try await pay(makePayout(period, by: officer), of: period, by: officer, approver)
            }
        }
    }

    /// So many days after a month's end, or now where that is not yet.
    private func moment(_ days: Int, after period: Period) -> Instant {
        let day = period.days(in: company.clock.calendar).upperBound.adding(days: days)
        return min(now, company.clock.instant(day, hour: 11, minute: 0))
    }

    /// - Returns: the draft's number.
    private func makePayout(_ period: Period, by officer: Actor) async throws -> String {
        let moment = moment(10, after: period)
        let order = PayoutOrder(calendar: company.clock.calendar, period: period, scope: .all)
        return try await company.write { transaction in
            let tx = transaction.at(moment)
            let mark = try PlanPayout(order: order).run(in: company, tx).plan.mark
            return try MakePayout(order: order, mark: mark).run(by: officer, in: company, tx)
        }
    }

    /// The bank gives one row back; its dealer has moved his account, and waits for the next payout.
    private func pay(_ number: String, of period: Period, by officer: Actor, _ approver: Actor) async throws {
        let moment = moment(12, after: period)
        try await company.write { transaction in
            let tx = transaction.at(moment)
            let version = { try PayoutStore.find(number, company.currency, tx).version }
            try CheckPayout(number: number, version: version()).run(by: approver, in: company, tx)
            try ApprovePayout(number: number, version: version()).run(by: approver, in: company, tx)
        }
        try await DemoBanks(company: company, words: words).makeFiles(of: number, by: officer, at: moment)
        try await company.write { transaction in
            let tx = transaction.at(moment)
            let payout = try PayoutStore.find(number, company.currency, tx)
            try SendPayout(number: number, version: payout.version).run(by: officer, in: company, tx)
        }
        try await DemoBanks(company: company, words: words).answer(number, returned: 2, by: officer, at: moment)
    }

    private func decide(_ period: Period, by officer: Actor, inPart: Bool) async throws {
        let choices = try await company.read { try DemoList.submitted(in: period, $0) }
        let moment = moment(6, after: period)
        for start in stride(from: 0, to: choices.count, by: Self.together) {
            let chunk = choices[start..<min(start + Self.together, choices.count)]
            try await company.write { tx in
                for (index, choice) in chunk.enumerated() {
                    guard let decision = Self.decision(index, inPart: inPart) else { continue }
                    try DecideClaims(
                        deed: decision.deed, choices: [choice], reason: decision.reason, text: decision.text,
                        isSure: true
                    ).run(by: officer, in: company, tx.at(moment))
                }
            }
        }
    }

    /// Out of thirty: one rejected, one or two asked about, of the current month a third still waiting.
    private static func decision(_ index: Int, inPart: Bool) -> (deed: ClaimDeed, reason: String?, text: String)? {
        switch index % 30 {
        case 7: (.reject, "charged_customer", "")
        case 13 where inPart: (.sendBack, "km", "لطفاً مسیر رفت را توضیح دهید.")
        case 20...29 where inPart: nil
        default: (.approve, nil, "")
        }
    }
}
