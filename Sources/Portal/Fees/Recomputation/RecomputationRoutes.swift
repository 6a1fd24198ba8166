import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The differences of a run are booked by two people of finance, with a reason.
package enum RecomputationRoutes: RoomRoutes {
    static let proposal = FormRoute<ID<WhatIfRun>>("what-ifs/:run/recomputation", for: .finance)
    static let decision = FormRoute<ID<WhatIfRun>>("what-ifs/:run/recomputation/decision", for: [.financeApprover])
    /// Of a booking that broke off.
    static let continuation = FormRoute<ID<WhatIfRun>>("what-ifs/:run/recomputation/start", for: .finance)

    package static var all: [Mounted] {
        [
            proposal.to { form, context, run in try await propose(form, of: run, context) },
            decision.to { form, context, run in try await decide(form, of: run, context) },
            continuation.to { form, context, run in try await goOn(form, run, context) },
        ]
    }

    private static func propose(
        _ form: FormBody, of run: ID<WhatIfRun>, _ context: CompanyContext
    ) async throws -> Response {
        let reason = form.input("reason", shortText(limit: 300))
        let page = ShowWhatIf(run, context, reason: reason)
        guard let text = reason.value else { return try await page.run(status: .unprocessableContent) }
        let (command, reader) = (ProposeRecomputation(run: run, reason: text), context.reader)
        let place = context.paths(WhatIfRoutes.one, run)
        return try await context.once(form, flash: "recompute_proposed", to: place) { deed in
            try command.run(by: deed.actor, reader, in: deed.tx)
        } orShow: { refused in
            try await page.run(status: refused.status, warning: refused.complaint)
        }
    }

    private static func decide(
        _ form: FormBody, of run: ID<WhatIfRun>, _ context: CompanyContext
    ) async throws -> Response {
        let isConfirmed = form.text("decision") == "confirm"
        guard isConfirmed || form.text("decision") == "reject" else {
            return try await ShowWhatIf(run, context).run(
                status: .unprocessableContent, warning: Complaint("form.choose"))
        }
        let command = DecideRecomputation(run: run, isConfirmed: isConfirmed)
        let (flash, place) = (
            isConfirmed ? "recompute_confirmed" : "recompute_rejected", context.paths(WhatIfRoutes.one, run)
        )
        return try await context.once(form, flash: flash, to: place) { deed in
            try command.run(by: deed.actor, in: deed.company, deed.tx)
        } orShow: { refused in
            try await ShowWhatIf(run, context).run(status: refused.status, warning: refused.complaint)
        }
    }

    private static func goOn(
        _ form: FormBody, _ run: ID<WhatIfRun>, _ context: CompanyContext
    ) async throws -> Response {
        let place = context.paths(WhatIfRoutes.one, run)
        return try await context.once(form, flash: nil) { deed in
            guard try WhatIfList.find(run, deed.tx) != nil else { throw Refusal.hidden }
            if let last = try RunStore.last(Bookings.name, of: run.value, deed.tx) {
                _ = try RunStore.again(last.id, in: deed.company, deed.tx)
            }
            return place
        } orShow: { refused in
            try await ShowWhatIf(run, context).run(status: refused.status, warning: refused.complaint)
        }
    }
}
