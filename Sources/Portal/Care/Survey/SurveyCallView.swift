import Domain
import Ground
import Web

/// The form of a call.
extension SurveyPage {
    static func form(
        _ row: SurveyRow, _ questions: SurveyVersionRow, _ typed: SurveyCallForm?, _ context: CompanyContext
    ) -> CallView {
        let (reader, words) = (context.reader, context.words)
        let asked = questions.script.questions.enumerated().map { index, question in
            SurveyPage.question(question, index + 1, typed, reader)
        }
        let result =
            (typed.map { Field($0.result, label: "surveys.result", for: reader) }
            ?? Field(name: "result", label: words("surveys.result"))).with {
                $0.required = true
                $0.options = SurveyResult.allCases.map {
                    .init(
                        value: $0.rawValue, label: words("surveys.result.\($0.rawValue)"),
                        selected: $0 == typed?.result.value)
                }
            }
        let again = [
            (typed.map { Field($0.day, label: "surveys.again_on", for: reader) }
                ?? Field(name: "again_on", label: words("surveys.again_on")))
                .with { $0.hint = words("surveys.again.hint") }.asDay(from: context.today),
            (typed.map { Field($0.time, label: "surveys.again_at", for: reader) }
                ?? Field(name: "again_at", label: words("surveys.again_at"))).with {
                    ($0.direction, $0.inputMode) = ("ltr", "numeric")
                },
        ]
        let texts = [
            (typed.map { Field($0.words, label: "surveys.words", for: reader) }
                ?? Field(name: "words", label: words("surveys.words"))).with { $0.hint = words("surveys.words.hint") },
            (typed.map { Field($0.note, label: "surveys.note", for: reader) }
                ?? Field(name: "note", label: words("surveys.note"), value: row.note)).with {
                    $0.hint = words("surveys.note.hint")
                },
        ]
        let fields = asked.compactMap { $0.field ?? $0.radios ?? $0.textarea }
        return CallView(
            action: context.paths(SurveyRoutes.call, row.id), release: context.paths(SurveyRoutes.release, row.id),
            version: String(row.version), script: questions.id.description, phone: reader.mobile(row.mobile),
            href: "tel:\(row.mobile)",
            greeting: words(
                "surveys.greeting", reader.name(fa: context.company.nameFa, en: context.company.nameEn),
                row.customerName),
            errors: FormErrors(fields + [result] + again + texts), questions: asked, result: result, again: again,
            texts: texts)
    }

    private static func question(
        _ question: SurveyQuestion, _ place: Int, _ typed: SurveyCallForm?, _ reader: Reader
    ) -> Question {
        let words = reader.words
        let value = typed?.typed[place] ?? ""
        let field = Field(
            name: "q\(place)", label: words("surveys.nth", reader.number(place), question.text(reader)), value: value,
            error: typed?.complaints[place].map(reader.complaint)
        ).with {
            $0.required = question.isRequired && question.condition == nil
            $0.hint = question.condition.map {
                let answers = $0.values.sorted().map { value in
                    value == SurveyQuestion.yes || value == SurveyQuestion.no
                        ? words("surveys.answer.\(value)") : reader.digits(value)
                }
                return words(
                    "surveys.only_if", reader.number($0.position), answers.joined(separator: words("list.comma")))
            }
        }
        func radios(_ options: [(value: String, label: String)]) -> Question {
            Question(
                field: nil,
                radios: field.with {
                    $0.options = options.map { .init(value: $0.value, label: $0.label, selected: $0.value == value) }
                }, textarea: nil)
        }
        switch question.kind {
        case .yesNo:
            return radios(
                [SurveyQuestion.yes, SurveyQuestion.no].map { (value: $0, label: words("surveys.answer.\($0)")) })
        case .choice:
            return radios(question.choices.enumerated().map { (value: String($0 + 1), label: $1) })
        case .text: return Question(field: nil, radios: nil, textarea: field)
        case .stars, .recommend:
            return Question(
                field: field.with {
                    ($0.inputMode, $0.autocomplete, $0.direction) = ("numeric", "off", "ltr")
                    $0.unit = words("surveys.scale.\(question.kind.rawValue)")
                }, radios: nil, textarea: nil)
        }
    }
}
