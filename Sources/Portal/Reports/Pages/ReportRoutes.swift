import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What management reads: the figures of a period, and what they are made of.
package enum ReportRoutes: RoomRoutes {
    package static let page = PlainPage(
        "reports", for: .seesMoney, menu: .init("reports", icon: "chart", order: 48))
    static let by = PlainPage("reports/by", for: .seesMoney)
    static let export = PlainPage("reports/by/export", for: .seesMoney, watched: .export)
    static let rebuild = PlainForm("reports/rebuild", for: [.administrator])

    package static var all: [Mounted] {
        [
            page.to { request, context in try await show(ReportFilter(request.asked, context), context) },
            by.to { request, context in
                let filter = ReportByFilter(request.asked, context)
                let figures = try await context.company.readAtLength { try ReportByFigures(filter, context, $0) }
                return try context.show(ReportByPage(figures, filter, context))
            },
            export.to { request, context in
                try await ReportSheet.sheet(ReportByFilter(request.asked, context), context)
                    .response(to: request, context)
            },
            rebuild.to { form, context in try await rebuild(form, context) },
        ]
    }

    private static func show(
        _ filter: ReportFilter, _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let figures = try await context.company.read { try ReportFigures(filter.period, context, $0) }
        return try context.show(ReportsPage(figures, filter, context), status: status, warning: warning)
    }

    private static func rebuild(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        try await context.once(form, flash: "reports.rebuild", to: context.paths(page)) { deed in
            try RunStore.add(BuildReports.name, by: deed.actor.person, in: deed.company, deed.tx)
            try RunStore.hurry(BuildReports.name, in: deed.company, deed.tx)
            try EventStore.add(
                Event("reports_rebuilt", of: EventSubject("setting"), in: "settings"), by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(
                ReportFilter(Asked(), context), context, status: refused.status, warning: refused.complaint)
        }
    }
}

/// The jobs that a figure counts, by the very condition that counted them.
package enum ReportJobRoutes: RoomRoutes {
    static let list = PlainPage("reports/jobs", for: .seesMoney)
    static let export = PlainPage("reports/jobs/export", for: .seesMoney, watched: .export)

    package static var all: [Mounted] {
        [
            list.to { request, context in
                let filter = ReportJobFilter(request.asked, context)
                let page = try await context.company.readAtLength { tx in
                    let jobs = filter.jobs(context)
                    let figure = try ReportList.sums(of: filter.dimension, in: filter.period.months, tx)
                    return ReportJobsPage(
                        try jobs.page(filter.cursor, context, tx), count: try jobs.count(context, tx),
                        figure: figure[filter.key]?[filter.set] ?? 0,
                        builtAt: try ReportList.builtAt(filter.period.months, tx),
                        name: try ReportNames([filter.key], filter.dimension, context, tx)[filter.key], filter, context)
                }
                return try context.show(page)
            },
            export.to { request, context in
                try await ReportJobFilter(request.asked, context).jobs(context).response(to: request, context)
            },
        ]
    }
}
