import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What the service unit brings in and costs, down to each row that a figure is made of.
package enum ProfitRoutes: RoomRoutes {
    package static let page = PlainPage(
        "reports/profit", for: .seesMoney, menu: .init("profit", icon: "chart", order: 49))
    static let export = PlainPage("reports/profit/export", for: .seesMoney, watched: .export)
    static let by = PlainPage("reports/profit/by", for: .seesMoney)
    static let byExport = PlainPage("reports/profit/by/export", for: .seesMoney, watched: .export)
    static let rows = PlainPage("reports/profit/rows", for: .seesMoney)
    static let rowsExport = PlainPage("reports/profit/rows/export", for: .seesMoney, watched: .export)

    package static var all: [Mounted] {
        [
            page.to { request, context in
                let filter = ProfitFilter(request.asked, context)
                let figures = try await context.company.readAtLength { try ProfitFigures(filter, context, $0) }
                return try context.show(ProfitPage(figures, filter, context))
            },
            export.to { request, context in
                try await ProfitSheet.sheet(ProfitFilter(request.asked, context), context)
                    .response(to: request, context)
            },
            by.to { request, context in
                let filter = ProfitByFilter(request.asked, context)
                let figures = try await context.company.readAtLength { try ProfitByFigures(filter, context, $0) }
                return try context.show(ProfitByPage(figures, filter, context))
            },
            byExport.to { request, context in
                try await ProfitBySheet.sheet(ProfitByFilter(request.asked, context), context)
                    .response(to: request, context)
            },
            rows.to { request, context in
                let filter = ProfitRowFilter(request.asked, context)
                let page = try await context.company.readAtLength { tx in
                    let whole = try ProfitList.sums(filter.scope, tx)[filter.line]
                    let name = try filter.profit.name(context, tx)
                    return ProfitRowsPage(
                        try ProfitList.slice(filter.line, filter.scope, filter.cursor, tx), whole: whole, of: name,
                        filter, context)
                }
                return try context.show(page)
            },
            rowsExport.to { request, context in
                try await ProfitRowSheet.sheet(ProfitRowFilter(request.asked, context), context)
                    .response(to: request, context)
            },
        ]
    }
}

/// What was written by hand, month by month.
package enum ProfitEntryRoutes: RoomRoutes {
    private static let writers = Set<Role>.finance.union([.administrator])
    static let list = PlainPage("reports/profit/entries", for: .seesMoney)
    static let export = PlainPage("reports/profit/entries/export", for: .seesMoney, watched: .export)
    static let adding = PlainForm("reports/profit/entries", for: writers)
    static let back = FormRoute<ID<ProfitEntry>>("reports/profit/entries/:entry/back", for: writers)

    package static var all: [Mounted] {
        [
            list.to { request, context in
                try await show(ProfitFilter(request.asked, context).period.month(upTo: context.today), nil, context)
            },
            export.to { request, context in
                let month = ProfitFilter(request.asked, context).period.month(upTo: context.today)
                return try await ProfitEntrySheet.sheet(month, context).response(to: request, context)
            },
            adding.to { body, context in
                let form = ProfitEntryForm(body, context)
                guard let line = form.line.value, let month = form.month.value, let amount = form.amount.value,
                    let note = form.note.value
                else { return try await show(form.shown, form, context, status: .unprocessableContent) }
                let to = ProfitFilter(month).address(context.paths(list))
                return try await context.once(body, flash: "profit.added", to: to) { deed in
                    try ProfitStore.add(line, amount, of: month, note: note, by: deed.actor.person, deed.tx)
                } orShow: { refused in
                    try await show(month, form, context, status: refused.status, warning: refused.complaint)
                }
            },
            back.to { body, context, id in
                let version = try body.version
                let day = try await context.company.read { try ProfitStore.month(of: id, $0) }
                let month = ReportPeriod(.month, of: day, context.reader.clock.calendar)
                let to = ProfitFilter(month).address(context.paths(list))
                return try await context.once(body, flash: "profit.back", to: to) { deed in
                    try ProfitStore.takeBack(id, at: version, by: deed.actor.person, deed.tx)
                } orShow: { refused in
                    try await show(month, nil, context, status: refused.status, warning: refused.complaint)
                }
            },
        ]
    }

    static let naming = SubjectNaming("profit_entry") { ids, context, tx in
        try context.may(list) ? ProfitStore.named(ids, tx) : []
    } link: { row, context in
        let (line, day): (ProfitLine, CalendarDay) = (try row("kind"), try row("on_day"))
        let month = ReportPeriod(.month, of: day, context.company.clock.calendar)
        return SubjectLink(
            label: context.words("profit.line.\(line.rawValue)"),
            href: ProfitFilter(month).address(context.paths(list)))
    }

    private static func show(
        _ month: ReportPeriod, _ form: ProfitEntryForm?, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let entries = try await context.company.read { try ProfitStore.entries(of: month, $0) }
        return try context.show(
            ProfitEntriesPage(entries, month, form, context), status: status, warning: warning)
    }
}
