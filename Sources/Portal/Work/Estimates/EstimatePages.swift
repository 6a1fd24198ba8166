import Base
import Database
import Domain
import Ground
import Web

/// A line as people read it.
struct EstimateLineView: Sendable {
    let kind: String
    let text: String?
    /// nil where there is one.
    let quantity: String?
    let amount: Amount

    init(_ line: EstimateLine, _ currency: Currency, _ reader: Reader) {
        kind = reader.words("estimates.kind.\(line.kind.rawValue)")
        text = line.text.isEmpty ? nil : line.text
        let each = reader.money(Money(line.price, currency)).isolated
        quantity = line.quantity == 1 ? nil : reader.words("estimates.each", reader.number(line.quantity), each)
        amount = Amount(Money(line.amount, currency), reader)
    }
}

/// The form of an estimate.
struct EstimateFormPage: Page {
    struct Line: Sendable {
        let kind: String
        let text: Field
        let quantity: Field?
        let price: Field
    }

    static let template = "estimates/form"
    let titleKey = "estimates.title"
    let titleValues: [String]
    let jobs: String
    let back: String
    let number: String
    let action: String
    let after: Int
    let parts: Int
    let canGrow: Bool
    let lines: [Line]
    let unit: String
    let valid: Field
    let note: Field
    let errors: FormErrors?

    /// - Parameter isFresh: nothing was sent yet that could be wrong.
    init(_ job: JobRow, _ form: EstimateForm, after: Int, isFresh: Bool, _ context: CompanyContext) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        (number, self.after, parts, canGrow) = (job.number, after, form.parts, form.canGrow)
        titleValues = [job.number.isolatedLeftToRight]
        (jobs, back) = (paths(JobRoutes.list), paths(JobRoutes.one, job.number))
        action = paths(EstimateRoutes.making, job.number)
        unit = reader.unitName
        func field<Value>(_ input: Input<Value>, _ label: String) -> Field {
            Field(input, label: label, for: reader).with { if isFresh { $0.error = nil } }
        }
        lines = form.inputs.map { input in
            let kind = words("estimates.kind.\(input.kind.rawValue)")
            return Line(
                kind: kind,
                text: field(input.text, "estimates.text").with { $0.label = "\(kind): \($0.label)" },
                quantity: input.kind == .part
                    ? field(input.quantity, "estimates.quantity").with {
                        ($0.inputMode, $0.direction) = ("numeric", "ltr")
                    } : nil,
                price: field(input.price, "estimates.price").asMoney(reader).with { $0.label = "\(kind): \($0.label)" })
        }
        valid = field(form.validOn, "estimates.valid").asDay(from: context.today).with {
            if $0.value.isEmpty { $0.value = form.validOn.value.map(reader.day) ?? "" }
        }
        note = field(form.note, "estimates.note").with { $0.hint = words("estimates.note.hint") }
        let none = !isFresh && form.lines.isEmpty && !form.inputs.contains(where: \.isRefused)
        errors = FormErrors(
            lines.flatMap { [$0.text, $0.quantity, $0.price].compactMap(\.self) } + [valid, note],
            beside: none ? [words("estimates.none")] : [])
    }
}

/// The answer of a customer as one of ours writes it down; of its own where it was refused.
struct EstimateAnswerPage: Page {
    static let template = "estimates/answer"
    let titleKey = "estimates.answer.title"
    let titleValues: [String]
    let jobs: String
    let back: String
    let number: String
    let form: EstimateAnswerView
    let errors: FormErrors?

    init(_ job: JobRow, _ revision: Int, _ typed: EstimateAnswerForm, _ context: CompanyContext) {
        number = job.number
        titleValues = [job.number.isolatedLeftToRight]
        (jobs, back) = (context.paths(JobRoutes.list), context.paths(JobRoutes.one, job.number))
        form = EstimateAnswerView(job.number, revision, typed, context)
        errors = FormErrors(form.all)
    }
}

struct EstimateAnswerView: Sendable {
    let action: String
    let revision: Int
    let voice: Field
    let word: Field
    let text: Field
    var all: [Field] { [voice, word, text] }

    /// - Parameter typed: nil for an empty one.
    init(_ number: String, _ revision: Int, _ typed: EstimateAnswerForm?, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        let form = typed ?? EstimateAnswerForm(FormBody())
        func field<Value>(_ input: Input<Value>, _ label: String) -> Field {
            Field(input, label: label, for: reader).with {
                $0.id = "estimate-\(input.name)"
                if typed == nil { $0.error = nil }
            }
        }
        (action, self.revision) = (context.paths(EstimateRoutes.answer, number), revision)
        voice = field(form.voice, "estimates.voice").with {
            $0.required = true
            $0.options = EstimateVoice.recorded.map {
                .init(
                    value: $0.rawValue, label: words("estimates.voice.\($0.rawValue)"), selected: $0 == form.voice.value
                )
            }
        }
        word = field(form.word, "estimates.answer").with {
            $0.required = true
            $0.options = ["approve", "refuse"].map {
                .init(value: $0, label: words("estimates.answer.\($0)"), selected: $0 == form.word.value)
            }
        }
        text = field(form.text, "estimates.answer.text")
    }
}

