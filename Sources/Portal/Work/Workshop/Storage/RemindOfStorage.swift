import Base
import Database
import Domain
import Ground

/// Once a day: reminds customers of machines that can be fetched, on the days that the rule names; of what was not told in
/// time one word a day.
struct RemindOfStorage: RunKind {
    static let notice = "storage_reminder"
    private static let together = 50
    let name = "storage_reminders"
    let every: Int64? = 86_400

    func open(_: RunRow, in company: OpenCompany, _: Root) async throws -> any RunWork { Work(company: company) }

    private struct Work: RunWork {
        let company: OpenCompany

        /// - Parameter step: the last machine that was looked at.
        mutating func next(after step: String) async throws -> RunStep {
            let company = company
            let beyond = ID<BenchItem>(step) ?? ID(0)
            let waiting = try await company.read {
                try StorageStore.waiting(beyond: beyond, limit: RemindOfStorage.together, $0)
            }
            guard let last = waiting.last else { return .end { _ in } }
            return .write { tx in
                for machine in waiting {
                    try RemindOfStorage.remind(machine.number, in: company, tx)
                }
                return RunProgress(last.item.description, done: Int(last.item.value))
            }
        }
    }

    private static func remind(_ number: String, in company: OpenCompany, _ tx: Transaction) throws {
        let today = company.clock.day(of: tx.now)
        let item = try BenchItemList.find(number, tx)
        guard let standing = try StorageStanding.read(item, company.clock, on: today, tx) else { return }
        let next = standing.reminders.count + 1
        guard standing.reminders.last != today,
            standing.rule.remindersDue(since: standing.ready, on: today) >= next
        else { return }
        try StorageStore.addReminder(item.id, since: standing.ready, position: next, on: today, tx)
        let last = standing.rule.disposalDays.map { standing.ready.adding(days: $0) }
        let notice = Notice(
            notice, about: .job(item.job), number, last.map { company.clock.calendar.text($0) } ?? "",
            on: "\(standing.ready.isoText) \(next)")
        try OutboxStore.add(notice, to: .customer(item.customer), but: nil, tx)
    }
}
