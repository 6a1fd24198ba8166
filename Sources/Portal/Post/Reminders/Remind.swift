import Database
import Domain
import Ground

/// Each hour of the day: a promise that is over, a contract that ends, a job whose customer is to be asked.
struct Remind: RunKind {
    /// Nobody is rung at night for what has waited for days.
    private static let firstHour = 8
    let name = "remind"
    let every: Int64? = 3_600

    func open(_: RunRow, in company: OpenCompany, _: Root) async throws -> any RunWork { Reminding(company: company) }

    private struct Reminding: RunWork {
        let company: OpenCompany

        mutating func next(after step: String) async throws -> RunStep {
            let (company, now) = (company, try await company.read { $0.now })
            guard step != "over", company.clock.timeOfDay(of: now).hour >= Remind.firstHour else {
                return .end { _ in }
            }
            return .write { tx in
                let isMore = try ReminderStore.remind(on: company.clock.day(of: tx.now), in: company, tx)
                return RunProgress(isMore ? "\(tx.now.seconds)" : "over", done: 0)
            }
        }
    }
}