/// On a job's page: what it will cost, for the office and the dealer alike.
struct EstimateCard: Sendable {
    struct Older: Sendable {
        let text: String
        let badge: Badge
    }

    struct Withdrawal: Sendable {
        let action: String
        let revision: Int
    }

    let badge: Badge?
    let lines: [EstimateLineView]
    let total: Amount?
    let unit: String
    let facts: [Fact]
    let older: [Older]
    let hasOlder: Bool
    /// Where a new one is written; nil for those who may not.
    let edit: String?
    let isFirst: Bool
    /// nil where nothing waits for an answer.
    let answer: EstimateAnswerView?
    let withdrawal: Withdrawal?

    static func card(
        _ job: JobRow, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        let all = try EstimateStore.all(of: job.id, context.actor.sight, tx)
        let may = context.may(EstimateRoutes.making) && (try? MayEstimate(context.actor, job.state)) != nil
        guard may || !all.isEmpty else { return nil }
        let lines = try all.first.map { try EstimateStore.lines(of: $0.id, tx) } ?? []
        return PageCard("estimates/_card", at: .main, EstimateCard(job, all, lines, may: may, context))
    }

    private init(
        _ job: JobRow, _ all: [EstimateRow], _ lines: [EstimateLine], may: Bool, _ context: CompanyContext
    ) {
        let (reader, currency) = (context.reader, context.company.currency)
        let latest = all.first
        badge = latest.map { Badge($0, on: context.today, reader.words) }
        self.lines = lines.map { EstimateLineView($0, currency, reader) }
        total = latest.map { Amount(Money($0.total, currency), reader) }
        unit = reader.unitName
        facts = latest.map { Self.facts($0, reader) } ?? []
        older = all.dropFirst().map { estimate in
            Older(
                text: reader.words(
                    "estimates.revision", reader.number(estimate.revision),
                    reader.money(Money(estimate.total, currency)).isolated, reader.day(of: estimate.madeAt)),
                badge: Badge(estimate, on: context.today, reader.words))
        }
        (hasOlder, isFirst) = (!older.isEmpty, latest == nil)
        edit = may ? context.paths(EstimateRoutes.form, job.number) : nil
        let waiting = may ? latest.flatMap { $0.state == .open ? $0 : nil } : nil
        answer = waiting.map { EstimateAnswerView(job.number, $0.revision, nil, context) }
        withdrawal = waiting.map {
            Withdrawal(action: context.paths(EstimateRoutes.withdrawal, job.number), revision: $0.revision)
        }
    }

    private static func facts(_ estimate: EstimateRow, _ reader: Reader) -> [Fact] {
        let words = reader.words
        let maker = [estimate.maker, estimate.dealer].compactMap(\.self).map(\.isolated).joined(separator: " · ")
        var facts = [
            Fact(label: words("estimates.revision.label"), value: reader.number(estimate.revision)),
            Fact(label: words("estimates.valid"), value: reader.day(estimate.validOn)),
            Fact(label: words("estimates.maker"), value: "\(maker) · \(reader.dateTime(estimate.madeAt))"),
        ]
        if !estimate.note.isEmpty { facts.append(Fact(label: words("estimates.note"), value: estimate.note)) }
        if let voice = estimate.voice, let at = estimate.answeredAt {
            let said = [words("estimates.voice.\(voice.rawValue)"), estimate.writer?.isolated, reader.dateTime(at)]
            facts.append(
                Fact(label: words("estimates.answer"), value: said.compactMap(\.self).joined(separator: " · ")))
        }
        if !estimate.answer.isEmpty {
            facts.append(Fact(label: words("estimates.answer.text"), value: estimate.answer))
        }
        return facts
    }
}

extension Badge {
    fileprivate init(_ estimate: EstimateRow, on today: CalendarDay, _ words: Words) {
        let kind =
            switch estimate.state {
            case .open: "warning"
            case .approved: "done"
            case .refused: "error"
            case .replaced, .withdrawn: "neutral"
            }
        let isOver = estimate.state == .open && !estimate.isApprovable(on: today)
        self.init(
            kind: kind, label: words(isOver ? "estimates.state.over" : "estimates.state.\(estimate.state.rawValue)"))
    }
}
