import Domain
import Ground
import Web

/// An answer to a question, as it was typed.
struct IntakeAnswerForm: Sendable {
    let nameFa: Input<String>
    let nameEn: Input<String>
    let step: Input<GuideStep>
    let adviceFa: Input<String>
    let adviceEn: Input<String>

    /// - Parameter items: all of the group.
    init(_ form: FormBody, of question: ID<IntakeItem>, among items: [IntakeItemRow]) {
        nameFa = form.input("answer_fa", ProductRules.groupName)
        nameEn = form.input("answer_en", else: "", ProductRules.groupName)
        let step = form.input("to") { typed -> GuideStep in
            if typed == "advice" { return .advice }
            for item in items where item.id != question {
                if item.field.kind == .question, typed == "q\(item.id)" { return .question(item.id) }
                if item.field.kind == .fault, typed == "f\(item.id)" { return .fault(item.id) }
            }
            throw Complaint("form.choose")
        }
        self.step = step
        let long = shortText(limit: 1000)
        let isAdvice = step.value == .advice
        adviceFa =
            isAdvice ? form.input("advice_fa", long) : Input(name: "advice_fa", typed: form.raw("advice_fa"), value: "")
        adviceEn = isAdvice ? form.input("advice_en", else: "", long) : Input(name: "advice_en", typed: "", value: "")
    }

    init(_ answer: IntakeAnswerRow, among items: [IntakeItemRow]) {
        let to =
            switch answer.step {
            case .question(let id): "q\(id)"
            case .fault(let id): "f\(id)"
            case .advice: "advice"
            }
        self.init(
            FormBody([
                "answer_fa": answer.names.fa, "answer_en": answer.names.en, "to": to, "advice_fa": answer.advice.fa,
                "advice_en": answer.advice.en,
            ]), of: answer.question, among: items)
    }

    /// nil where something is refused.
    var facts: IntakeAnswerFacts? {
        guard let fa = nameFa.value, let en = nameEn.value, let step = step.value, let adviceFa = adviceFa.value,
            let adviceEn = adviceEn.value
        else { return nil }
        return IntakeAnswerFacts(
            names: BothNames(fa: fa, en: en), step: step, advice: BothNames(fa: adviceFa, en: adviceEn))
    }
}

/// The answers of a question on its page, each with its form, and one for more.
struct IntakeAnswersView: Sendable {
    struct Item: Sendable {
        let label: String
        let leads: String
        let ended: String?
        let form: FormView
        let removal: String
    }

    struct FormView: Sendable {
        let action: String
        let names: [Field]
        let to: Field
        let advice: [Field]
        let isOpen: Bool
    }

    let items: [Item]
    let isEmpty: Bool
    let addition: FormView
    let errors: FormErrors?

    struct Refused: Sendable {
        /// nil of a new one.
        let answer: ID<IntakeAnswer>?
        let form: IntakeAnswerForm
    }

    init(
        _ question: IntakeItemRow, _ answers: [IntakeAnswerRow], among all: [IntakeItemRow],
        _ counts: IntakeEndStore.Counts, _ refused: Refused?, _ context: CompanyContext
    ) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        func name(_ id: ID<IntakeItem>) -> String { all.first { $0.id == id }?.names.shown(reader) ?? "" }
        func view(_ answer: IntakeAnswerRow?, _ action: String) -> FormView {
            let isRefused = refused.map { $0.answer == answer?.id } ?? false
            let form =
                isRefused ? refused?.form : answer.map { IntakeAnswerForm($0, among: all) }
            return FormView(
                form ?? IntakeAnswerForm(FormBody(), of: question.id, among: all), of: question, among: all,
                id: answer.map { $0.id.description } ?? "new", isRefused: isRefused, action: action, reader)
        }
        items = answers.map { answer in
            let leads =
                switch answer.step {
                case .question(let id): words("products.guide.to.question", name(id).isolated)
                case .fault(let id): words("products.guide.to.fault", name(id).isolated)
                case .advice: answer.advice.shown(reader)
                }
            return Item(
                label: answer.names.shown(reader), leads: leads,
                ended: counts.answers[answer.id].map { words("products.intake.ended", reader.number($0.all)) },
                form: view(answer, paths(IntakeAnswerRoutes.change, question.group, question.id, answer.id)),
                removal: paths(IntakeAnswerRoutes.removal, question.group, question.id, answer.id))
        }
        isEmpty = items.isEmpty
        addition = view(nil, paths(IntakeAnswerRoutes.addition, question.group, question.id))
        let forms = [addition] + items.map(\.form)
        errors = FormErrors(forms.flatMap { $0.names + [$0.to] + $0.advice })
    }
}

extension IntakeAnswersView.FormView {
    fileprivate init(
        _ form: IntakeAnswerForm, of question: IntakeItemRow, among all: [IntakeItemRow], id: String, isRefused: Bool,
        action: String, _ reader: Reader
    ) {
        let words = reader.words
        func field<Value>(_ input: Input<Value>, _ label: String) -> Field {
            Field(input, label: label, for: reader).with {
                $0.id = "answer-\(id)-\(input.name)"
                if !isRefused { $0.error = nil }
            }
        }
        (self.action, isOpen) = (action, isRefused)
        names = [
            field(form.nameFa, "products.guide.answer").with { $0.required = true },
            field(form.nameEn, "products.guide.answer_en").with { $0.direction = "ltr" },
        ]
        to = field(form.step, "products.guide.to").with { select in
            (select.required, select.blank) = (true, words("form.blank"))
            let others = all.filter { $0.id != question.id && !$0.isRetired }
            let questions = others.filter { $0.field.kind == .question }.map {
                Field.Option(
                    value: "q\($0.id)", label: words("products.guide.to.question", $0.names.shown(reader)),
                    selected: form.step.value == .question($0.id))
            }
            let faults = others.filter { $0.field.kind == .fault }.map {
                Field.Option(
                    value: "f\($0.id)", label: words("products.guide.to.fault", $0.names.shown(reader)),
                    selected: form.step.value == .fault($0.id))
            }
            let advice = Field.Option(
                value: "advice", label: words("products.guide.to.advice"), selected: form.step.value == .advice)
            select.options = [advice] + questions + faults
        }
        advice = [
            field(form.adviceFa, "products.guide.advice").with { $0.hint = words("products.guide.advice.hint") },
            field(form.adviceEn, "products.guide.advice_en"),
        ]
    }
}
