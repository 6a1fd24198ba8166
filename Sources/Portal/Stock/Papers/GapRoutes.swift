import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web
import Work

/// Differences between what was written and what was there, and how they are settled.
package enum GapRoutes: RoomRoutes {
    package static let list = PlainPage("stock/gaps", for: .insiders, of: .stock)
    static let export = PlainPage("stock/gaps/export", for: .stockFiles, watched: .export, of: .stock)
    static let settlement = FormRoute<ID<StockGap>>("stock/gaps/:gap/settlement", for: [.stockManager], of: .stock)

    package static var all: [Mounted] {
        [
            list.to { request, context in try await show(isAll: request.asked.text("tab") == "all", context) },
            export.to { request, context in
                try await StockListSheets.gaps(isAll: request.asked.text("tab") == "all", context)
                    .response(to: request, context)
            },
            settlement.to { form, context, id in try await settle(form, id, context) },
        ]
    }

    private static func show(
        isAll: Bool = false, _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let sight = context.actor.sight
        let gaps = try await context.company.read { tx in
            try GapList.seen(by: sight, isAll: isAll, tx)
        }
        return try context.show(GapsPage(gaps, isAll: isAll, context), status: status, warning: warning)
    }

    private static func settle(
        _ form: FormBody, _ id: ID<StockGap>, _ context: CompanyContext
    ) async throws -> Response {
        let gap = try await context.company.read { try GapList.find(id, $0) }
        let way = GapWay(rawValue: form.text("way"))
        let note = form.input("note", else: "", shortText(limit: 300))
        let mark = form.input("mark", else: "") { try SerialText.parse($0) }
        guard let way, let note = note.value, let mark = mark.value else {
            let complaint = note.complaint ?? mark.complaint ?? Complaint("form.choose")
            return try await show(context, status: .unprocessableContent, warning: complaint)
        }
        return try await context.once(form, flash: "stock.gap_settled", to: context.paths(list)) { deed in
            try GapStore.settle(gap, way, mark: mark, note: note, by: deed.actor, in: deed.company, deed.tx)
            guard gap.paper != nil, try GapList.open(of: gap.paper ?? ID(0), deed.tx) == 0 else { return }
            let paper = try PaperList.find(gap.paperNumber, .company, deed.tx)
            guard paper.state.after(.settle) != nil else { return }
            try PaperStore.move(paper, at: paper.version, .settle, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(context, status: refused.status, warning: refused.complaint)
        }
    }
}

/// A difference in a list, with what may be done about it.
struct GapItem: Sendable {
    struct Settlement: Sendable {
        let action: String
        let way: Field
        /// Where it must be said which pieces they are.
        let mark: Field?
        let note: Field
    }

    let kind: Badge
    let code: String
    let name: String
    let mark: String
    let quantity: String
    let place: String
    let who: String
    /// The paper or the job.
    let source: Fact?
    let when: String
    let settled: String?
    let settlement: Settlement?

    init(_ gap: GapRow, _ context: CompanyContext) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        kind = Badge(
            kind: gap.how == nil ? "warning" : "neutral", label: words("stock.gap.\(gap.kind.rawValue)"))
        (code, name) = (gap.part.code, gap.part.names.shown(reader))
        mark = gap.serial.isEmpty ? gap.lot : gap.serial
        quantity = reader.number(gap.quantity)
        place = gap.place.title(reader)
        who = gap.dealerName.isEmpty ? words("stock.gap.company") : gap.dealerName
        source =
            !gap.paperNumber.isEmpty
            ? Fact(
                label: words("stock.number"), value: gap.paperNumber,
                href: paths(StockPaperRoutes.one, gap.paperNumber),
                isLtr: true)
            : gap.jobNumber.isEmpty
                ? nil
                : context.jobFact(gap.jobNumber, label: words("stock.job"))
        when = reader.day(of: gap.madeAt)
        settled = gap.how.map { words("stock.settled", words("stock.way.\($0.rawValue)"), gap.settler.isolated) }
        settlement = gap.how == nil && context.may(GapRoutes.settlement) ? Self.settlement(gap, context) : nil
    }

    private static func settlement(_ gap: GapRow, _ context: CompanyContext) -> Settlement {
        let words = context.words
        return Settlement(
            action: context.paths(GapRoutes.settlement, gap.id),
            way: Field(name: "way", label: words("stock.way")).with {
                ($0.id, $0.required) = ("f-way-\(gap.id)", true)
                // Whoever has sent or received it says of nothing that it is lost.
                let isParty = gap.parties.contains(context.actor.person)
                $0.options = gap.kind.ways.filter { !(isParty && $0 == .lost) }.map {
                    .init(value: $0.rawValue, label: words("stock.way.\($0.rawValue)"), selected: false)
                }
            },
            mark: !gap.needsMark
                ? nil
                : Field(name: "mark", label: words("stock.line.mark")).with {
                    ($0.id, $0.direction, $0.autocomplete) = ("f-mark-\(gap.id)", "ltr", "off")
                }, note: Field(name: "note", label: words("stock.note")).with { $0.id = "f-note-\(gap.id)" })
    }
}

struct GapsPage: Page {
    static let template = "stock/gaps"
    let titleKey = "stock.gaps"
    let tabs: [Tab]
    let narrower: [Tab]
    let files: [FileLink]
    let gaps: [GapItem]
    let hasGaps: Bool
    let empty: EmptyNote?

    init(_ rows: [GapRow], isAll: Bool, _ context: CompanyContext) {
        let (words, list) = (context.words, context.paths(GapRoutes.list))
        tabs = StockTab.tabs(.gaps, context)
        narrower = [false, true].map {
            Tab(
                href: $0 ? Address.of(list, [("tab", "all")]) : list,
                label: words($0 ? "stock.paper_tab.all" : "stock.paper_tab.open"), isCurrent: $0 == isAll)
        }
        let export = context.paths(GapRoutes.export)
        files = context.files(GapRoutes.export, at: isAll ? Address.of(export, [("tab", "all")]) : export)
        gaps = rows.map { GapItem($0, context) }
        hasGaps = !gaps.isEmpty
        empty = hasGaps ? nil : EmptyNote(title: words("stock.gaps.none"), text: words("stock.gaps.none_hint"))
    }
}
