import Database
import Domain
import Ground
import Web

/// What the lines of a list are put into words with: the reader, and the names that stand on many of them.
struct JobLineNames: Sendable {
    let reader: Reader
    let paths: Paths
    let names: CommonNames
    /// What was due before it is overdue.
    let now: Instant
    private let states: [JobState: String]
    private let groups: [ID<ProductGroup>: String]

    init(_ context: CompanyContext, _ names: CommonNames, _ groups: [GroupRow]) {
        let reader = context.reader
        (self.reader, paths, now) = (reader, context.paths, context.portal.now())
        self.names = names
        states = Dictionary(
            uniqueKeysWithValues: JobState.allCases.map { ($0, reader.words("jobs.state.\($0.rawValue)")) })
        self.groups = Dictionary(uniqueKeysWithValues: groups.map { ($0.id, $0.names.shown(reader)) })
    }

    func state(_ state: JobState) -> String { states[state] ?? state.rawValue }
    func group(_ id: ID<ProductGroup>) -> String { groups[id] ?? "" }
    func city(_ id: ID<City>) -> String { names.city(id)?.names.shown(reader) ?? "" }
    /// The head of the column that says why a job is in the list; nil where its state says it.
    func becauseHead(_ stage: JobFilter.Stage?) -> String? {
        switch stage {
        case .unanswered: reader.words("jobs.offered_at")
        case .part(.late), .part(.today), .part(.upcoming), .state(.scheduled): reader.words("jobs.appointment")
        default: nil
        }
    }

    fileprivate func because(_ row: Row, _ stage: JobFilter.Stage) throws -> (head: String, text: String)? {
        guard let head = becauseHead(stage) else { return nil }
        if stage == .unanswered {
            let offered: Instant? = try row.optional("offered_at")
            return (head, offered.map(reader.dateTime) ?? "")
        }
        return (head, try reader.appointment(row) ?? "")
    }

    func province(of id: ID<City>) -> String {
        guard let province = names.city(id)?.province else { return "" }
        return names.provinces.first { $0.id == province }?.names.shown(reader) ?? ""
    }
}

/// One row of a list of jobs.
package struct JobLine: PageParts, Sendable {
    let number: String
    let href: String
    let look: String
    let state: String
    let customer: String
    let phone: String
    let city: String
    let work: String
    /// For the office the dealer, for the dealer's people the technician.
    let whose: String?
    let day: String
    let due: DueView?
    /// Why the job is in this list, under its head.
    let because: (head: String, text: String)?
    /// How the machine came, and what was answered to the company's own fields.
    let said: String?

    /// - Parameters:
    ///   - stage: what the list is narrowed to.
    ///   - said: see `JobIntakes.line`.
    init(
        _ row: Row, _ names: JobLineNames, forDealer: Bool, in stage: JobFilter.Stage? = nil, said: String? = nil
    ) throws {
        self.said = said
        number = try row("number")
        href = names.paths(JobRoutes.one, number)
        let state: JobState = try row("state")
        look = state.look
        self.state = names.state(state)
        customer = try row("customer")
        phone = names.reader.mobile(try row("mobile"))
        city = names.city(try row("city_id"))
        work = names.reader.words(
            "jobs.work_of", names.names.service(try row("service_type"), names.reader),
            names.group(try row("group_id")))
        whose = try row.optional(forDealer ? "technician" : "dealer")
        day = names.reader.day(try row("received_on"))
        due = try DueView(row, at: names.now, names.reader)
        because = try stage.flatMap { try names.because(row, $0) }
    }

    /// The newest jobs of a customer or a unit, as far as the person sees.
    static func lines(of owner: JobList.Owner, limit: Int, _ context: CompanyContext, _ tx: Transaction) throws
        -> [JobLine]
    {
        let names = JobLineNames(context, try context.company.names.names(tx), try JobSearchList.groups(tx))
        return try JobList.rows(of: owner, context.actor.sight, limit: limit, tx)
            .map { try JobLine($0, names, forDealer: context.actor.dealer != nil) }
    }

    package func child(named name: String) -> Part? {
        switch name {
        case "number": .text(number)
        case "href": .text(href)
        case "look": .text(look)
        case "state": .text(state)
        case "customer": .text(customer)
        case "phone": .text(phone)
        case "city": .text(city)
        case "work": .text(work)
        case "whose": whose.map(Part.text)
        case "day": .text(day)
        case "due": due.map { .text($0.text) }
        case "late": .flag(due?.isLate ?? false)
        case "said": said.map(Part.text)
        case "because": because.map { .text($0.text) }
        case "because_head": because.map { .text($0.head) }
        default: nil
        }
    }
}

extension Reader {
    /// The day and the hours that were agreed; nil where none are.
    func appointment(_ row: Row) throws -> String? {
        guard let day: CalendarDay = try row.optional("appointment_on") else { return nil }
        let text = "\(weekday(day)) \(self.day(day))"
        guard let from: Int = try row.optional("appointment_from"), let to: Int = try row.optional("appointment_to")
        else { return text }
        return words("jobs.hours", text, digits(TypedTime.text(from)), digits(TypedTime.text(to)))
    }
}
