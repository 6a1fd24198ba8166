import Base
import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// A machine leaves the workshop, with a paper for whoever fetches it.
package enum HandOverRoutes: RoomRoutes {
    static let givers = Set<Role>.workshopManagers.union(Set<Role>.intake)

    static let form = PageRoute<String>("workshop/units/:repair/hand-over", for: givers)
    static let giving = FormRoute<String>("workshop/units/:repair/hand-over", for: givers)
    static let paper = PageRoute<String>(
        "workshop/units/:repair/hand-over/paper", for: WorkshopRoutes.readers, watched: .paper)

    package static var all: [Mounted] {
        [
            form.to { _, context, number in try await fill(number, nil, context) },
            giving.to { form, context, number in try await give(form, number, context) },
            paper.to { _, context, number in
                let (load, row) = try await context.company.read { tx in
                    let load = try PaperLoad.read(number, context, tx)
                    guard let item = try BenchItemList.of(load.sheet.job.id, tx) else { throw Refusal.hidden }
                    return (load, (item, try HandOverStore.find(item.id, tx)))
                }
                return try context.show(HandOverPaper(load, row.0, row.1, context))
            },
        ]
    }

    private static func fill(
        _ number: String, _ form: HandOverForm?, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let load = try await context.company.read { tx in
            let item = try BenchItemList.find(number, tx)
            let step = item.state.handedOver.map { BenchStep(item, to: $0) }
            let gates = try step.map { step in
                try context.company.fittings[WorkshopSlots.gates].compactMap { try $0(step, tx) }
            }
            let standing = try StorageStanding.read(item, context.company.clock, on: context.today, tx)
            return HandOverLoad(
                item: item, storage: standing?.fee ?? .none, intakes: try JobIntakeStore.all(of: [item.job], tx),
                gates: gates ?? [],
                estimate: try EstimateStore.latest(of: [item.job], .company, tx)[item.job])
        }
        guard load.item.state.handedOver != nil else {
            return context.goOn(to: context.paths(BenchItemRoutes.one, number))
        }
        return try context.show(HandOverPage(load, form, context), status: status, warning: warning)
    }

    private static func give(
        _ body: FormBody, _ number: String, _ context: CompanyContext
    ) async throws -> Response {
        let version = try body.version
        _ = try await context.company.read { try BenchItemList.find(number, $0) }
        let form = HandOverForm(body)
        guard let handOver = form.handOver else {
            return try await fill(number, form, context, status: .unprocessableContent)
        }
        let command = HandOverUnit(number: number, version: version, handOver: handOver)
        return try await context.once(
            body, flash: "workshop.handed_over", to: context.paths(BenchItemRoutes.one, number)
        ) { deed in
            try command.run(by: deed.actor, in: deed.company, deed.tx)
        } orShow: { refused in
            try await fill(number, form, context, status: refused.status, warning: refused.complaint)
        }
    }
}
