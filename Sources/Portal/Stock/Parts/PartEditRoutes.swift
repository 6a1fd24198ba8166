import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Parts by hand: added, changed, renumbered, called by more codes, set aside and taken up again.
package enum PartEditRoutes: RoomRoutes {
    static let form = PlainPage("parts/new", for: .partWriters)
    static let addition = PlainForm("parts", for: .partWriters)
    static let changeForm = PageRoute<ID<SparePart>>("parts/:spare/change", for: .partWriters)
    static let change = FormRoute<ID<SparePart>>("parts/:spare", for: .partWriters)
    static let retirement = FormRoute<ID<SparePart>>("parts/:spare/retirement", for: .partWriters)
    static let renumbering = FormRoute<ID<SparePart>>("parts/:spare/code", for: .partWriters)
    static let alias = FormRoute<ID<SparePart>>("parts/:spare/aliases", for: .partWriters)
    static let aliasRemoval = FormRoute<ID<SparePart>>("parts/:spare/aliases/removal", for: .partWriters)

    static let merge = FormRoute<ID<SparePart>>("parts/:spare/merge", for: .partMergers)
    static let parting = FormRoute<ID<SparePart>, ID<PartMerge>>(
        "parts/:spare/merges/:folded/undo", for: .partMergers)

    package static var all: [Mounted] {
        [
            merge.to { body, context, id in
                try await code(body, "other", id, flash: "parts.merged", context) { code, version, deed in
                    try PartMergeStore.merge(id, at: version, into: code, by: deed.actor.person, deed.tx)
                }
            },
            parting.to { body, context, id, merge in
                try await decide(body, id, flash: "parts.parted", context) {
                    try PartMergeStore.undo(merge, of: id, by: $0.actor.person, $0.tx)
                }
            },
            form.to { request, context in
                // A code that was proposed brings what it says.
                let (code, name) = (request.asked.text("code"), request.asked.text("name"))
                let body = PartForm.filled(PartFacts(nameFa: name), code: code)
                return try await show(PartForm(body), of: nil, isBlank: true, context)
            },
            addition.to { body, context in try await add(body, context) },
            changeForm.to { _, context, id in
                let part = try await find(id, context)
                return try await show(PartForm(PartForm.filled(part.facts)), of: part, isBlank: true, context)
            },
            change.to { body, context, id in try await change(body, id, context) },
            retirement.to { body, context, id in
                let (isRetired, version) = (body.isChecked("retired"), try body.version)
                return try await decide(body, id, flash: isRetired ? "parts.retired" : "parts.restored", context) {
                    try PartStore.setRetired(isRetired, id, at: version, by: $0.actor.person, $0.tx)
                }
            },
            renumbering.to { body, context, id in
                try await code(body, "code", id, flash: "parts.renumbered", context) { code, version, deed in
                    try PartCodeStore.renumber(id, at: version, to: code, by: deed.actor.person, deed.tx)
                }
            },
            alias.to { body, context, id in
                try await code(body, "alias", id, flash: "parts.alias_added", context) { code, version, deed in
                    try PartCodeStore.add(code, to: id, at: version, by: deed.actor.person, deed.tx)
                }
            },
            aliasRemoval.to { body, context, id in
                let alias: ID<OtherPartCode> = try await row(body, "alias", of: id, context)
                let version = try body.version
                return try await decide(body, id, flash: "parts.alias_removed", context) {
                    try PartCodeStore.remove(alias, of: id, at: version, by: $0.actor.person, $0.tx)
                }
            },
        ]
    }

    private static func find(_ id: ID<SparePart>, _ context: CompanyContext) async throws -> PartSheet {
        try await context.company.read { try PartList.find(id, $0) }
    }

    private static func show(
        _ form: PartForm, of part: PartSheet?, isBlank: Bool = false, refusal: FieldRefusal? = nil,
        _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let groups = try await context.company.read { try PartList.groups($0) }.map(\.names.fa)
        return try context.show(
            PartFormPage(form, of: part, groups: groups, isBlank: isBlank, refusal: refusal, context), status: status,
            warning: warning)
    }

    private static func add(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let form = PartForm(body)
        guard let code = form.code.value, let facts = form.facts else {
            return try await show(form, of: nil, context, status: .unprocessableContent)
        }
        let paths = context.paths
        return try await context.once(body, flash: "parts.added") { deed in
            paths(PartRoutes.one, try PartStore.addNew(code, facts, by: deed.actor.person, deed.tx))
        } orShow: { refused in
            let field = refused.error as? FieldRefusal
            return try await show(
                form, of: nil, refusal: field, context, status: refused.status,
                warning: field == nil ? refused.complaint : nil)
        }
    }

    private static func change(
        _ body: FormBody, _ id: ID<SparePart>, _ context: CompanyContext
    ) async throws -> Response {
        let (part, version, form) = (try await find(id, context), try body.version, PartForm(body))
        guard let facts = form.facts else {
            return try await show(form, of: part, context, status: .unprocessableContent)
        }
        return try await context.once(body, flash: "parts.changed", to: context.paths(PartRoutes.one, id)) { deed in
            try PartStore.change(id, at: version, to: facts, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            let field = refused.error as? FieldRefusal
            return try await show(
                form, of: try await find(id, context), refusal: field, context, status: refused.status,
                warning: field == nil ? refused.complaint : nil)
        }
    }

    /// A code that was typed on the part's page.
    private static func code(
        _ body: FormBody, _ name: String, _ id: ID<SparePart>, flash: String, _ context: CompanyContext,
        _ work: @escaping @Sendable (String, Int, Deed) throws -> Void
    ) async throws -> Response {
        let (input, version) = (body.input(name, PartCode.parse), try body.version)
        guard let code = input.value else {
            let typed = TypedPartCode(name: name, input: input)
            return try await PartRoutes.show(id, typed: typed, context, status: .unprocessableContent)
        }
        return try await context.once(body, flash: flash, to: context.paths(PartRoutes.one, id)) { deed in
            try work(code, version, deed)
        } orShow: { refused in
            guard let field = refused.error as? FieldRefusal else {
                return try await PartRoutes.show(id, context, status: refused.status, warning: refused.complaint)
            }
            let input = Input<String>(name: name, typed: code, value: nil, complaint: field.complaint)
            return try await PartRoutes.show(
                id, typed: TypedPartCode(name: name, input: input), context, status: refused.status)
        }
    }

    /// Which row of a part's a form means. - Throws: `Refusal.hidden` where there is no such part, `Refusal.unreadable`.
    static func row<Row>(
        _ body: FormBody, _ name: String, of part: ID<SparePart>, _ context: CompanyContext
    ) async throws -> ID<Row> {
        if let row = ID<Row>(body.text(name)) { return row }
        _ = try await find(part, context)
        throw Refusal.unreadable
    }

    static func decide(
        _ body: FormBody, _ id: ID<SparePart>, flash: String, _ context: CompanyContext,
        _ work: @escaping @Sendable (Deed) throws -> Void
    ) async throws -> Response {
        try await context.once(body, flash: flash, to: context.paths(PartRoutes.one, id)) { deed in
            try work(deed)
        } orShow: { refused in
            try await PartRoutes.show(id, context, status: refused.status, warning: refused.complaint)
        }
    }
}
