import Base
import Domain
import Ground
import Web

/// What guides whoever takes a job down: the group's rules, and what to ask before (`jobs/_guide`).
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
    }

    let rules: [Rule]
    let questions: [Question]
    let hasRules: Bool
    let hasQuestions: Bool
    /// Where a call ends that needs no job.
    let action: String

    init(_ form: NewJobForm, _ context: CompanyContext) {
        let (reader, service, fault) = (context.reader, form.service.value, form.intake.listed.value)
        let shown = form.intake.asked.filter {
            $0.field.kind.isGuide && $0.guide.isFor(service: service, fault: fault)
        }
        func lines(_ item: IntakeItemRow) -> [String] {
            item.guide.text.shown(reader).split(whereSeparator: \.isNewline).map(String.init)
        }
        rules = shown.filter { $0.field.kind == .rule }.map { Rule(name: $0.names.shown(reader), lines: lines($0)) }
        questions = shown.filter { $0.field.kind == .question }.map {
            Question(id: $0.id.description, name: $0.names.shown(reader), lines: lines($0))
        }
        (hasRules, hasQuestions) = (!rules.isEmpty, !questions.isEmpty)
        action = context.paths(NewJobRoutes.solved)
    }
}
