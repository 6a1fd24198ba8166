import Database
import Domain
import Ground
import Web

/// What may be chosen where work asks for a certificate.
struct CourseChoices: Sendable {
    let groups: [(id: ID<ProductGroup>, name: String)]
    let services: [(code: String, name: String)]

    init(_ context: CompanyContext, _ tx: Transaction) throws {
        let reader = context.reader
        groups = try ProductList.groups(tx).filter { !$0.isRetired }.map { ($0.id, $0.names.shown(reader)) }
        services = try context.company.names.names(tx).offeredServices.map { ($0.code, $0.names.shown(reader)) }
    }
}

/// Which work asks for a certificate, and from when on, as it was typed.
struct NeedForm: Sendable {
    let group: Input<ID<ProductGroup>>
    /// Of a value that is nil: every service.
    let service: Input<String?>
    let from: Input<CalendarDay>

    init(_ form: FormBody, _ choices: CourseChoices, _ context: CompanyContext) {
        group = form.input("group") { text in
            guard let id = ID<ProductGroup>(text), choices.groups.contains(where: { $0.id == id }) else {
                throw Complaint("form.choose")
            }
            return id
        }
        service = form.input("service", else: .some(nil)) { text in
            guard choices.services.contains(where: { $0.code == text }) else { throw Complaint("form.choose") }
            return text
        }
        from = form.input("from_on") { try context.company.clock.calendar.parse($0) }
    }
}

/// A question with its choices, as it was typed.
struct QuestionForm: Sendable {
    private static let longestChoices = 3_500
    let text: Input<String>
    let choices: Input<String>

    init(_ form: FormBody) {
        text = form.input("text", shortText(limit: ExamQuestion.longest))
        choices = form.input("choices", shortText(limit: Self.longestChoices))
    }
}

/// All that the page of one course shows.
struct CourseLoad: Sendable {
    let item: CourseItem
    let needs: [CourseNeedStore.Item]
    let questions: [ExamQuestionStore.Item]
    let choices: CourseChoices
    let services: CommonNames
    let cards: PageCards

    init(_ id: ID<Course>, _ context: CompanyContext, _ tx: Transaction) throws {
        item = try CourseList.find(id, today: context.today, tx)
        needs = try CourseNeedStore.all(of: id, tx)
        questions = try ExamQuestionStore.all(of: id, tx)
        choices = try CourseChoices(context, tx)
        services = try context.company.names.names(tx)
        cards = PageCards([try HistoryCard.card(of: .course(id), context, tx)].compactMap(\.self))
    }
}
