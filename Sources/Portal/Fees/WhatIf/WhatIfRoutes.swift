import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web
import Work

/// Tariffs run over a past period, before anybody approves them.
package enum WhatIfRoutes: RoomRoutes {
    package static let one = PageRoute<ID<WhatIfRun>>("what-ifs/:run", for: .seesMoney)
    /// One job of a run, by its place among those that change most.
    static let change = PageRoute<ID<WhatIfRun>, Int>("what-ifs/:run/changes/:place", for: .seesMoney)
    static let start = FormRoute<ID<TariffVersion>>("tariffs/:tariff/what-ifs", for: .managersAndFinance)
    /// Of a run that broke off.
    static let restart = FormRoute<ID<WhatIfRun>>("what-ifs/:run/start", for: .managersAndFinance)

    package static var all: [Mounted] {
        [
            one.to { request, context, run in try await ShowWhatIf(request, run, context).run() },
            change.to { _, context, run, position in try await showChange(position, of: run, context) },
            start.to { body, context, tariff in try await begin(body, tariff, context) },
            restart.to { form, context, run in try await beginAgain(form, run, context) },
        ]
    }

    private static func begin(
        _ body: FormBody, _ tariff: ID<TariffVersion>, _ context: CompanyContext
    ) async throws -> Response {
        let form = WhatIfForm(body, context)
        guard form.from.complaint == nil, form.to.complaint == nil else {
            return try await ShowTariff(context: context, id: tariff, whatIf: form).run(status: .unprocessableContent)
        }
        let command = StartWhatIf(tariff: tariff, from: try form.from.required(), to: try form.to.required())
        let paths = context.paths
        return try await context.once(body, flash: "whatif_started") { deed in
            paths(one, try command.run(by: deed.actor, in: deed.company, deed.tx))
        } orShow: { refused in
            try await ShowTariff(context: context, id: tariff, whatIf: form, whatIfComplaint: refused.complaint)
                .run(status: refused.status)
        }
    }

    private static func beginAgain(
        _ form: FormBody, _ id: ID<WhatIfRun>, _ context: CompanyContext
    ) async throws -> Response {
        let place = context.paths(one, id)
        return try await context.once(form, flash: nil) { deed in
            guard let row = try WhatIfList.find(id, deed.tx) else { throw Refusal.hidden }
            _ = try StartWhatIf.again(row, by: deed.actor, in: deed.company, deed.tx)
            return place
        } orShow: { refused in
            try await ShowWhatIf(id, context).run(status: refused.status, warning: refused.complaint)
        }
    }

    private static func showChange(
        _ position: Int, of id: ID<WhatIfRun>, _ context: CompanyContext
    ) async throws -> Response {
        let found = try await context.company.read { tx in
            guard let run = try WhatIfList.find(id, tx), let tariff = try TariffStore.find(run.tariff, tx),
                let change = try WhatIfList.change(position, of: id, tx)
            else { throw Refusal.hidden }
            return (
                run, tariff, change, try CalculationStore.header(change.calculation, tx),
                try CalculationStore.lines(of: change.calculation, tx)
            )
        }
        let (run, tariff, change, header, lines) = found
        return try context.show(page(run, tariff, change, FeeLinesView(header, lines, context), context))
    }

    private static func page(
        _ run: WhatIfRow, _ tariff: TariffRow, _ change: WhatIfChange, _ computed: FeeLinesView,
        _ context: CompanyContext
    ) -> WhatIfChangePage {
        let (reader, words) = (context.reader, context.words)
        let currency = context.company.currency
        return WhatIfChangePage(
            titleValues: [change.number], run: context.paths(one, run.id),
            runTitle: words("whatif.title", run.days(reader)), job: context.paths(JobRoutes.one, change.number),
            number: change.number,
            facts: [
                Fact(label: words("whatif.dealer"), value: change.dealer),
                Fact(label: words("whatif.completed_on"), value: reader.wholeDay(change.completedOn)),
                Fact(
                    label: words("whatif.difference"),
                    value: reader.money(Money(change.priced - change.computed, currency))),
            ],
            computed: computed,
            priced: FeeLinesView(
                lines: change.lines.map { FeeLinesView.Line($0, of: tariff.id, context) }, payable: change.priced,
                tariff: (tariff.name, tariff.version), reader))
    }
}
