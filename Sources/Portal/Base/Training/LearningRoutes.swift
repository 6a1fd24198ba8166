import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What somebody of a dealer learns, the exam that he sits, and the certificates that he has.
package enum LearningRoutes: RoomRoutes {
    package static let list = PlainPage(
        "learning", for: .dealers, menu: .init("learning", icon: "document", order: 92))
    static let begin = FormRoute<ID<Course>>("learning/:course/exam", for: .dealers)
    static let exam = PageRoute<ID<Exam>>("learning/exams/:exam", for: .dealers)
    static let answers = FormRoute<ID<Exam>>("learning/exams/:exam", for: .dealers)

    package static var all: [Mounted] {
        [
            list.to { _, context in try await show(context) },
            begin.to { form, context, id in try await begin(form, id, context) },
            exam.to { _, context, id in try await show(id, FormBody(), isBlank: true, context) },
            answers.to { form, context, id in try await end(form, id, context) },
        ]
    }

    private static func show(
        _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let load = try await context.company.read { try LearningLoad(context, $0) }
        return try context.show(LearningPage(load, context), status: status, warning: warning)
    }

    private static func begin(
        _ body: FormBody, _ id: ID<Course>, _ context: CompanyContext
    ) async throws -> Response {
        let company = context.company
        return try await context.once(body, flash: nil) { deed in
            context.paths(Self.exam, try ExamStore.begin(id, by: deed.actor, in: company, deed.tx))
        } orShow: { refused in
            try await show(context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func show(
        _ id: ID<Exam>, _ body: FormBody, isBlank: Bool, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let exam = try await context.company.read { try ExamStore.find(id, of: context.actor.person, $0) }
        return try context.show(
            ExamPage(exam, body, isBlank: isBlank, context), status: status, warning: warning)
    }

    private static func end(_ body: FormBody, _ id: ID<Exam>, _ context: CompanyContext) async throws -> Response {
        let exam = try await context.company.read { try ExamStore.find(id, of: context.actor.person, $0) }
        let chosen = exam.items.enumerated().compactMap { position, item in
            item.chosen(at: position, in: body)
        }
        guard chosen.count == exam.items.count else {
            return try await show(id, body, isBlank: false, context, status: .unprocessableContent)
        }
        let company = context.company
        return try await context.once(body, flash: nil) { deed in
            _ = try ExamStore.end(id, chosen: chosen, by: deed.actor, in: company, deed.tx)
            return context.paths(Self.exam, id)
        } orShow: { refused in
            try await show(id, body, isBlank: false, context, status: refused.status, warning: refused.complaint)
        }
    }
}
