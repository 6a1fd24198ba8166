import Database
import Domain
import Ground
import Work

/// What people are told goes on: as messages, and to the company's own systems.
enum Telling {
    static func told(_ told: Told, _ company: OpenCompany, _ tx: Transaction) throws {
        guard told.notices.contains(where: { WriteMessages.event($0) != nil }) else { return }
        // Asked together with what messages ask.
        let hooks = try HookStore.asked(tx)
        try WriteMessages.told(told, company, tx)
        try WriteHooks.write(told.notices, to: hooks.value(), in: company, tx)
    }

    static func ended(
        _ job: EndedJob, _ accounts: [MessageChannel: PostAccount], _ hooks: [String: [ID<Hook>]],
        _ company: OpenCompany, _ tx: Transaction
    ) throws {
        guard job.outcome == .completed else { return }
        let notice = Notice(
            MessageEvent.jobFinished.rawValue, about: EventSubject("job", job.id.value), job.number,
            on: "\(job.version)")
        try WriteMessages.finished(notice, to: job.customer, accounts, company, tx)
        try WriteHooks.write([notice], to: hooks, in: company, tx)
    }
}
