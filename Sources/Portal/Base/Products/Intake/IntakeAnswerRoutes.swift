import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The answers to a question of the guide: where each leads.
package enum IntakeAnswerRoutes: RoomRoutes {
    static let addition = FormRoute<ID<ProductGroup>, ID<IntakeItem>>(
        "products/groups/:group/intake/:item/answers", for: .managers, watched: .configuration)
    static let change = FormRoute<ID<ProductGroup>, ID<IntakeItem>, ID<IntakeAnswer>>(
        "products/groups/:group/intake/:item/answers/:reply", for: .managers, watched: .configuration)
    static let removal = FormRoute<ID<ProductGroup>, ID<IntakeItem>, ID<IntakeAnswer>>(
        "products/groups/:group/intake/:item/answers/:reply/removal", for: .managers, watched: .configuration)

    package static var all: [Mounted] {
        [
            addition.to { form, context, group, item in try await write(form, nil, item, group, context) },
            change.to { form, context, group, item, answer in try await write(form, answer, item, group, context) },
            removal.to { form, context, group, item, answer in
                try await retire(form, answer, item, group, context)
            },
        ]
    }

    private static func write(
        _ body: FormBody, _ answer: ID<IntakeAnswer>?, _ question: ID<IntakeItem>, _ group: ID<ProductGroup>,
        _ context: CompanyContext
    ) async throws -> Response {
        let version = try body.version
        let items = try await context.company.read { tx in
            _ = try IntakeItemStore.find(question, of: group, tx)
            return try IntakeItemStore.all(of: group, tx)
        }
        let form = IntakeAnswerForm(body, of: question, among: items)
        let refused = IntakeAnswersView.Refused(answer: answer, form: form)
        guard let facts = form.facts else {
            return try await IntakeItemRoutes.show(
                question, of: group, nil, answers: refused, context, status: .unprocessableContent)
        }
        let place = context.paths(IntakeItemRoutes.one, group, question)
        return try await context.once(body, flash: "settings.saved", to: place) { deed in
            if let answer {
                try IntakeAnswerStore.change(
                    answer, to: facts, of: question, in: group, at: version, by: deed.actor.person, deed.tx)
            } else {
                try IntakeAnswerStore.add(
                    facts, to: question, of: group, at: version, by: deed.actor.person, deed.tx)
            }
        } orShow: {
            try await IntakeItemRoutes.show(
                question, of: group, nil, answers: refused, context, status: $0.status, warning: $0.complaint)
        }
    }

    private static func retire(
        _ body: FormBody, _ answer: ID<IntakeAnswer>, _ question: ID<IntakeItem>, _ group: ID<ProductGroup>,
        _ context: CompanyContext
    ) async throws -> Response {
        let (version, place) = (try body.version, context.paths(IntakeItemRoutes.one, group, question))
        return try await context.once(body, flash: "settings.saved", to: place) { deed in
            try IntakeAnswerStore.retire(
                answer, of: question, in: group, at: version, by: deed.actor.person, deed.tx)
        } orShow: {
            try await IntakeItemRoutes.show(
                question, of: group, nil, context, status: $0.status, warning: $0.complaint)
        }
    }
}
