import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web
import Work

/// The tariffs of a company: their versions, each version's rules in plain words, and activation by a second person.
package enum TariffRoutes: RoomRoutes {
    package static let list = PlainPage(
        "tariffs", for: .seesMoney, menu: .init("tariffs", icon: "money", order: 85))
    static let export = PlainPage("tariffs/export", for: .seesMoney, watched: .export)
    package static let one = PageRoute<ID<TariffVersion>>("tariffs/:tariff", for: .seesMoney)
    static let difference = PageRoute<ID<TariffVersion>>("tariffs/:tariff/difference", for: .seesMoney)
    static let activation = FormRoute<ID<TariffVersion>>(
        "tariffs/:tariff/activation", for: .managersAndFinance, watched: .configuration)

    package static var all: [Mounted] {
        [
            list.to { _, context in try await showAll(context) },
            export.to { request, context in
                try await TariffSheet.sheet(context).response(to: request, usual: "xlsx", context)
            },
            one.to { request, context, tariff in
                try await ShowTariff(context: context, id: tariff, filter: RuleFilter(request.asked)).run()
            },
            difference.to { request, context, tariff in try await ShowDifference(request, tariff, context).run() },
            activation.to { form, context, tariff in try await activate(form, tariff, context) },
        ]
    }

    /// The list of jobs without a tariff shows the oldest; more would hide the tariffs below it.
    private static let mostWaiting = 50

    private static func showAll(_ context: CompanyContext) async throws -> Response {
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
                href: context.paths(JobRoutes.one, number), number: number,
                day: reader.day(try row("completed_on")))
        }
        let shown = tariffs.filter { !$0.isThrownAway }
        let count = jobs.count == mostWaiting ? reader.number(mostWaiting) + "+" : reader.number(jobs.count)
        return try context.show(
            TariffListPage(
                items: shown.map { item($0, context) },
                files: context.files(of: TariffFilter(), at: context.paths(export)), isEmpty: shown.isEmpty,
                imports: context.importPath(.tariff),
                new: context.may(DraftRoutes.addition) ? context.paths(DraftRoutes.form) : nil,
                waiting: jobs.isEmpty ? nil : reader.words("tariffs.waiting", count), waitingJobs: jobs,
                proposals: proposals.map { run, reason in
                    TariffListPage.Proposal(href: context.paths(WhatIfRoutes.one, run), reason: reason)
                },
                hasProposals: !proposals.isEmpty))
    }

    private static func item(_ row: TariffRow, _ context: CompanyContext) -> TariffListPage.Item {
        let reader = context.reader
        return .init(
            href: context.paths(one, row.id), name: row.name, version: reader.number(row.version),
            audience: reader.words("tariffs.audience.\(row.audience)"), days: row.days(reader),
            rules: reader.number(row.rules), badge: row.badge(reader))
    }

    private static func activate(
        _ form: FormBody, _ id: ID<TariffVersion>, _ context: CompanyContext
    ) async throws -> Response {
        let command = ActivateTariff(tariff: id, revision: try form.version, hasSeenDoubts: form.isChecked("seen"))
        return try await context.once(form, flash: "tariff_active", to: context.paths(one, id)) { deed in
            try command.run(by: deed.actor, in: deed.tx)
            try RunStore.add(
                WaitingJobs.ofTariff.name, of: id.value, by: deed.actor.person, in: deed.company, deed.tx)
        } orShow: { refused in
            try await ShowTariff(context: context, id: id).run(status: refused.status, warning: refused.complaint)
        }
    }
}

extension CompanyContext {
    /// Where a rule stands: on its tariff's page, which gives its row the id `rule-CODE`. nil for those who do not read
    /// tariffs.
    func ruleAddress(_ code: String, of tariff: ID<TariffVersion>?) -> String? {
        guard let tariff, may(TariffRoutes.one) else { return nil }
        return paths(TariffRoutes.one, tariff) + "#rule-\(Paths.part(code))"
    }
}
