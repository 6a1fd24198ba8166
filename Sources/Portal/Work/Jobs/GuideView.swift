import Base
import Domain
import Ground
import Web

/// What guides whoever takes a job down: the group's rules, and what to ask before (`jobs/_guide`). One question leads to the next by
/// what is answered.
struct GuideView: Sendable {
    struct Rule: Sendable {
        let name: String
        let lines: [String]
    }

    struct Question: Sendable {
        let id: String
        let name: String
        /// What the caller is told to try.
        let lines: [String]
        let answers: [Answer]
        let hasAnswers: Bool
        let isOpen: Bool
    }

    /// Leads on: by a page of its own, or by the form of the job, whose fields it takes along.
    struct Answer: Sendable {
        let label: String
        let href: String?
        let value: String?
    }

    /// What an answer has led to, at its end.
    struct End: Sendable {
        let question: String
        let answer: String
        let said: String
        let lines: [String]
        /// Where it names a fault: the call does not end with it.
        let fault: String?
    }

    let rules: [Rule]
    let questions: [Question]
    let end: End?
    let hasRules: Bool
    let hasQuestions: Bool
    /// Where a call ends that needs no job.
    let action: String
    /// `guide` on the guide's own page.
    let back: String?
    /// To the beginning, from wherever one stands.
    let again: Answer?

    /// On the form of a new job.
    init(_ form: NewJobForm, _ answers: [IntakeAnswerRow], _ context: CompanyContext) {
        let shown = form.intake.asked.filter {
            $0.field.kind.isGuide && $0.guide.isFor(service: form.service.value, fault: form.intake.listed.value)
        }
        self.init(shown, all: form.intake.asked, answers, at: form.guide, group: nil, context)
    }

    /// - Parameters:
    ///   - shown: of those that are asked about the group, the ones that are for what is chosen so far.
    ///   - place: a question (`q12`) or an answer (`a7`); else the beginning.
    ///   - group: on the guide's own page.
    init(
        _ shown: [IntakeItemRow], all: [IntakeItemRow], _ answers: [IntakeAnswerRow], at place: String,
        group: ID<ProductGroup>?, _ context: CompanyContext
    ) {
        let reader = context.reader
        func link(_ label: String, _ value: String) -> Answer {
            let href = group.map { Address.of(context.paths(GuideRoutes.page), [("group", "\($0)"), ("at", value)]) }
            return Answer(label: label, href: href, value: href == nil ? value : nil)
        }
        func question(_ item: IntakeItemRow, isOpen: Bool) -> Question {
            let own = answers.filter { $0.question == item.id }.map { answer in
                if case .question(let next) = answer.step { return link(answer.names.shown(reader), "q\(next)") }
                return link(answer.names.shown(reader), "a\(answer.id)")
            }
            return Question(
                id: item.id.description, name: item.names.shown(reader), lines: Self.lines(item.guide.text, reader),
                answers: own, hasAnswers: !own.isEmpty, isOpen: isOpen)
        }
        let given = answers.first { "a\($0.id)" == place }
        let standing = all.first { "q\($0.id)" == place && $0.field.kind == .question }
        let asked = shown.filter { $0.field.kind == .question }
        let offered = answers.filter { answer in asked.contains { $0.id == answer.question } }
        let roots = GuideTree.roots(among: asked.map(\.id), IntakeAnswerStore.edges(offered))
        rules = shown.filter { $0.field.kind == .rule }.map {
            Rule(name: $0.names.shown(reader), lines: Self.lines($0.guide.text, reader))
        }
        end = given.map { answer in
            var fault: String?
            if case .fault(let id) = answer.step { fault = all.first { $0.id == id }?.names.shown(reader) }
            return End(
                question: answer.question.description, answer: answer.id.description,
                said: reader.words("jobs.guide.answer", answer.names.shown(reader)),
                lines: Self.lines(answer.advice, reader), fault: fault.map { reader.words("jobs.guide.fault", $0) })
        }
        questions =
            given != nil
            ? []
            : standing.map { [question($0, isOpen: true)] }
                ?? asked.filter { roots.contains($0.id) }.map { question($0, isOpen: false) }
        (hasRules, hasQuestions) = (!rules.isEmpty, !questions.isEmpty || end != nil)
        action = context.paths(NewJobRoutes.solved)
        back = group == nil ? nil : "guide"
        again = given == nil && standing == nil ? nil : link(reader.words("jobs.guide.again"), "-")
    }

    /// The fault that an answer names.
    static func fault(at place: String, _ answers: [IntakeAnswerRow]) -> ID<IntakeItem>? {
        guard case .fault(let id) = answers.first(where: { "a\($0.id)" == place })?.step else { return nil }
        return id
    }

    private static func lines(_ text: BothNames, _ reader: Reader) -> [String] {
        text.shown(reader).split(whereSeparator: \.isNewline).map(String.init)
    }
}
