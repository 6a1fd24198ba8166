import Database
import Domain
import Ground
import Work

/// How the company gives out its jobs: what dealers are ranked by, how long they have to answer, and what their last months say.
struct DemoDispatch: Sendable {
    let company: OpenCompany

    func run() async throws {
        try await company.write { tx in
            guard let manager = try DemoList.actors(tx).office[.serviceManager]?.person else { return }
            // Installing is a matter of the way, not of how often something had to be done again.
            let near = try RankingWeights([.distance: 50, .load: 30, .acceptance: 10, .survey: 10])
            let policies: [(String?, DispatchPolicy)] = [
                (nil, DispatchPolicy(weights: .usual, answerMinutes: 480, passes: 1)),
                ("install", DispatchPolicy(weights: near, answerMinutes: 480, passes: 2)),
            ]
            for (service, policy) in policies {
                _ = try DispatchPolicyStore.set(
                    policy, for: DispatchScope(service: service, group: nil, city: nil), by: manager, tx)
            }
            // What lies with a dealer for half a year is looked at before he gets more.
            try BlockSetting(limits: ["parts_age": 180, "cash_age": 180]).set(
                company.fittings[DispatchSlots.blocks], by: manager, tx)
            try VisitSetting(correctHours: 24, signature: .offered, leastPeers: 5).set(by: manager, tx)
            try FigureStore.countAll(in: company, tx)
        }
    }
}
