import Base
import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// A dealer's own figures beside the median of his peers, and the jobs that each of them counts: his own for his manager, any
/// dealer's for the head office.
package enum ScorecardRoutes: RoomRoutes {
    private static let readers = Set.dispatch.union([.auditor])
    static let own = PlainPage("scorecard", for: [.dealerManager])
    static let ownJobs = PageRoute<String>("scorecard/:figure", for: [.dealerManager])
    package static let one = PageRoute<String>("dealers/:dealer/scorecard", for: readers)
    static let jobs = PageRoute<String, String>("dealers/:dealer/scorecard/:figure", for: readers)

    package static var all: [Mounted] {
        [
            own.to { _, context in try await show(ownDealer(context), context) },
            ownJobs.to { _, context, figure in try await list(figure, ownDealer(context), context) },
            one.to { _, context, code in try await show(.called(code), context) },
            jobs.to { _, context, code, figure in try await list(figure, .called(code), context) },
        ]
    }

    private static func ownDealer(_ context: CompanyContext) throws -> OneDealer {
        guard let dealer = context.actor.dealer else { throw Refusal.hidden }
        return .own(dealer)
    }

    private static func show(_ one: OneDealer, _ context: CompanyContext) async throws -> Response {
        let facts = try await context.company.readAtLength { tx in
            let dealer = try CalendarList.dealer(one, tx)
            let peers = try ScoreList.peers(of: dealer.id, grade: dealer.grade, tx)
            let least = try VisitSetting(tx).leastPeers
            let lines = try ScoreFigure.allCases.map { figure in
                let jobs = try ScoreList.jobs(
                    figure, of: dealer.id, today: context.today, context.company.clock, tx)
                return ScorecardFacts.Line(
                    figure: figure, score: Score(figure, of: jobs.map(\.value)),
                    peers: PeerMedian(peers[figure] ?? [], least: least))
            }
            return ScorecardFacts(dealer: dealer, lines: lines)
        }
        return try context.show(ScorecardPage(facts, context))
    }

    private static func list(_ name: String, _ one: OneDealer, _ context: CompanyContext) async throws -> Response {
        guard let figure = ScoreFigure(rawValue: name) else { throw Refusal.hidden }
        let (dealer, jobs, names) = try await context.company.readAtLength { tx in
            let dealer = try CalendarList.dealer(one, tx)
            let jobs = try ScoreList.jobs(figure, of: dealer.id, today: context.today, context.company.clock, tx)
            return (dealer, jobs, try context.company.names.names(tx))
        }
        return try context.show(ScoreJobsPage(figure, dealer, jobs, names, context))
    }
}

struct ScorecardFacts: Sendable {
    struct Line: Sendable {
        let figure: ScoreFigure
        let score: Score
        /// nil where there are too few.
        let peers: PeerMedian?
    }

    let dealer: CalendarDealer
    let lines: [Line]
}

extension ScoreFigure {
    /// What it is, in the reader's words.
    fileprivate func text(_ value: Int, _ reader: Reader) -> String {
        let words = reader.words
        switch self {
        case .accepted: return words("scorecard.hours", reader.tenths(Int64(value) / 6))
        case .finished: return words("scorecard.days", reader.tenths(Int64(value) / 144))
        case .firstFix, .repeats: return words("scorecard.share", reader.tenths(Int64(value)))
        case .survey: return words("scorecard.score", reader.tenths(Int64(value)))
        case .done: return reader.number(value)
        }
    }
}

struct ScorecardPage: Page {
    static let template = "visits/scorecard"
    let titleKey: String
    let titleValues: [String]
    let back: TodayCard.Link
    let grade: String
    let figures: [Figure]

    struct Figure: Sendable {
        let name: String
        let value: String
        let peers: String
        let isPeerless: Bool
        let href: String
        let jobs: String
        /// What it counts.
        let definition: String
    }

    init(_ facts: ScorecardFacts, _ context: CompanyContext) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        let (dealer, isOffice) = (facts.dealer, context.actor.dealer == nil)
        titleKey = isOffice ? "scorecard.of" : "scorecard.title"
        titleValues = isOffice ? [dealer.name] : []
        back =
            isOffice
            ? .init(href: context.pathIfAllowed(DealerRoutes.one, dealer.code) ?? paths.home, label: dealer.name)
            : .init(href: paths(TodayRoutes.page), label: words("visits.today.title"))
        grade = words("scorecard.grade", words("dealers.grade.\(dealer.grade)"))
        figures = facts.lines.map { line in
            let name = line.figure.rawValue
            return Figure(
                name: words("scorecard.figure.\(name)"),
                value: line.score.value.map { line.figure.text($0, reader) } ?? "—",
                peers: line.peers.map {
                    words("scorecard.peers", line.figure.text($0.value, reader), reader.number($0.dealers))
                } ?? words("scorecard.peers.few"), isPeerless: line.peers == nil,
                href: isOffice
                    ? paths(ScorecardRoutes.jobs, dealer.code, name) : paths(ScorecardRoutes.ownJobs, name),
                jobs: words.count("scorecard.jobs", line.score.jobs, reader),
                definition: words("scorecard.definition.\(name)"))
        }
    }
}

/// The jobs that a figure counts.
struct ScoreJobsPage: Page {
    static let template = "visits/score_jobs"
    let titleKey = "scorecard.jobs.title"
    let titleValues: [String]
    let back: TodayCard.Link
    let definition: String
    let count: String
    let value: String
    let rows: [Line]
    let empty: EmptyNote?

    struct Line: Sendable {
        let href: String
        let number: String
        let day: String
        let service: String
        let value: String
    }

    init(
        _ figure: ScoreFigure, _ dealer: CalendarDealer, _ jobs: [ScoredJob], _ names: CommonNames,
        _ context: CompanyContext
    ) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        let isOffice = context.actor.dealer == nil
        titleValues = [words("scorecard.figure.\(figure.rawValue)")]
        back = .init(
            href: isOffice ? paths(ScorecardRoutes.one, dealer.code) : paths(ScorecardRoutes.own),
            label: isOffice ? words("scorecard.of", dealer.name) : words("scorecard.title"))
        definition = words("scorecard.definition.\(figure.rawValue)")
        count = words.count("scorecard.jobs", jobs.count, reader)
        value = words("scorecard.value.\(figure.rawValue)")
        rows = jobs.map { job in
            Line(
                href: paths(JobRoutes.one, job.number), number: job.number, day: reader.day(job.day),
                service: names.service(job.service, reader), value: Self.text(figure, job.value, reader))
        }
        empty =
            jobs.isEmpty
            ? EmptyNote(title: words("scorecard.empty"), text: words("scorecard.empty.text")) : nil
    }

    private static func text(_ figure: ScoreFigure, _ value: Int, _ reader: Reader) -> String {
        switch figure.measure {
        case .share: reader.words(value > 0 ? "scorecard.yes" : "scorecard.no")
        case .count: ""
        case .minutes, .score: figure.text(value, reader)
        }
    }
}
