import Database
import Domain
import HTTPTypes
import Hummingbird
import Web

/// The tariffs of a company: their versions, each version's rules in plain words, and activation by a second person.
enum TariffRoutes {
    /// The list of jobs without a tariff shows the oldest; more would hide the tariffs below it.
    private static let mostWaiting = 50

    static func mount(_ rooms: Rooms) {
        rooms.get("/:company/tariffs") { _, context in try await list(context) }
        rooms.get("/:company/tariffs/:tariff") { _, context in try await show(context) }
        rooms.post("/:company/tariffs/:tariff/activation") { form, context in try await activate(form, context) }
    }

    private static func list(_ context: CompanyContext) async throws -> Response {
        let (tariffs, waiting) = try await context.company.read { tx in
            (try TariffStore.list(tx), try CalculationStore.waiting(limit: mostWaiting, tx))
        }
        let reader = context.reader
        let jobs = try waiting.map { row in
            let number: String = try row("number")
            return TariffListPage.WaitingJob(
                href: context.paths.job(number), number: number, day: reader.day(try row("completed_on")))
        }
        let count = jobs.count == mostWaiting ? reader.number(mostWaiting) + "+" : reader.number(jobs.count)
        return try context.show(
            TariffListPage(
                items: tariffs.map { item($0, context) }, isEmpty: tariffs.isEmpty,
                imports: context.may(.post, "/:company/imports") ? context.paths.imports : nil,
                waiting: jobs.isEmpty ? nil : reader.words("tariffs.waiting", count), waitingJobs: jobs))
    }

    private static func item(_ row: TariffRow, _ context: CompanyContext) -> TariffListPage.Item {
        let reader = context.reader
        return .init(
            href: context.paths.tariff(row.id.value), name: row.name, version: reader.number(row.version),
            audience: reader.words("tariffs.audience.\(row.audience)"), days: row.days(reader),
            rules: reader.number(row.rules), badge: row.badge(reader))
    }

    private static func show(
        _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let id: ID<TariffVersion> = try context.id("tariff")
        let company = context.company
        let (row, cells, names) = try await company.read { tx in
            (
                try TariffStore.find(id, tx), try TariffStore.cells(of: id, tx),
                try RuleNames(company.names.names(tx), tx)
            )
        }
        guard let row else { throw Refusal.hidden }
        let rules = cells.map { RuleWording($0, names, for: context.reader) }
        return try context.show(page(row, rules, context), status: status, warning: warning)
    }

    private static func page(_ row: TariffRow, _ rules: [RuleWording], _ context: CompanyContext) -> TariffPage {
        let reader = context.reader
        let words = reader.words
        let mayActivate = row.state == "draft" && context.may(.post, "/:company/tariffs/:tariff/activation")
        let isOwn = row.madeBy == context.actor.person
        return TariffPage(
            titleValues: [row.name], name: row.name, badge: row.badge(reader), list: context.paths.tariffs,
            facts: [
                Fact(label: words("tariffs.audience"), value: words("tariffs.audience.\(row.audience)")),
                Fact(label: words("tariffs.version"), value: reader.number(row.version)),
                Fact(label: words("tariffs.days"), value: row.days(reader)),
                Fact(label: words("tariffs.made_by"), value: row.madeByName ?? "–"),
            ],
            unit: words("money.unit.\(context.company.currency.rawValue)"),
            rules: rules,
            activation: mayActivate && !isOwn ? context.paths.tariff(row.id.value) + "/activation" : nil,
            mustBeAnother: mayActivate && isOwn)
    }

    private static func activate(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let id: ID<TariffVersion> = try context.id("tariff")
        let (actor, place) = (context.actor, context.paths.tariff(id.value))
        do {
            let location = try await context.company.write { tx in
                try OnceStore.run(form.raw("key"), by: actor, tx) { tx in
                    try ActivateTariff(tariff: id).run(by: actor, in: tx)
                    return place
                }
            }
            if let row = try await context.company.read({ try TariffStore.find(id, $0) }) {
                _ = try await PriceWaitingJobs(company: context.company, tariff: row).run()
            }
            return context.goOn(to: location, flash: "tariff_active")
        } catch let complaint as Complaint {
            return try await show(context, status: .unprocessableContent, warning: complaint)
        } catch Refusal.stale(let complaint) {
            return try await show(context, status: .conflict, warning: complaint)
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
