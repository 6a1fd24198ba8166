import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What parts are for, what may be fitted instead, and what takes a part's place.
package enum PartFitRoutes: RoomRoutes {
    static let export = PlainPage("parts/fits/export", for: .office, watched: .export)
    static let fit = FormRoute<ID<SparePart>>("parts/:spare/fits", for: .partWriters)
    static let fitRemoval = FormRoute<ID<SparePart>>("parts/:spare/fits/removal", for: .partWriters)
    static let substitute = FormRoute<ID<SparePart>>("parts/:spare/substitutes", for: .partWriters)
    static let substituteRemoval = FormRoute<ID<SparePart>>("parts/:spare/substitutes/removal", for: .partWriters)
    static let succession = PageRoute<ID<SparePart>>("parts/:spare/successor", for: .partWriters)
    static let successor = FormRoute<ID<SparePart>>("parts/:spare/successor", for: .partWriters)
    static let successorRemoval = FormRoute<ID<SparePart>>("parts/:spare/successor/removal", for: .partWriters)

    package static var all: [Mounted] {
        [
            export.to { request, context in
                try await PartFile.fits(PartFilter(request.asked), context).response(to: request, context)
            },
            fit.to { body, context, id in try await addFit(body, id, context) },
            fitRemoval.to { body, context, id in
                let fit: ID<PartFit> = try await PartEditRoutes.row(body, "fit", of: id, context)
                return try await PartEditRoutes.decide(body, id, flash: "parts.fit.removed", context) {
                    try PartFitStore.remove(fit, of: id, by: $0.actor.person, $0.tx)
                }
            },
            substitute.to { body, context, id in try await addSubstitute(body, id, context) },
            substituteRemoval.to { body, context, id in
                let row: ID<PartSubstitute> = try await PartEditRoutes.row(body, "row", of: id, context)
                return try await PartEditRoutes.decide(body, id, flash: "parts.substitute.removed", context) {
                    try PartFitStore.removeSubstitute(row, of: id, by: $0.actor.person, $0.tx)
                }
            },
            succession.to { request, context, id in
                try await preview(id, FormBody(["other": request.asked.text("other")]), context)
            },
            successor.to { body, context, id in try await supersede(body, id, context) },
            successorRemoval.to { body, context, id in
                try await PartEditRoutes.decide(body, id, flash: "parts.chain.removed", context) {
                    try PartFitStore.removeSuccessor(of: id, by: $0.actor.person, $0.tx)
                }
            },
        ]
    }

    private static func addFit(
        _ body: FormBody, _ id: ID<SparePart>, _ context: CompanyContext
    ) async throws -> Response {
        let form = PartFitForm(body)
        guard let model = form.model.value, let assembly = form.assembly.value, let most = form.most.value else {
            return try await PartRoutes.show(id, typed: form, context, status: .unprocessableContent)
        }
        return try await context.once(
            body, flash: "parts.fit.added", to: context.paths(PartRoutes.one, id)
        ) { deed in
            _ = try PartList.find(id, deed.tx)
            let model = try PartFitList.model(model, field: "model", deed.tx)
            try PartFitStore.set(
                id, for: model, assembly: assembly, most: most, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await PartRoutes.show(
                id, typed: form.refused(refused.error as? FieldRefusal), context, status: refused.status,
                warning: refused.error is FieldRefusal ? nil : refused.complaint)
        }
    }

    private static func addSubstitute(
        _ body: FormBody, _ id: ID<SparePart>, _ context: CompanyContext
    ) async throws -> Response {
        let form = PartInsteadForm(body)
        guard let other = form.other.value, let note = form.note.value else {
            return try await PartRoutes.show(id, typed: form, context, status: .unprocessableContent)
        }
        let isMutual = form.isMutual
        return try await context.once(
            body, flash: "parts.substitute.added", to: context.paths(PartRoutes.one, id)
        ) { deed in
            _ = try PartList.find(id, deed.tx)
            let other = try PartCodeStore.known(other, field: "other", deed.tx)
            try PartFitStore.addSubstitute(
                other, for: id, isMutual: isMutual, note: note, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await PartRoutes.show(
                id, typed: form.refused(refused.error as? FieldRefusal), context, status: refused.status,
                warning: refused.error is FieldRefusal ? nil : refused.complaint)
        }
    }

    /// What would change, before it does.
    private static func preview(
        _ id: ID<SparePart>, _ body: FormBody, refusal: FieldRefusal? = nil, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let form = PartInsteadForm(body).refused(refusal)
        let page = try await context.company.read { tx in
            let part = try PartList.find(id, tx)
            let foresight = try form.other.value.map { try Succession(of: part, by: $0, tx) }
            return SuccessionPage(part, form, foresight, context)
        }
        return try context.show(page, status: status, warning: warning)
    }

    private static func supersede(
        _ body: FormBody, _ id: ID<SparePart>, _ context: CompanyContext
    ) async throws -> Response {
        let form = PartInsteadForm(body)
        guard let other = form.other.value, let note = form.note.value else {
            return try await preview(id, body, context, status: .unprocessableContent)
        }
        return try await context.once(
            body, flash: "parts.chain.added", to: context.paths(PartRoutes.one, id)
        ) { deed in
            _ = try PartList.find(id, deed.tx)
            let other = try PartCodeStore.known(other, field: "other", deed.tx)
            try PartFitStore.supersede(id, by: other, note: note, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            let field = refused.error as? FieldRefusal
            return try await preview(
                id, body, refusal: field, context, status: refused.status,
                warning: field == nil ? refused.complaint : nil)
        }
    }
}
