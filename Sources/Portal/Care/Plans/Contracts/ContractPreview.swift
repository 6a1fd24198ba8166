import Base
import Domain
import Ground
import Web

/// The visits that a contract would bring, before it is saved.
struct ContractPreview: Sendable {
    struct Visit: Sendable {
        let number: String
        let day: String
        let weekday: String
        let window: String
    }

    private static let most = 24

    let visits: [Visit]
    let hasVisits: Bool
    /// How many there are in all, of each machine.
    let count: String

    /// As a form asks for it by its button. nil where nobody asks, or the terms are not to be read.
    static func read(_ form: ContractForm, _ typed: FormBody, _ context: CompanyContext) async throws
        -> ContractPreview?
    {
        guard typed.isChecked("preview"), let facts = form.facts else { return nil }
        let (terms, week) = (facts.terms, context.profile.week)
        let rests = try await context.company.read {
            try WorkDayStore.rests(week, in: terms.first...terms.last, $0)
        }
        let course = PlanCourse(
            facts.rule, from: terms.first, to: terms.last, in: context.reader.clock.calendar, rests: rests.contains)
        return ContractPreview(course.services(after: terms.first.adding(days: -1), until: terms.last), context.reader)
    }

    private init(_ services: [PlannedService], _ reader: Reader) {
        visits = services.prefix(Self.most).map { service in
            Visit(
                number: reader.number(service.number), day: reader.day(service.day),
                weekday: reader.weekday(service.day),
                window: reader.words(
                    "plans.from_to", reader.day(service.window.lowerBound), reader.day(service.window.upperBound)))
        }
        hasVisits = !visits.isEmpty
        count = reader.words("contracts.preview.count", reader.number(services.count))
    }
}
