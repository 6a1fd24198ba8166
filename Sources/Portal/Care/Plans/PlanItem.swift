import Base
import Domain
import Ground
import Web
import Work

/// A planned service in a table, or on its own page.
struct PlanItem: Sendable {
    let href: String
    let title: String
    let state: Badge
    let late: Badge?
    let pay: String
    let day: String
    let call: String
    let customer: String
    let phone: String
    let machine: String
    let serial: String
    let city: String
    let jobNumber: String?
    let job: String?
    let isBookable: Bool
    /// Whom the company has asked to call.
    let dealer: String?

    init(_ line: PlanLine, _ names: CommonNames, _ context: CompanyContext) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        href = context.pathIfAllowed(ServiceRoutes.one, line.id) ?? ""
        title = words("plans.nth", line.templateName, reader.number(line.number))
        state = Badge(line.state, words)
        let waits = line.state == .due || line.state == .called || line.state == .planned
        late = waits && line.day < context.today ? Badge(kind: "error", label: words("plans.late")) : nil
        pay = words.pay(isFree: line.isFree)
        day = reader.day(line.doneOn ?? line.day)
        let outcome = line.outcome.map { words.outcome($0) }
        let again = line.state == .called ? words("plans.call_again", reader.day(line.callOn)) : nil
        call = [outcome, again].compactMap(\.self).joined(separator: words("list.comma"))
        customer = line.customerName
        phone = reader.mobile(line.mobile)
        (machine, serial) = (line.model, line.serial)
        city = line.city.flatMap { names.city($0) }?.names.shown(reader) ?? words("plans.city.unknown")
        jobNumber = line.job
        job = line.job.map { paths(JobRoutes.one, $0) }
        dealer = line.dealer
        isBookable = line.state.allows(.book)
    }
}
