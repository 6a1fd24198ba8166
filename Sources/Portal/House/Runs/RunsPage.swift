import Domain
import Ground
import Web

/// The runs of one state, newest first.
struct RunsPage: Page {
    struct Line: Sendable {
        let kind: String
        let thing: String?
        let href: String?
        let badge: Badge
        let progress: String?
        let made: String
        let who: String
        let why: String?
        let again: String?
    }

    static let template = "runs/list"
    let titleKey = "runs.title"
    let tiles: [Tab]
    let lines: [Line]
    let hasRows: Bool
    let pager: Pager
    let empty: EmptyNote?
    let isMoving: Bool

    init(
        _ slice: Slice<RunRow, ID<Run>>, _ counts: [RunState: Int], _ filter: RunFilter, _ context: CompanyContext,
        link: (RunRow) -> SubjectLink?
    ) {
        let (reader, list) = (context.reader, context.paths(RunRoutes.list))
        tiles = RunFilter.State.allCases.map { state in
            Tab(
                href: filter.with { $0.state = state }.address(list),
                label: reader.words("runs.tab.\(state.rawValue)"),
                count: reader.number(state.states.reduce(0) { $0 + (counts[$1] ?? 0) }),
                isCurrent: state == filter.state)
        }
        lines = slice.lines.map { Line($0, link($0), context) }
        hasRows = !lines.isEmpty
        pager = Pager(slice, of: filter, at: list)
        empty =
            lines.isEmpty ? EmptyNote(title: reader.words("runs.none"), text: reader.words("runs.none_hint")) : nil
        isMoving = slice.lines.contains { $0.state == .running }
    }
}

extension RunFilter.State {
    var states: [RunState] {
        switch self {
        case .open: [.waiting, .running]
        case .failed: [.failed]
        case .done: [.done]
        }
    }
}

extension RunsPage.Line {
    init(_ run: RunRow, _ link: SubjectLink?, _ context: CompanyContext) {
        let reader = context.reader
        kind = reader.words("runs.kind.\(run.kind)")
        (thing, href) = (link?.label, link?.href)
        badge = Badge(kind: Self.look(run.state), label: reader.words("runs.state.\(run.state.rawValue)"))
        let parts = [Self.numbers(run, reader), Self.moment(run, context)].compactMap(\.self)
        progress = parts.isEmpty ? nil : parts.joined(separator: reader.words("list.comma"))
        made = reader.dateTime(run.madeAt)
        who = run.maker ?? reader.words("runs.by_itself")
        why = run.failure.map(reader.complaint)
        again = run.state == .failed ? context.paths(RunRoutes.again, run.id) : nil
    }

    private static func numbers(_ run: RunRow, _ reader: Reader) -> String? {
        guard run.total > 0 else { return run.done > 0 ? reader.number(run.done) : nil }
        return reader.words("runs.of", reader.number(run.done), reader.number(run.total))
    }

    private static func moment(_ run: RunRow, _ context: CompanyContext) -> String? {
        guard run.state == .waiting, run.notBefore > context.portal.now() else { return nil }
        let word = run.failure == nil ? "runs.next" : "runs.later"
        return context.reader.words(word, context.reader.dateTime(run.notBefore))
    }

    private static func look(_ state: RunState) -> String {
        switch state {
        case .waiting: "neutral"
        case .running: "info"
        case .done: "done"
        case .failed: "error"
        }
    }
}
