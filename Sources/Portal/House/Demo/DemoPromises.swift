import Database
import Domain
import Ground
import Work

/// What the company promises of its jobs; and some of them wait for their customers, so that their clocks stand.
struct DemoPromises: Sendable {
    let company: OpenCompany

    private static let everybody = Set(PromiseListener.allCases)

    /// Before the first job comes in.
    func promise() async throws {
        try await company.write { tx in
            guard let manager = try DemoList.actors(tx).office[.serviceManager]?.person else { return }
            let day = (try WorkDayStore.week(tx) ?? .usual).longestDay / 60
            let rules: [(PromiseScope, Int, Int)] = [
                (.all, day, 4 * day), (PromiseScope(service: "install"), day, 2 * day),
                (PromiseScope(cityClass: .other), 2 * day, 7 * day), (PromiseScope(isUnderContract: true), 8, 2 * day),
            ]
            for (scope, response, completion) in rules {
                let policy = PromisePolicy(
                    responseMinutes: response * 60, completionMinutes: completion * 60, pauses: [.approval, .customer],
                    warnMinutes: day * 30, tells: Self.everybody)
                try PromisePolicyStore.set(policy, for: scope, by: manager, tx)
            }
        }
    }

    /// After all that was done.
    func hold() async throws {
        let (company, clock) = (company, company.clock)
        try await company.write { tx in
            guard let dispatcher = try DemoList.actors(tx).office[.dispatcher] else { return }
            let lookOn = clock.day(of: tx.now).adding(days: 4)
            for number in try DemoList.agreed(limit: 4, tx) {
                try PutOnHold(number: number, reason: .customer, note: "تا آخر هفته در سفر است", lookOn: lookOn)
                    .run(by: dispatcher, clock.calendar, in: tx)
            }
        }
    }
}
