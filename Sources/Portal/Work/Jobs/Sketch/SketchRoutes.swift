import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import NIOCore
import Web

/// Where on a machine something was seen when it was taken in: touched on its picture, or chosen from lists.
package enum SketchRoutes: RoomRoutes {
    static let page = PageRoute<String>("jobs/:job/sketch", for: .intake)
    static let picture = PageRoute<String>("jobs/:job/sketch/picture", for: .intake)
    static let addition = FormRoute<String>("jobs/:job/sketch", for: .intake)
    static let removal = FormRoute<String, ID<SketchMark>>("jobs/:job/sketch/:mark/removal", for: .intake)

    package static var all: [Mounted] {
        [
            page.to { request, context, number in
                try await show(number, kind: request.asked.word("kind"), context)
            },
            picture.to { _, context, number in try await draw(number, context) },
            addition.to { form, context, number in try await add(form, number, context) },
            removal.to { form, context, number, id in
                try await context.once(form, flash: "jobs.unmarked", to: context.paths(page, number)) { deed in
                    try JobMarkStore.remove(id, of: number, by: deed.actor, deed.tx)
                } orShow: { refused in
                    try await show(number, kind: nil, context, status: refused.status, warning: refused.complaint)
                }
            },
        ]
    }

    private static func marks(_ number: String, _ context: CompanyContext) async throws -> (JobRow, [JobMark]) {
        let sight = context.actor.sight
        return try await context.company.read { tx in
            let job = try JobStore.find(number, sight, tx)
            return (job, try JobMarkStore.all(of: job.id, tx))
        }
    }

    private static func draw(_ number: String, _ context: CompanyContext) async throws -> Response {
        let marks = try await marks(number, context).1
        return Response(
            status: .ok, headers: [.contentType: "image/svg+xml; charset=utf-8", .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(string: SketchDrawing(all: marks, context.reader).svg)))
    }

    private static func show(
        _ number: String, kind: MarkKind?, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let (job, marks) = try await marks(number, context)
        return try context.show(SketchPage(job, marks, kind: kind, context), status: status, warning: warning)
    }

    private static func add(_ form: FormBody, _ number: String, _ context: CompanyContext) async throws -> Response {
        let kind = MarkKind(rawValue: form.text("kind"))
        guard let kind, let spot = spot(form) else {
            let complaint = Complaint(kind == nil ? "jobs.sketch.no_kind" : "jobs.sketch.beside")
            return try await show(number, kind: kind, context, status: .unprocessableContent, warning: complaint)
        }
        // The same kind again: a machine is seldom scratched once.
        let place = Address.of(context.paths(page, number), [("kind", kind.rawValue)])
        return try await context.once(form, flash: nil) { deed in
            try JobMarkStore.add(kind, at: spot, of: number, by: deed.actor, deed.tx)
            return place
        } orShow: { refused in
            try await show(number, kind: kind, context, status: refused.status, warning: refused.complaint)
        }
    }

    /// Where the picture was touched, else what was chosen.
    private static func spot(_ form: FormBody) -> SketchSpot? {
        if let x = Int(form.text("spot.x")), let y = Int(form.text("spot.y")) {
            return SketchSpot(touchedAtX: x, y: y)
        }
        guard let side = SketchSide(rawValue: form.text("side")),
            let place = Int(form.text("place")).flatMap(SketchPlace.init)
        else { return nil }
        return SketchSpot(side, place)
    }
}

struct SketchPage: Page {
    struct Item: Sendable {
        let text: String
        let removal: String?
    }

    static let template = "jobs/sketch"
    let titleKey = "jobs.sketch.title"
    let titleValues: [String]
    let list: String
    let back: String
    let number: String
    /// nil where the job has ended.
    let action: String?
    let picture: String
    let width: Int
    let height: Int
    let kinds: Field
    let sides: Field
    let places: Field
    let items: [Item]
    let hasItems: Bool

    init(_ job: JobRow, _ marks: [JobMark], kind: MarkKind?, _ context: CompanyContext) {
        let (words, paths) = (context.words, context.paths)
        titleValues = [job.number.isolatedLeftToRight]
        (list, back, number) = (paths(JobRoutes.list), paths(JobRoutes.one, job.number), job.number)
        let isOpen = !job.state.isEnded
        action = isOpen ? paths(SketchRoutes.addition, job.number) : nil
        // A browser that keeps pictures asks for another one after each spot.
        let last = marks.last.map { $0.id.description } ?? ""
        picture = Address.of(paths(SketchRoutes.picture, job.number), [("with", "\(marks.count)-\(last)")])
        (width, height) = (SketchSpot.size.width, SketchSpot.size.height)
        func choice(_ name: String, _ values: [(String, String)], chosen: String) -> Field {
            Field(name: name, label: words("jobs.sketch.\(name)")).with {
                $0.options = values.map { .init(value: $0, label: $1, selected: $0 == chosen) }
            }
        }
        kinds = choice(
            "kind", MarkKind.allCases.map { ($0.rawValue, words("jobs.sketch.kind.\($0.rawValue)")) },
            chosen: (kind ?? .scratch).rawValue)
        sides = choice(
            "side", SketchSide.allCases.map { ($0.rawValue, words("jobs.sketch.side.\($0.rawValue)")) },
            chosen: SketchSide.front.rawValue)
        places = choice(
            "place",
            SketchPlace.allCases.map { (String($0.rawValue), words("jobs.sketch.place.\($0.rawValue)")) },
            chosen: String(SketchPlace.middle.rawValue))
        items = zip(SketchDrawing(all: marks, context.reader).lines, marks).map { line, mark in
            Item(text: line, removal: isOpen ? paths(SketchRoutes.removal, job.number, mark.id) : nil)
        }
        hasItems = !items.isEmpty
    }
}

/// The sketch on the job's page; for those who take machines in, the way to it.
struct SketchCard: Sendable {
    let drawing: SketchDrawing?
    let edit: String?

    static func card(
        _ job: JobRow, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        let drawing = SketchDrawing(try JobMarkStore.all(of: job.id, tx), context.reader)
        let edit = job.state.isEnded ? nil : context.pathIfAllowed(SketchRoutes.page, job.number)
        guard drawing != nil || edit != nil else { return nil }
        return PageCard("jobs/_sketch", at: .main, SketchCard(drawing: drawing, edit: edit))
    }
}
