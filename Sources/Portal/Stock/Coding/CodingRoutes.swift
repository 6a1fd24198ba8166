import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// How codes of parts are made: schemes, their segments, the next code of one, a list of codes looked through.
package enum CodingRoutes: RoomRoutes {
    static let list = PlainPage("parts/coding", for: .office)
    static let addition = PlainForm("parts/coding", for: .partWriters)
    static let check = PlainPage("parts/coding/check", for: .partWriters)
    static let checking = PlainForm("parts/coding/check", for: .partWriters)
    static let one = PageRoute<ID<Coding>>("parts/coding/:coding", for: .office)
    static let change = FormRoute<ID<Coding>>("parts/coding/:coding", for: .partWriters)
    static let retirement = FormRoute<ID<Coding>>("parts/coding/:coding/retirement", for: .partWriters)
    static let proposal = PageRoute<ID<Coding>>("parts/coding/:coding/proposal", for: .partWriters)
    static let segmentAddition = FormRoute<ID<Coding>>("parts/coding/:coding/segments", for: .partWriters)
    static let segment = PageRoute<ID<CodingSegment>>("parts/coding/segments/:codesegment", for: .partWriters)
    static let segmentChange = FormRoute<ID<CodingSegment>>("parts/coding/segments/:codesegment", for: .partWriters)
    static let segmentRemoval = FormRoute<ID<CodingSegment>>(
        "parts/coding/segments/:codesegment/removal", for: .partWriters)

    package static var all: [Mounted] {
        [
            list.to { _, context in try await showList(nil, context) },
            addition.to { body, context in try await add(body, context) },
            check.to { _, context in
                let items = try await context.company.read { try CodingList.used($0) }
                return try context.show(CodeCheckPage(FormBody(), nil, items, context))
            },
            checking.to { body, context in try await check(body, context) },
            one.to { _, context, id in try await show(id, context) },
            change.to { body, context, id in try await change(body, id, context) },
            retirement.to { body, context, id in
                let (isRetired, version) = (body.isChecked("retired"), try body.version)
                return try await context.once(
                    body, flash: isRetired ? "parts.coding.retired" : "parts.coding.restored",
                    to: context.paths(one, id)
                ) {
                    try CodingStore.setRetired(isRetired, id, at: version, by: $0.actor.person, $0.tx)
                } orShow: {
                    try await show(id, context, status: $0.status, warning: $0.complaint)
                }
            },
            proposal.to { request, context, id in
                let page = try await context.company.read { tx in
                    try ProposalPage(try CodingList.find(id, tx), request.asked, context, tx)
                }
                return try context.show(page)
            },
            segmentAddition.to { body, context, id in try await addSegment(body, id, context) },
            segment.to { _, context, row in try await showSegment(row, nil, context) },
            segmentChange.to { body, context, row in try await changeSegment(body, row, context) },
            segmentRemoval.to { body, context, row in
                let (version, paths) = (try body.version, context.paths)
                return try await context.once(body, flash: "parts.coding.segment.removed") {
                    paths(one, try CodingStore.removeSegment(row, at: version, by: $0.actor.person, $0.tx))
                } orShow: {
                    try await showSegment(row, nil, context, status: $0.status, warning: $0.complaint)
                }
            },
        ]
    }

    private static func showList(
        _ form: CodingForm?, _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let items = try await context.company.read { try CodingList.all($0) }
        return try context.show(CodingListPage(items, form, context), status: status, warning: warning)
    }

    private static func add(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let form = CodingForm(body)
        guard let facts = form.facts else { return try await showList(form, context, status: .unprocessableContent) }
        let paths = context.paths
        return try await context.once(body, flash: "parts.coding.added") { deed in
            paths(one, try CodingStore.add(facts, by: deed.actor.person, deed.tx))
        } orShow: {
            try await showList(form, context, status: $0.status, warning: $0.complaint)
        }
    }

    private static func show(
        _ id: ID<Coding>, form: CodingForm? = nil, segment: SegmentForm? = nil, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let page = try await context.company.read { tx in
            CodingPage(
                try CodingList.find(id, tx), form, segment,
                history: try HistoryCard.card(of: .coding(id), context, tx), context)
        }
        return try context.show(page, status: status, warning: warning)
    }

    private static func change(
        _ body: FormBody, _ id: ID<Coding>, _ context: CompanyContext
    ) async throws -> Response {
        let (form, version) = (CodingForm(body), try body.version)
        guard let facts = form.facts else {
            return try await show(id, form: form, context, status: .unprocessableContent)
        }
        return try await context.once(body, flash: "parts.coding.changed", to: context.paths(one, id)) { deed in
            try CodingStore.change(id, at: version, to: facts, by: deed.actor.person, deed.tx)
        } orShow: {
            try await show(id, form: form, context, status: $0.status, warning: $0.complaint)
        }
    }

    private static func addSegment(
        _ body: FormBody, _ id: ID<Coding>, _ context: CompanyContext
    ) async throws -> Response {
        let (form, version) = (SegmentForm(body), try body.version)
        guard let segment = form.segment else {
            return try await show(id, segment: form, context, status: .unprocessableContent)
        }
        return try await context.once(
            body, flash: "parts.coding.segment.added", to: context.paths(one, id)
        ) { deed in
            try CodingStore.addSegment(segment, to: id, at: version, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            let field = refused.error as? FieldRefusal
            return try await show(
                id, segment: form.refused(field), context, status: refused.status,
                warning: field == nil ? refused.complaint : nil)
        }
    }

    private static func showSegment(
        _ row: ID<CodingSegment>, _ form: SegmentForm?, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let item = try await context.company.read { try CodingList.scheme(of: row, $0) }
        guard let segment = item.segments.first(where: { $0.id == row }) else { throw Refusal.hidden }
        return try context.show(
            SegmentPage(item, segment, form, context), status: status, warning: warning)
    }

    private static func changeSegment(
        _ body: FormBody, _ row: ID<CodingSegment>, _ context: CompanyContext
    ) async throws -> Response {
        let (form, version, paths) = (SegmentForm(body), try body.version, context.paths)
        guard let segment = form.segment else {
            return try await showSegment(row, form, context, status: .unprocessableContent)
        }
        return try await context.once(body, flash: "parts.coding.segment.changed") { deed in
            paths(
                one, try CodingStore.changeSegment(row, at: version, to: segment, by: deed.actor.person, deed.tx))
        } orShow: { refused in
            let field = refused.error as? FieldRefusal
            return try await showSegment(
                row, form.refused(field), context, status: refused.status,
                warning: field == nil ? refused.complaint : nil)
        }
    }

    /// Nothing is written: what is wrong is shown beside each code.
    private static func check(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let codes = CodeCheckPage.codes(body)
        let (items, known) = try await context.company.read { tx in
            (try CodingList.used(tx), try CodingList.known(codes, tx))
        }
        guard !codes.isEmpty, codes.count <= CodeCheckPage.most else {
            let complaint =
                codes.isEmpty
                ? Complaint("form.missing") : Complaint("parts.coding.check.many", String(CodeCheckPage.most))
            return try context.show(
                CodeCheckPage(body, nil, items, complaint: complaint, context), status: .unprocessableContent)
        }
        let scheme = items.first { $0.id.description == body.text("coding") }?.scheme
        let result = CodeListCheck(codes, known: known, scheme: scheme)
        return try context.show(CodeCheckPage(body, result, items, context))
    }
}
