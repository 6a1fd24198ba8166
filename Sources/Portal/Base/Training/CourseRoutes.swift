import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What the people of dealers are taught, the work that asks for it, and the questions of its exam.
package enum CourseRoutes: RoomRoutes {
    package static let list = PlainPage(
        "training", for: .readsTraining, menu: .init("training", icon: "document", order: 91))
    static let form = PlainPage("training/new", for: .managers)
    static let addition = PlainForm("training", for: .managers, watched: .configuration)
    package static let one = PageRoute<ID<Course>>("training/:course", for: .readsTraining)
    static let edit = PageRoute<ID<Course>>("training/:course/edit", for: .managers)
    static let change = FormRoute<ID<Course>>("training/:course", for: .managers, watched: .configuration)
    static let retirement = FormRoute<ID<Course>>(
        "training/:course/retirement", for: .managers, watched: .configuration)
    static let need = FormRoute<ID<Course>>("training/:course/needs", for: .managers, watched: .configuration)
    static let needEnd = FormRoute<ID<CourseNeed>>(
        "training/needs/:need/end", for: .managers, watched: .configuration)
    static let question = FormRoute<ID<Course>>("training/:course/questions", for: .managers)
    static let questionEnd = FormRoute<ID<Course>>("training/:course/questions/end", for: .managers)

    package static var all: [Mounted] {
        [
            list.to { _, context in
                let courses = try await context.company.read { try CourseList.all(today: context.today, $0) }
                return try context.show(CourseListPage(courses, context))
            },
            form.to { _, context in
                try context.show(CourseFormPage(.fresh, of: nil, isBlank: true, context))
            },
            addition.to { form, context in try await add(form, context) },
            one.to { _, context, id in try await show(id, context) },
            edit.to { _, context, id in
                let item = try await find(id, context)
                let form = CourseForm(item.course)
                return try context.show(CourseFormPage(form, of: item, isBlank: true, context))
            },
            change.to { form, context, id in try await change(form, id, context) },
            retirement.to { form, context, id in try await retire(form, id, context) },
            need.to { form, context, id in try await addNeed(form, id, context) },
            needEnd.to { form, context, id in try await endNeed(form, id, context) },
            question.to { form, context, id in try await addQuestion(form, id, context) },
            questionEnd.to { form, context, id in try await endQuestion(form, id, context) },
        ]
    }

    private static func find(_ id: ID<Course>, _ context: CompanyContext) async throws -> CourseItem {
        try await context.company.read { try CourseList.find(id, today: context.today, $0) }
    }

    private static func show(
        _ id: ID<Course>, need: NeedForm? = nil, question: QuestionForm? = nil, refusal: FieldRefusal? = nil,
        _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let load = try await context.company.read { try CourseLoad(id, context, $0) }
        return try context.show(
            CoursePage(load, need: need, question: question, refusal: refusal, context), status: status,
            warning: warning)
    }

    private static func showForm(
        _ form: CourseForm, of item: CourseItem?, refusal: FieldRefusal? = nil, _ context: CompanyContext,
        status: HTTPResponse.Status, warning: Complaint? = nil
    ) throws -> Response {
        try context.show(
            CourseFormPage(form, of: item, isBlank: false, refusal: refusal, context), status: status,
            warning: warning)
    }

    private static func add(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let form = CourseForm(body)
        let read: Course?
        do { read = try form.course() } catch let refusal as FieldRefusal {
            return try showForm(form, of: nil, refusal: refusal, context, status: .unprocessableContent)
        }
        guard let course = read else {
            return try showForm(form, of: nil, context, status: .unprocessableContent)
        }
        return try await context.once(body, flash: "training.added", to: context.paths(list)) { deed in
            try CourseStore.add(course, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            let field = refused.error as? FieldRefusal
            return try showForm(
                form, of: nil, refusal: field, context, status: refused.status,
                warning: field == nil ? refused.complaint : nil)
        }
    }

    private static func change(
        _ body: FormBody, _ id: ID<Course>, _ context: CompanyContext
    ) async throws -> Response {
        let (item, version) = (try await find(id, context), try body.version)
        let form = CourseForm(body, known: item.course.code)
        let read: Course?
        do { read = try form.course() } catch let refusal as FieldRefusal {
            return try showForm(form, of: item, refusal: refusal, context, status: .unprocessableContent)
        }
        guard let course = read else {
            return try showForm(form, of: item, context, status: .unprocessableContent)
        }
        return try await context.once(body, flash: "training.changed", to: context.paths(one, id)) { deed in
            try CourseStore.change(id, at: version, to: course, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try showForm(
                form, of: await find(id, context), context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func retire(
        _ body: FormBody, _ id: ID<Course>, _ context: CompanyContext
    ) async throws -> Response {
        let (isRetired, version) = (body.isChecked("retired"), try body.version)
        return try await context.once(
            body, flash: isRetired ? "training.retired" : "training.restored", to: context.paths(one, id)
        ) { deed in
            try CourseStore.setRetired(isRetired, id, at: version, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(id, context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func addNeed(
        _ body: FormBody, _ id: ID<Course>, _ context: CompanyContext
    ) async throws -> Response {
        let choices = try await context.company.read { try CourseChoices(context, $0) }
        let form = NeedForm(body, choices, context)
        guard let group = form.group.value, let service = form.service.value, let day = form.from.value else {
            return try await show(id, need: form, context, status: .unprocessableContent)
        }
        return try await context.once(body, flash: "training.need_added", to: context.paths(one, id)) { deed in
            try CourseNeedStore.add(
                id, UntrainedWork(group, service: service), from: day, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            let field = refused.error as? FieldRefusal
            return try await show(
                id, need: form, refusal: field, context, status: refused.status,
                warning: field == nil ? refused.complaint : nil)
        }
    }

    private static func endNeed(
        _ body: FormBody, _ id: ID<CourseNeed>, _ context: CompanyContext
    ) async throws -> Response {
        let course = try await context.company.read { try CourseNeedStore.course(of: id, $0) }
        return try await context.once(body, flash: "training.need_ended", to: context.paths(one, course)) { deed in
            try CourseNeedStore.end(id, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(course, context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func addQuestion(
        _ body: FormBody, _ id: ID<Course>, _ context: CompanyContext
    ) async throws -> Response {
        let form = QuestionForm(body)
        let question: ExamQuestion
        do {
            guard let text = form.text.value, let lines = form.choices.value else {
                return try await show(id, question: form, context, status: .unprocessableContent)
            }
            question = try ExamQuestion(text, lines: lines)
        } catch let complaint as Complaint {
            let refusal = FieldRefusal(field: "choices", complaint: complaint)
            return try await show(id, question: form, refusal: refusal, context, status: .unprocessableContent)
        }
        return try await context.once(body, flash: "training.question_added", to: context.paths(one, id)) { deed in
            try ExamQuestionStore.add(question, to: id, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(id, question: form, context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func endQuestion(
        _ body: FormBody, _ id: ID<Course>, _ context: CompanyContext
    ) async throws -> Response {
        _ = try await find(id, context)
        guard let question = ID<ExamQuestion>(body.text("question")) else { throw Refusal.unreadable }
        return try await context.once(body, flash: "training.question_ended", to: context.paths(one, id)) { deed in
            try ExamQuestionStore.retire(question, of: id, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(id, context, status: refused.status, warning: refused.complaint)
        }
    }
}
