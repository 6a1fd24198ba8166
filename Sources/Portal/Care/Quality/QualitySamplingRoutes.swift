import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Which jobs of dealers are controlled: the rule, which two people change, and where each dealer stands under it.
package enum QualitySamplingRoutes: RoomRoutes {
    static let readers = Set.testers.union([.auditor])
    static let page = PlainPage("quality/sampling", for: readers)
    static let change = PlainForm("quality/sampling", for: .managers, watched: .configuration)
    static let export = PlainPage("quality/sampling/export", for: readers, watched: .export)

    package static var all: [Mounted] {
        [
            page.to { _, context in try await show(nil, context) },
            change.to { body, context in
                let form = QualitySamplingForm(body)
                guard let settings = form.settings else {
                    return try await show(form, context, status: .unprocessableContent)
                }
                return try await context.once(body, flash: "proposals.proposed", to: context.paths(page)) { deed in
                    try SamplingProposal.propose(settings, by: deed.actor.person, deed.tx)
                } orShow: { refused in
                    try await show(form, context, status: refused.status, warning: refused.complaint)
                }
            },
            export.to { request, context in
                try await QualityStandingSheet.sheet(context).response(to: request, context)
            },
        ]
    }

    private static func show(
        _ typed: QualitySamplingForm?, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let page = try await context.company.read { tx in
            let settings = try QualitySettings(tx)
            return QualitySamplingPage(
                typed ?? QualitySamplingForm(settings), settings, try QualityStandingList.all(tx),
                try ProposalNote.read([SamplingProposal.name], context, tx),
                try HistoryCard.cards(ofSettings: [QualitySettings.event], context, tx), context)
        }
        return try context.show(page, status: status, warning: warning)
    }
}

/// The rule as typed.
struct QualitySamplingForm: Sendable {
    static let names =
        QualitySettings().rule.shares.keys.sorted().map { "share_\($0)" } + [
            "first_jobs", "tightened", "reduced", "to_normal", "to_reduced", "audit_days", "lease_hours",
        ]
    let inputs: [Input<Int>]
    let isOn: Bool

    init(_ form: FormBody) {
        isOn = form.isChecked("sampling")
        inputs = Self.names.map { name in
            form.input(name) { Int(try TypedNumber.integer($0, in: Self.bounds(of: name))) }
        }
    }

    init(_ settings: QualitySettings) {
        var texts = settings.texts
        if !settings.isOn { texts["sampling"] = nil }
        self.init(FormBody(texts))
    }

    private static func bounds(of name: String) -> ClosedRange<Int64> {
        switch name {
        case "first_jobs": 0...Int64(QualitySettings.mostFirst - 1)
        case "to_normal", "to_reduced": 0...99
        case "audit_days": 0...365
        case "lease_hours": 1...240
        default: Int64(SamplingRule.percent.lowerBound)...Int64(SamplingRule.percent.upperBound)
        }
    }

    /// nil where a field is refused.
    var settings: QualitySettings? {
        var texts = ["quality_sampling": isOn ? "1" : "0"]
        for input in inputs {
            guard let value = input.value else { return nil }
            texts["quality_\(input.name)"] = String(value)
        }
        return QualitySettings(texts)
    }
}

extension QualityStandingList.Line {
    /// Why his rank is what it is.
    func why(_ reader: Reader) -> String {
        let words = reader.words
        switch standing.rank {
        case .tightened: return words("quality.standing.tightened", job.isolatedLeftToRight)
        case .reduced: return words("quality.standing.reduced", job.isolatedLeftToRight)
        case .normal where passed && !job.isEmpty:
            return words("quality.standing.normal", reader.number(standing.passes))
        case .normal: return words("quality.standing.usual")
        }
    }
}

struct QualitySamplingPage: Page {
    struct Line: Sendable {
        let href: String?
        let name: String
        let grade: String
        let badge: Badge
        let share: String
        let passes: String
        let since: String
        let why: String
        let held: String
    }

    static let template = "quality/sampling"
    let titleKey = "quality.sampling"
    let list: String
    let action: String
    let errors: FormErrors?
    let isForm: Bool
    let isOn: Field
    let fields: [Field]
    let files: [FileLink]
    let lines: [Line]
    let hasLines: Bool
    let proposals: ProposalNote?
    let cards: PageCards

    init(
        _ form: QualitySamplingForm, _ settings: QualitySettings, _ standings: [QualityStandingList.Line],
        _ proposals: ProposalNote?, _ cards: PageCards, _ context: CompanyContext
    ) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        (self.proposals, self.cards) = (proposals, cards)
        (list, action) = (paths(QualityRoutes.list), paths(QualitySamplingRoutes.change))
        isForm = context.may(QualitySamplingRoutes.change)
        isOn = Field(name: "sampling", label: words("quality.set.sampling")).with {
            $0.options = [.init(value: "1", label: words("quality.set.sampling.yes"), selected: form.isOn)]
        }
        fields = form.inputs.map { input in
            Field(input, label: "quality.set.\(input.name)", for: reader).with {
                ($0.required, $0.direction, $0.inputMode) = (true, "ltr", "numeric")
                let (hint, unit) = ("quality.set.\(input.name).hint", "quality.unit.\(input.name)")
                if words.has(hint) { $0.hint = words(hint) }
                $0.unit = words(words.has(unit) ? unit : "quality.unit.percent")
            }
        }
        errors = FormErrors(fields)
        files =
            context.may(QualitySamplingRoutes.export)
            ? context.files(QualitySamplingRoutes.export, at: paths(QualitySamplingRoutes.export)) : []
        lines = standings.map { line in
            Line(
                href: line.control.flatMap { context.pathIfAllowed(QualityRoutes.one, $0) }, name: line.name,
                grade: words("dealers.grade.\(line.grade)"), badge: Badge(line.standing.rank, words),
                share: words(
                    "quality.percent", reader.number(settings.rule.share(grade: line.grade, line.standing.rank))),
                passes: reader.number(line.standing.passes), since: reader.day(of: line.since), why: line.why(reader),
                held: reader.number(line.held))
        }
        hasLines = !lines.isEmpty
    }
}

extension Badge {
    init(_ rank: SamplingRank, _ words: Words) {
        let kind =
            switch rank {
            case .normal: "neutral"
            case .tightened: "warning"
            case .reduced: "done"
            }
        self.init(kind: kind, label: words("quality.rank.\(rank.rawValue)"))
    }
}

/// Where each dealer stands, as a file.
enum QualityStandingSheet {
    static func sheet(_ context: CompanyContext) -> Sheet<QualityStandingList.Line, Never> {
        let (words, reader, clock) = (context.words, context.reader, context.reader.clock)
        let columns: [SheetColumn<QualityStandingList.Line>] = [
            .init(words("quality.dealer")) { .text($0.name) }, .init(words("quality.dealer_code")) { .text($0.code) },
            .init(words("dealers.grade")) { .text(words("dealers.grade.\($0.grade)")) },
            .init(words("quality.rank")) { .text(words("quality.rank.\($0.standing.rank.rawValue)")) },
            .init(words("quality.passes")) { .number(Int64($0.standing.passes)) },
            .init(day: words("quality.rank_since"), context) { clock.day(of: $0.since) },
            .init(words("quality.why")) { .text($0.why(reader)) },
            .init(words("quality.held")) { .number(Int64($0.held)) },
        ]
        return Sheet("quality-standing", in: "quality", title: "quality.sampling", columns: columns) { _, _, tx in
            Slice(all: try QualityStandingList.all(tx))
        }
    }
}
