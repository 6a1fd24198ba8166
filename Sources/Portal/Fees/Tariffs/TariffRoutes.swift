import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The tariffs of a company: their versions, each version's rules in plain words, and activation by a second person.
package enum TariffRoutes {
    /// The list of jobs without a tariff shows the oldest; more would hide the tariffs below it.
    private static let mostWaiting = 50

    package static func mount(_ rooms: Rooms) {
        rooms.get("/:company/tariffs") { _, context in try await list(context) }
        rooms.get("/:company/tariffs/:tariff") { _, context in
            try await ShowTariff(context: context, id: context.id("tariff")).run()
        }
        rooms.get("/:company/tariffs/:tariff/difference") { request, context in
            try await ShowDifference(request, context).run()
        }
        rooms.post("/:company/tariffs/:tariff/activation") { form, context in try await activate(form, context) }
    }

    private static func list(_ context: CompanyContext) async throws -> Response {
        let (tariffs, waiting, proposals) = try await context.company.read { tx in
            (
                try TariffStore.list(tx), try CalculationStore.waiting(limit: mostWaiting, tx),
                try RecomputationStore.waiting(tx)
            )
        }
        let reader = context.reader
        let jobs = try waiting.map { row in
            let number: String = try row("number")
            return TariffListPage.WaitingJob(
                href: context.paths.job(number), number: number, day: reader.day(try row("completed_on")))
        }
        let shown = tariffs.filter { !$0.isThrownAway }
        let count = jobs.count == mostWaiting ? reader.number(mostWaiting) + "+" : reader.number(jobs.count)
        return try context.show(
            TariffListPage(
                items: shown.map { item($0, context) }, isEmpty: shown.isEmpty,
                imports: context.importPath(.tariff),
                new: context.may(.post, "/:company/tariffs") ? context.paths.newTariff : nil,
                waiting: jobs.isEmpty ? nil : reader.words("tariffs.waiting", count), waitingJobs: jobs,
                proposals: proposals.map { run, reason in
                    TariffListPage.Proposal(href: context.paths.whatIf(run.value), reason: reason)
                },
                hasProposals: !proposals.isEmpty))
    }

    private static func item(_ row: TariffRow, _ context: CompanyContext) -> TariffListPage.Item {
        let reader = context.reader
        return .init(
            href: context.paths.tariff(row.id.value), name: row.name, version: reader.number(row.version),
            audience: reader.words("tariffs.audience.\(row.audience)"), days: row.days(reader),
            rules: reader.number(row.rules), badge: row.badge(reader))
    }

    private static func activate(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let id: ID<TariffVersion> = try context.id("tariff")
        let (actor, place) = (context.actor, context.paths.tariff(id.value))
        let command = ActivateTariff(
            tariff: id, revision: Int(form.text("revision")) ?? 0, hasSeenDoubts: form.isChecked("seen"))
        do {
            let location = try await context.company.write { tx in
                try OnceStore.run(form.raw("key"), by: actor, tx) { tx in
                    try command.run(by: actor, in: tx)
                    return place
                }
            }
            if let row = try await context.company.read({ try TariffStore.find(id, $0) }) {
                _ = try await PriceWaitingJobs(company: context.company, of: .tariff(row)).run()
            }
            return context.goOn(to: location, flash: "tariff_active")
        } catch let complaint as Complaint {
            return try await ShowTariff(context: context, id: id).run(
                status: .unprocessableContent, warning: complaint)
        } catch Refusal.stale(let complaint) {
            return try await ShowTariff(context: context, id: id).run(status: .conflict, warning: complaint)
        }
    }
}

extension CompanyContext {
    /// Where a rule stands in its tariff; nil for those who do not read tariffs.
    func ruleAddress(_ code: String, of tariff: ID<TariffVersion>?) -> String? {
        guard let tariff, may(.get, "/:company/tariffs/:tariff") else { return nil }
        return paths.rule(code, of: tariff.value)
    }
}
