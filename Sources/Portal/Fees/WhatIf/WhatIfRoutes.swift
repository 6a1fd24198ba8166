import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Tariffs run over a past period, before anybody approves them.
package enum WhatIfRoutes {
    package static func mount(_ rooms: Rooms) {
        rooms.post("/:company/tariffs/:tariff/what-ifs") { form, context in try await start(form, context) }
        rooms.get("/:company/what-ifs/:run") { request, context in
            try await ShowWhatIf(request, context.id("run"), context).run()
        }
        rooms.post("/:company/what-ifs/:run/start") { _, context in try await startAgain(context) }
        rooms.get("/:company/what-ifs/:run/changes/:place") { _, context in try await change(context) }
    }

    private static func start(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let tariff: ID<TariffVersion> = try context.id("tariff")
        let form = WhatIfForm(body, context)
        guard form.from.complaint == nil, form.to.complaint == nil else {
            return try await ShowTariff(context: context, id: tariff, whatIf: form).run(status: .unprocessableContent)
        }
        let (actor, company, paths) = (context.actor, context.company, context.paths)
        let command = StartWhatIf(tariff: tariff, from: try form.from.required(), to: try form.to.required())
        do {
            let (location, begun) = try await company.write { tx in
                let last = try WhatIfList.last(tx)
                let location = try OnceStore.run(body.raw("key"), by: actor, tx) { tx in
                    paths.whatIf(try command.run(by: actor, in: company, tx).value)
                }
                // None where the form was sent twice.
                let begun = try WhatIfList.last(tx)
                return (location, begun == last ? nil : begun)
            }
            if let begun { RunWhatIf(company: company, id: begun).start() }
            return context.goOn(to: location)
        } catch let complaint as Complaint {
            return try await ShowTariff(context: context, id: tariff, whatIf: form, whatIfComplaint: complaint)
                .run(status: .unprocessableContent)
        }
    }

    private static func startAgain(_ context: CompanyContext) async throws -> Response {
        let id: ID<WhatIfRun> = try context.id("run")
        let company = context.company
        let isBegun = try await company.write { tx in
            guard let row = try WhatIfList.find(id, tx) else { throw Refusal.hidden }
            return try StartWhatIf.again(row, in: company, tx)
        }
        if isBegun { RunWhatIf(company: company, id: id).start() }
        return context.goOn(to: context.paths.whatIf(id.value))
    }

    private static func change(_ context: CompanyContext) async throws -> Response {
        let id: ID<WhatIfRun> = try context.id("run")
        guard let position = Int(try context.part("place")) else { throw Refusal.hidden }
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
            titleValues: [change.number], run: context.paths.whatIf(run.id.value),
            runTitle: words("whatif.title", run.days(reader)), job: context.paths.job(change.number),
            number: change.number,
            facts: [
                Fact(label: words("whatif.dealer"), value: change.dealer),
                Fact(label: words("whatif.completed_on"), value: reader.day(change.completedOn)),
                Fact(
                    label: words("whatif.difference"),
                    value: reader.money(Money(change.priced - change.computed, currency))),
            ],
            computed: computed,
            priced: FeeLinesView(
                lines: change.lines.map { FeeLinesView.Line($0, of: tariff.id, context) }, payable: change.priced,
                currency: currency.rawValue, tariff: (tariff.name, tariff.version), reader))
    }
}
