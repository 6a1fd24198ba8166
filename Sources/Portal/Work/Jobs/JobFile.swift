import Base
import Database
import Domain
import Ground
import Web

/// A job as a line of a file, in the person's language.
struct JobFile: Sendable {
    struct Line: Sendable {
        let id: ID<Job>
        let texts: [String]
        let received: CalendarDay
        let accepted: Instant?
        let appointment: CalendarDay?
        let completed: CalendarDay?
        let warranty: Warranty?
        /// When somebody was to take it and when it was to be done, and what became of that.
        let promises: [PromiseTarget: (due: Instant?, standing: PromiseStanding)]
        var work = JobWork()
        var intake = JobIntake()
        /// The fault of the group's list.
        var listed = ""
        /// What was answered to the company's own fields, by their ids, and all of it in one text.
        var own: [ID<IntakeItem>: String] = [:]
        var ownText = ""
        /// What it was estimated to cost last, and what became of that.
        var estimate: (total: Int64, state: EstimateState)?
        /// What the job earned; nil where it is not for this person, or not computed.
        var fee: Money?
    }

    let names: JobLineNames
    let context: CompanyContext
    /// The fields of the one group that the list is narrowed to, a column each.
    let asked: [IntakeItemRow]

    private static let texts = [
        "number", "state", "service", "group", "model_code", "model", "serial", "customer", "mobile", "province",
        "city",
        "address", "fault", "dealer_code", "dealer", "technician",
    ]

    var columns: [SheetColumn<Line>] {
        let (words, clock) = (context.words, context.company.clock)
        let texts = Self.texts.enumerated().map { place, name in
            SheetColumn<Line>(words("jobs.file.\(name)")) { .text($0.texts[place]) }
        }
        let days: [SheetColumn<Line>] = [
            .init(day: words("jobs.file.received"), context) { $0.received },
            .init(day: words("jobs.file.accepted"), context) { $0.accepted.map { clock.day(of: $0) } },
            .init(day: words("jobs.file.appointment"), context) { $0.appointment },
            .init(day: words("jobs.file.completed"), context) { $0.completed },
            .init(words("jobs.file.warranty")) {
                .text($0.warranty.map { words("jobs.warranty.\($0.rawValue)") } ?? "")
            },
        ]
        let fee: [SheetColumn<Line>] =
            context.seesFees ? [.init(amount: words("jobs.file.fee"), context) { $0.fee?.minor }] : []
        return texts + days + promises + JobWork.columns(context) { (line: Line) in line.work } + fee + said
    }

    private var promises: [SheetColumn<Line>] {
        let (words, reader) = (context.words, names.reader)
        return PromiseTarget.allCases.flatMap { target -> [SheetColumn<Line>] in
            let head = words("promises.\(target.rawValue)")
            return [
                .init(words("promises.file.due", head)) {
                    .text($0.promises[target]?.due.map(reader.dateTime) ?? "")
                },
                .init(head) { line in
                    let standing = line.promises[target]?.standing ?? .unsaid
                    return .text(standing == .unsaid ? "" : words("promises.standing.\(standing.rawValue)"))
                },
            ]
        }
    }

