import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// A job on paper: for whoever brings a machine, on the machine, for whoever goes there, and what became of it.
package enum PaperRoutes: RoomRoutes {
    static let slip = PageRoute<String>("jobs/:job/slip", for: .office, watched: .paper)
    static let label = PageRoute<String>("jobs/:job/label", for: .office, watched: .paper)
    static let order = PageRoute<String>("jobs/:job/order", for: .insiders, watched: .paper)
    static let report = PageRoute<String>("jobs/:job/report", for: .insiders, watched: .paper)

    static let estimate = PageRoute<String>("jobs/:job/estimate/paper", for: .everyone, watched: .paper)

    package static var all: [Mounted] {
        [
            slip.to { request, context, number in
                let load = try await load(.slip, number, context)
                return try context.show(SlipPage(load, onRoll: request.asked.text("paper") == SlipPage.roll, context))
            },
            label.to { _, context, number in
                try await context.show(LabelPage(load(.label, number, context), context))
            },
            order.to { _, context, number in
                try await context.show(OrderPage(load(.order, number, context), context))
            },
            report.to { _, context, number in
                try await context.show(ReportPage(load(.report, number, context), context))
            },
            estimate.to { _, context, number in
                let (sight, company) = (context.actor.sight, context.company)
                let found = try await company.read { tx -> (EstimateRow, [EstimateLine])? in
                    let job = try JobStore.find(number, sight, tx)
                    return try EstimateStore.latest(of: job.id, sight, tx).map {
                        ($0, try EstimateStore.lines(of: $0.id, tx))
                    }
                }
                // Before there is one, its card says so.
                guard let (row, lines) = found else { return context.goOn(to: context.paths(JobRoutes.one, number)) }
                return try await context.show(
                    EstimatePaper(load(.estimate, number, context), row, lines, context))
            },
        ]
    }

    /// That somebody of the office took a customer's data out on paper stays in the history.
    private static func load(
        _ paper: Paper, _ number: String, _ context: CompanyContext
    ) async throws -> PaperLoad {
        let load = try await context.company.read { try PaperLoad.read(number, context, $0) }
        if context.actor.dealer == nil {
            try await context.writeDown(
                Event("\(paper.rawValue)_opened", of: .job(load.sheet.job.id), in: "papers"))
        }
        return load
    }
}

/// The papers of a job.
enum Paper: String {
    case slip, label, order, report, estimate
}
