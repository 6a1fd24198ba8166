import Database
import Domain
import HTTPTypes
import Hummingbird
import Web

/// Filters of lists that are kept under a name.
package enum SegmentRoutes: RoomRoutes {
    private static let keepers = Set.office.subtracting([.auditor])

    static let kept = PageRoute<String>("lists/:list", for: .office)
    static let form = PageRoute<String>("lists/:list/new", for: keepers)
    static let addition = FormRoute<String>("lists/:list", for: keepers)
    static let one = PageRoute<String, ID<Segment>>("lists/:list/:segment", for: .office)
    static let change = FormRoute<String, ID<Segment>>("lists/:list/:segment", for: keepers)
    static let removal = FormRoute<String, ID<Segment>>("lists/:list/:segment/removal", for: keepers)

    package static var all: [Mounted] {
        [
            kept.to { _, context, name in
                let (list, person) = (try context.segmentedList(name), context.actor.person)
                let rows = try await context.company.read { try SegmentStore.all(of: name, for: person, $0) }
                return try context.show(SegmentsPage(rows, list, context))
            },
            form.to { request, context, name in
                let list = try context.segmentedList(name)
                let typed = SegmentForm(FormBody(), fields: list.fields(request.asked))
                return try context.show(SegmentPage(typed, checked: false, list, context))
            },
            addition.to { form, context, name in try await add(form, to: context.segmentedList(name), context) },
            one.to { _, context, name, id in try await show(id, context.segmentedList(name), nil, context) },
            change.to { form, context, name, id in
                try await change(form, id, context.segmentedList(name), context)
            },
            removal.to { form, context, name, id in
                let (list, version) = (try context.segmentedList(name), try form.version)
                return try await context.once(form, flash: "segments.removed", to: context.paths(list.route)) { deed in
                    try SegmentStore.remove(id, of: name, at: version, by: deed.actor, deed.tx)
                } orShow: { refused in
                    try await show(id, list, nil, context, status: refused.status, warning: refused.complaint)
                }
            },
        ]
    }

    private static func add(
        _ form: FormBody, to list: SegmentedList, _ context: CompanyContext
    ) async throws -> Response {
        let typed = SegmentForm(form, fields: list.fields(Asked(query: form.text("query"))))
        guard let name = typed.name.value else {
            return try context.show(
                SegmentPage(typed, checked: true, list, context), status: .unprocessableContent)
        }
        let place = Address.of(context.paths(list.route), typed.fields)
        return try await context.once(form, flash: "segments.added", to: place) { deed in
            try SegmentStore.add(
                name, of: list.name, fields: typed.fields, isShared: typed.isShared, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try context.show(
                SegmentPage(typed.refused(refused), checked: true, list, context), status: refused.status,
                warning: refused.complaint)
        }
    }

    /// - Parameter typed: a form that was refused.
    private static func show(
        _ id: ID<Segment>, _ list: SegmentedList, _ typed: SegmentForm?, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let person = context.actor.person
        let row = try await context.company.read { try SegmentStore.find(id, of: list.name, for: person, $0) }
        let form = typed ?? SegmentForm(row)
        return try context.show(
            SegmentPage(form, checked: typed != nil, list, kept: row, context), status: status, warning: warning)
    }

    private static func change(
        _ form: FormBody, _ id: ID<Segment>, _ list: SegmentedList, _ context: CompanyContext
    ) async throws -> Response {
        let (typed, version) = (SegmentForm(form, fields: []), try form.version)
        guard let name = typed.name.value else {
            return try await show(id, list, typed, context, status: .unprocessableContent)
        }
        return try await context.once(form, flash: "segments.changed", to: context.paths(one, list.name, id)) { deed in
            try SegmentStore.change(
                id, of: list.name, at: version, to: name, isShared: typed.isShared, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(
                id, list, typed.refused(refused), context, status: refused.status, warning: refused.complaint)
        }
    }
}

/// The name of a segment, as typed.
struct SegmentForm: Sendable {
    var name: Input<String>
    let isShared: Bool
    let fields: [Address.Field]

    init(_ form: FormBody, fields: [Address.Field]) {
        name = form.input("name", shortText(limit: SegmentStore.longestName))
        isShared = form.isChecked("shared")
        self.fields = fields
    }

    init(_ row: SegmentRow) {
        let shared = row.isShared ? ["shared": "1"] : [:]
        self.init(FormBody(shared.merging(["name": row.name]) { $1 }), fields: row.fields)
    }

    func refused(_ refused: RefusedDeed) -> SegmentForm {
        guard let field = refused.error as? FieldRefusal, field.field == name.name else { return self }
        var copy = self
        copy.name.complaint = field.complaint
        return copy
    }
}
