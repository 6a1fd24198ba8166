import Database
import Domain
import Ground
import Web

/// The visits of a page of jobs as lines of a file, or the parts that were fitted at them.
enum VisitFile: Sendable {
    case visits, parts

    struct Line: Sendable {
        let number: String
        /// Empty for the company's own workshop.
        let dealerCode: String
        var dealer: String
        let day: CalendarDay
        let who: String
        /// Of a file of parts: the part, and how many.
        let part: String
        let quantity: Int64
        let row: VisitRow
        /// What the wings asked at the visit, in words.
        var answers = ""
    }

    /// ASCII, without an ending.
    var name: String {
        switch self {
        case .visits: "visits"
        case .parts: "parts"
        }
    }

    var title: String { "visits.file.\(name)" }

    func columns(_ context: CompanyContext) -> [SheetColumn<Line>] {
        let words = context.words
        let start: [SheetColumn<Line>] = [
            .init(words("jobs.file.number")) { .text($0.number) },
            .init(words("jobs.file.dealer_code")) { .text($0.dealerCode) },
            .init(words("jobs.file.dealer")) { .text($0.dealer) },
            .init(words("visits.file.who")) { .text($0.who) },
            .init(day: words("visits.file.day"), context) { $0.day },
        ]
        switch self {
        case .parts:
            return start + [
                .init(words("visits.file.part")) { .text($0.part) },
                .init(words("visits.file.quantity")) { .number($0.quantity) },
            ]
        case .visits: return start + Self.details(context)
        }
    }

    private static func details(_ context: CompanyContext) -> [SheetColumn<Line>] {
        let words = context.words
        return [
            .init(words("visits.outcome")) { .text(words("visits.outcome.\($0.row.outcome.rawValue)")) },
            .init(words("visits.symptom")) { .text($0.row.symptom) },
            .init(words("visits.cause")) { .text($0.row.cause) },
            .init(words("visits.remedy")) { .text($0.row.remedy) },
            .init(words("visits.file.minutes")) { .number(Int64($0.row.minutes)) },
            .init(words("visits.file.km")) { .tenths(Int64($0.row.kmTenths)) },
            .init(amount: words("visits.file.paid.labour"), context) { $0.row.customerLabour },
            .init(amount: words("visits.file.paid.travel"), context) { $0.row.customerTravel },
            .init(amount: words("visits.file.paid.parts"), context) { $0.row.customerParts },
            .init(words("visits.file.note")) { .text($0.row.note) },
            .init(words("visits.ask")) { .text($0.answers) },
        ]
    }
}

extension VisitFile.Line {
    init(_ row: Row) throws {
        self.init(
            number: try row("number"), dealerCode: try row.optional("code") ?? "",
            dealer: try row.optional("dealer") ?? "", day: try row("visited_on"), who: try row.optional("who") ?? "",
            part: try row("part"),
            quantity: try row("quantity"), row: try VisitRow(row))
    }
}
