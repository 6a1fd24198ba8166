import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What is asked: each change is a new version, and what was answered keeps the one that it was asked by.
package enum SurveyQuestionRoutes: RoomRoutes {
    static let page = PlainPage("surveys/questions", for: SurveyRuleRoutes.readers)
    static let change = PlainForm("surveys/questions", for: .managers)

    package static var all: [Mounted] {
        [
            page.to { _, context in try await show(nil, context) },
            change.to { form, context in try await change(form, context) },
        ]
    }

    private static func show(
        _ typed: SurveyScriptForm?, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let newest = try await context.company.read { try SurveyScriptStore.newest($0) }
        // A company from before there were surveys looks at the usual ones and saves them.
        let form =
            try typed ?? SurveyScriptForm(newest?.script ?? SurveyScriptStore.usual(context.portal.companies.root))
        return try context.show(
            SurveyQuestionsPage(form, newest, isTyped: typed != nil, context), status: status, warning: warning)
    }

    private static func change(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let (yes, no) = (context.words("surveys.answer.yes"), context.words("surveys.answer.no"))
        let typed = SurveyScriptForm(form, yes: yes, no: no)
        let known = ID<SurveyVersion>(form.text("questions"))
        guard let script = typed.script else { return try await show(typed, context, status: .unprocessableContent) }
        return try await context.once(form, flash: "surveys.questions_changed", to: context.paths(page)) { deed in
            try SurveyScriptStore.add(script, after: known, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(typed, context, status: refused.status, warning: refused.complaint)
        }
    }
}

struct SurveyQuestionsPage: Page {
    static let template = "surveys/questions"
    let titleKey = "surveys.questions"
    let list: String
    let action: String
    let script: String
    let since: String?
    let errors: FormErrors?
    let lines: [Line]
    let isForm: Bool

    struct Line: Sendable {
        let number: String
        let fields: [Field]
        let selects: [Field]
        let required: Field
        let rating: Field
        let choices: Field
        let isOpen: Bool
    }

    private static let spare = 2

    init(_ form: SurveyScriptForm, _ newest: SurveyVersionRow?, isTyped: Bool, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        list = context.paths(SurveyRoutes.list)
        action = context.paths(SurveyQuestionRoutes.change)
        script = newest?.id.description ?? ""
        since = newest.map { row in
            row.maker.map { words("surveys.since_by", reader.day(of: row.madeAt), $0) }
                ?? words("surveys.since", reader.day(of: row.madeAt))
        }
        let count = min(SurveyScript.most, form.lines.count + Self.spare)
        lines = (0..<count).map { index in
            Self.line(index + 1, form.lines.indices.contains(index) ? form.lines[index] : nil, reader)
        }
        isForm = context.may(SurveyQuestionRoutes.change)
        let sentences = isTyped ? [form.complaint].compactMap { $0.map(reader.complaint) } : []
        errors = FormErrors(lines.flatMap(\.fields), beside: sentences)
    }

    private static func values(_ line: SurveyScriptForm.Line?, _ words: Words) -> String? {
        line.map {
            [SurveyQuestion.yes, SurveyQuestion.no].contains($0.values)
                ? words("surveys.answer.\($0.values)") : $0.values
        }
    }

    private static func line(_ place: Int, _ line: SurveyScriptForm.Line?, _ reader: Reader) -> Line {
        let words = reader.words
        func field(_ name: String, _ value: String?) -> Field {
            Field(name: "\(name)_\(place)", label: words("surveys.question.\(name)"), value: value ?? "")
        }
        func option(_ value: String, _ label: String, _ chosen: String?) -> Field.Option {
            .init(value: value, label: label, selected: value == chosen)
        }
        return Line(
            number: reader.number(place),
            fields: [
                field("fa", line?.fa).with { $0.error = line?.error.map(reader.complaint) }, field("en", line?.en),
                field("weight", line?.weight).with {
                    ($0.direction, $0.inputMode, $0.hint) = ("ltr", "numeric", words("surveys.question.weight.hint"))
                },
                field("after", line?.after).with {
                    ($0.direction, $0.inputMode, $0.hint) = ("ltr", "numeric", words("surveys.question.after.hint"))
                },
                field("if", Self.values(line, words)).with { $0.hint = words("surveys.question.if.hint") },
            ],
            selects: [
                field("kind", nil).with {
                    $0.options = SurveyQuestionKind.allCases.map {
                        option($0.rawValue, words("surveys.kind.\($0.rawValue)"), line?.kind)
                    }
                },
                field("doubt", nil).with {
                    $0.blank = words("surveys.doubt.none")
                    $0.options = [SurveyQuestion.yes, SurveyQuestion.no].map {
                        option($0, words("surveys.doubt.\($0)"), line?.doubt)
                    }
                },
            ],
            required: field("required", nil).with {
                $0.options = [option("1", words("surveys.question.required.yes"), line?.isRequired == true ? "1" : "")]
            },
            rating: field("rating", nil).with {
                $0.options = [option("1", words("surveys.question.rating.yes"), line?.isRating == true ? "1" : "")]
                $0.hint = words("surveys.question.rating.hint")
            }, choices: field("choices", line?.choices), isOpen: line != nil)
    }
}

/// When calls are made.
package enum SurveySettingRoutes: RoomRoutes {
    static let page = PlainPage("surveys/settings", for: .managers)
    static let change = PlainForm("surveys/settings", for: .managers, watched: .configuration)

    package static var all: [Mounted] {
        [
            page.to { _, context in try await show(nil, context) },
            change.to { body, context in
                let form = SurveySettingsForm(body)
                guard let settings = form.settings else {
                    return try await show(form, context, status: .unprocessableContent)
                }
                return try await context.once(body, flash: "surveys.settings", to: context.paths(page)) { deed in
                    try SurveySettingsForm.check(settings)
                    try settings.set(by: deed.actor.person, deed.tx)
                } orShow: { refused in
                    try await show(form, context, status: refused.status, warning: refused.complaint)
                }
            },
        ]
    }

    private static func show(
        _ typed: SurveySettingsForm?, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let (settings, cards) = try await context.company.read { tx in
            (try SurveySettings(tx), try HistoryCard.cards(ofSettings: [SurveySettings.event], context, tx))
        }
        let page = SurveySettingsPage(typed ?? SurveySettingsForm(settings), cards, context)
        return try context.show(page, status: status, warning: warning)
    }
}

struct SurveySettingsPage: Page {
    static let template = "surveys/settings"
    let titleKey = "surveys.settings"
    let list: String
    let action: String
    let errors: FormErrors?
    let fields: [Field]
    let holds: [Field]
    let cards: PageCards

    init(_ form: SurveySettingsForm, _ cards: PageCards, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        self.cards = cards
        list = context.paths(SurveyRoutes.list)
        action = context.paths(SurveySettingRoutes.change)
        let units = [
            "after_days": "days", "until_days": "days", "rest_months": "months", "due_days": "days",
        ]
        fields = form.inputs.map { input in
            Field(input, label: "surveys.set.\(input.name)", for: reader).with {
                ($0.required, $0.direction, $0.inputMode) = (true, "ltr", "decimal")
                $0.unit = units[input.name].map { words("surveys.unit.\($0)") }
                let hint = "surveys.set.\(input.name).hint"
                if words.has(hint) { $0.hint = words(hint) }
            }
        }
        func hold(_ name: String, _ isChosen: Bool) -> Field {
            Field(name: name, label: words("surveys.set.\(name)")).with {
                $0.options = [.init(value: "1", label: words("surveys.set.\(name).yes"), selected: isChosen)]
                $0.hint = words("surveys.set.\(name).hint")
            }
        }
        holds = [hold("hold", form.holdsPay), hold("hold_bad", form.holdsBad)]
        errors = FormErrors(fields)
    }
}
