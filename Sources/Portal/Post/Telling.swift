import Database
import Domain
import Ground
import Work

/// What people are told goes on: as messages, to the company's own systems, to people's browsers.
enum Telling {
    static func told(_ told: Told, _ company: OpenCompany, _ tx: Transaction) throws {
        let isOfEvents = told.notices.contains { WriteMessages.event($0) != nil }
        let people = told.who.compactMap { who -> ID<Person>? in if case .person(let id) = who { id } else { nil } }
        guard isOfEvents || !people.isEmpty else { return }
        // Asked together, and with what messages ask.
        let hooks = try isOfEvents ? HookStore.asked(tx) : nil
        let devices = try people.isEmpty ? nil : PushStore.asked(people, tx)
        if isOfEvents { try WriteMessages.told(told, company, tx) }
        if let hooks { try WriteHooks.write(told.notices, to: hooks.value(), in: company, tx) }
        if let devices { try WritePush.write(told.notices, to: devices.value(), in: company, tx) }
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
