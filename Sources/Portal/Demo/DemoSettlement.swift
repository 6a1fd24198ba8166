import Database
import Domain

/// What finance did since: the earlier months decided and paid, the last but one decided in part, the last one waiting.
struct DemoSettlement: Sendable {
    let company: OpenCompany
    let now: Instant
    private static let together = 200

    func run() async throws {
        let (periods, actors) = try await company.read { tx in
            (try DemoList.claimPeriods(tx), try DemoList.actors(tx).office)
        }
        guard let officer = actors[.financeOfficer] else { return }
        for (index, period) in periods.enumerated() {
            switch periods.count - index {
            case 1: break
            case 2: try await decide(period, by: officer, inPart: true)
            default: try await decide(period, by: officer, inPart: false)
            }
        }
    }

    private func decide(_ period: Period, by officer: Actor, inPart: Bool) async throws {
        let choices = try await company.read { try DemoList.submitted(in: period, $0) }
        for start in stride(from: 0, to: choices.count, by: Self.together) {
            let chunk = choices[start..<min(start + Self.together, choices.count)]
            try await company.write { tx in
                for (index, choice) in chunk.enumerated() {
                    guard let decision = Self.decision(index, inPart: inPart) else { continue }
                    try DecideClaims(
                        deed: decision.deed, choices: [choice], reason: decision.reason, text: decision.text
                    ).run(by: officer, in: company, tx)
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