    /// What was said and agreed when the job was taken down.
    private var said: [SheetColumn<Line>] {
        let (words, reader) = (context.words, names.reader)
        let own: [SheetColumn<Line>] =
            asked.isEmpty
            ? [.init(words("jobs.file.own")) { .text($0.ownText) }]
            : asked.map { item in .init(item.names.shown(reader)) { .text($0.own[item.id] ?? "") } }
        let said: [SheetColumn<Line>] = [
            .init(words("jobs.way")) { .text(words("jobs.way.\($0.intake.way.rawValue)")) },
            .init(words("jobs.shelf")) { .text($0.intake.shelf) },
            .init(words("jobs.fault.listed")) { .text($0.listed) },
            .init(words("jobs.accessories")) { .text($0.intake.accessories) },
            .init(words("jobs.condition")) { .text($0.intake.condition) },
            .init(words("jobs.wish")) { .text($0.intake.wish) },
            .init(day: words("jobs.promised"), context) { $0.intake.promisedOn },
            .init(words("jobs.payer")) { .text($0.intake.payer.map { words("jobs.payer.\($0.rawValue)") } ?? "") },
            .init(amount: words("jobs.deposit"), context) { $0.intake.deposit == 0 ? nil : $0.intake.deposit },
            .init(words("jobs.deposit_note")) { .text($0.intake.depositNote) },
            .init(amount: words("jobs.file.estimate"), context) { $0.estimate?.total },
            .init(words("jobs.file.estimate_state")) {
                .text($0.estimate.map { words("estimates.state.\($0.state.rawValue)") } ?? "")
            },
        ]
        return said + own
    }

    /// A page of the file, with what the visits and the tariff say of its jobs.
    func lines(_ rows: [Row], _ tx: Transaction) throws -> [Line] {
        var lines = try rows.map(line)
        let ids = lines.map(\.id)
        let work = try JobWork.all(of: ids, context.actor.sight, tx)
        let (intakes, estimates) = (
            try JobIntakeStore.all(of: ids, tx), try EstimateStore.latest(of: ids, context.actor.sight, tx)
        )
        let fees = context.seesFees ? try context.company.fittings[JobSlots.fees].map { try $0(ids, tx) } : []
        for place in lines.indices {
            lines[place].estimate = estimates[ids[place]]
            lines[place].work = work[ids[place]] ?? JobWork()
            let (reader, job) = (names.reader, ids[place])
            (lines[place].intake, lines[place].listed) = (intakes[job], intakes.fault(job, reader) ?? "")
            for item in intakes.items {
                lines[place].own[item.id] = intakes[job].own[item.id].map { reader.answer($0, to: item.field) }
            }
            lines[place].ownText = intakes.own(job, reader).map { "\($0.label): \($0.value)" }
                .joined(separator: reader.words("list.semicolon"))
            lines[place].fee = fees.lazy.compactMap { $0[ids[place]] }.first
        }
        return lines
    }

    private func promises(_ row: Row) throws -> [PromiseTarget: (due: Instant?, standing: PromiseStanding)] {
        let stands: Instant? = try row.optional("stands_since")
        return try PromiseTarget.allCases.reduce(into: [:]) { promises, target in
            guard let mark: PromiseMark = try row.optional("\(target.rawValue)_mark") else { return }
            let due: Instant? = try row.optional("\(target.rawValue)_due")
            let soon: Instant? = try row.optional("\(target.rawValue)_soon")
            promises[target] = (
                due, PromiseStanding(mark, due: due, soonAt: soon, standsSince: stands, at: names.now)
            )
        }
    }

    private func line(_ row: Row) throws -> Line {
        let reader = names.reader
        let (city, mobile): (ID<City>, String) = (try row("city_id"), try row("mobile"))
        return Line(
            id: try row("id"),
            texts: [
                try row("number"), names.state(try row("state")), names.names.service(try row("service_type"), reader),
                names.group(try row("group_id")), try row.optional("model_code") ?? "",
                try row.optional("model") ?? "", try row.optional("serial") ?? "", try row("customer"),
                MobileNumber.local(stored: mobile), names.province(of: city), names.city(city), try row("address"),
                try row("stated_fault"), try row.optional("dealer_code") ?? "", try row.optional("dealer") ?? "",
                try row.optional("technician") ?? "",
            ], received: try row("received_on"), accepted: try row.optional("accepted_at"),
            appointment: try row.optional("appointment_on"), completed: try row.optional("completed_on"),
            warranty: try row.optional("warranty"), promises: try promises(row))
    }
}

extension CompanyContext {
    /// What jobs earn is not for a technician who is nothing else.
    package var seesFees: Bool { actor.roles.all != [.dealerTechnician] }
}
