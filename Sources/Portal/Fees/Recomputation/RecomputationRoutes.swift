import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The differences of a run are booked by two people of finance, with a reason.
package enum RecomputationRoutes {
    package static func mount(_ rooms: Rooms) {
        rooms.post("/:company/what-ifs/:run/recomputation") { form, context in try await propose(form, context) }
        rooms.post("/:company/what-ifs/:run/recomputation/decision") { form, context in
            try await decide(form, context)
        }
        rooms.post("/:company/what-ifs/:run/recomputation/start") { _, context in try await goOn(context) }
    }

    private static func propose(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let run: ID<WhatIfRun> = try context.id("run")
        let reason = body.input("reason", shortText(limit: 300))
        let (actor, reader, place) = (context.actor, context.reader, context.paths.whatIf(run.value))
        let page = ShowWhatIf(run, context, reason: reason)
        guard let text = reason.value else { return try await page.run(status: .unprocessableContent) }
        let command = ProposeRecomputation(run: run, reason: text)
        do {
            let location = try await context.company.write { tx in
                try OnceStore.run(body.raw("key"), by: actor, tx) { tx in
                    try command.run(by: actor, reader, in: tx)
                    return place
                }
            }
            return context.goOn(to: location, flash: "recompute_proposed")
        } catch let complaint as Complaint {
            return try await page.run(status: .unprocessableContent, warning: complaint)
        } catch Refusal.stale(let complaint) {
            return try await page.run(status: .conflict, warning: complaint)
        }
    }

    private static func decide(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let run: ID<WhatIfRun> = try context.id("run")
        let isConfirmed = body.text("decision") == "confirm"
        let command = DecideRecomputation(run: run, isConfirmed: isConfirmed)
        let (actor, place) = (context.actor, context.paths.whatIf(run.value))
        guard isConfirmed || body.text("decision") == "reject" else {
            return try await ShowWhatIf(run, context).run(
                status: .unprocessableContent, warning: Complaint("form.choose"))
        }
        do {
            // A form that was sent twice decides once, and books once.
            let isDecided = try await context.company.write { tx in
                let before = try RecomputationStore.find(of: run, tx)?.state
                _ = try OnceStore.run(body.raw("key"), by: actor, tx) { tx in
                    try command.run(by: actor, in: tx)
                    return place
                }
                return before == .proposed
            }
            if isConfirmed, isDecided { BookDifferences(company: context.company, run: run).start() }
            return context.goOn(to: place)
        } catch let complaint as Complaint {
            return try await ShowWhatIf(run, context).run(status: .forbidden, warning: complaint)
        } catch Refusal.stale(let complaint) {
            return try await ShowWhatIf(run, context).run(status: .conflict, warning: complaint)
        }
    }

    private static func goOn(_ context: CompanyContext) async throws -> Response {
        let run: ID<WhatIfRun> = try context.id("run")
        let isBegun = try await context.company.write { tx in
            guard try WhatIfList.find(run, tx) != nil else { throw Refusal.hidden }
            return try RecomputationStore.find(of: run, tx).map { try RecomputationStore.goOn($0.id, tx) } ?? false
        }
        if isBegun { BookDifferences(company: context.company, run: run).start() }
        return context.goOn(to: context.paths.whatIf(run.value))
    }
}
