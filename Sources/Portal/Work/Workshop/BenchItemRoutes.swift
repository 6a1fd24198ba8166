import Base
import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// One machine in the workshop: received against its slip, moved, given to a bench.
package enum BenchItemRoutes: RoomRoutes {
    static let receivers = Set<Role>.workshop.union(Set<Role>.intake)

    static let form = PlainPage("workshop/receive", for: receivers)
    static let receiving = PlainForm("workshop/receive", for: receivers)
    package static let one = PageRoute<String>("workshop/units/:repair", for: WorkshopRoutes.readers)
    static let moving = FormRoute<String>("workshop/units/:repair/moves", for: .workshop)
    static let placing = FormRoute<String>("workshop/units/:repair/place", for: receivers)

    package static var all: [Mounted] {
        [
            form.to { request, context in
                let number = ScannedNumber.of(request.asked.text("job"))
                guard !number.isEmpty else { return try context.show(WhichJobPage(number, nil, context)) }
                return try await fill(number, nil, context)
            },
            receiving.to { form, context in try await receive(form, context) },
            one.to { _, context, number in try await show(number, context) },
            moving.to { form, context, number in try await move(form, number, context) },
            placing.to { form, context, number in try await place(form, number, context) },
        ]
    }

    /// The form of receiving a job's machine, or the question which job it is.
    private static func fill(
        _ number: String, _ form: ReceiveForm?, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let load = try await context.company.read { try ReceiveLoad.read(number, context, $0) }
        guard let load else {
            let refused = Complaint("workshop.receive.no_job", number)
            return try context.show(WhichJobPage(number, refused, context), status: .unprocessableContent)
        }
        if load.isKnown { return context.goOn(to: context.paths(one, number)) }
        return try context.show(ReceivePage(load, form, context), status: status, warning: warning)
    }

    private static func receive(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let number = ScannedNumber.of(body.text("job"))
        let form = ReceiveForm(body)
        guard let command = form.command(number, version: try body.version) else {
            return try await fill(number, form, context, status: .unprocessableContent)
        }
        return try await context.once(body, flash: "workshop.received", to: context.paths(one, number)) { deed in
            try command.run(by: deed.actor, in: deed.tx)
        } orShow: { refused in
            try await fill(number, form, context, status: refused.status, warning: refused.complaint)
        }
    }

    /// - Parameter typed: a form of one of its cards that was refused.
    package static func show(
        _ number: String, typed: (any Sendable)?, _ context: CompanyContext, status: HTTPResponse.Status,
        warning: Complaint? = nil
    ) async throws -> Response {
        try await show(number, context, chosen: nil, typed: typed, status: status, warning: warning)
    }

    static func show(
        _ number: String, _ context: CompanyContext, chosen: BoardForm? = nil, typed: (any Sendable)? = nil,
        status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let load = try await context.company.read { try BenchItemLoad.read(number, typed: typed, context, $0) }
        return try context.show(BenchItemPage(load, chosen, context), status: status, warning: warning)
    }

    private static func move(
        _ body: FormBody, _ number: String, _ context: CompanyContext
    ) async throws -> Response {
        _ = try await context.company.read { try BenchItemList.find(number, $0) }
        let form = try BoardForm(body, of: number, at: body.version)
        let flash = form.isAssignment ? "workshop.assigned" : "workshop.moved"
        return try await context.once(body, flash: flash, to: context.paths(one, number)) { deed in
            try form.run(by: deed.actor, in: deed.company, deed.tx)
        } orShow: { refused in
            try await show(number, context, chosen: form, status: refused.status, warning: refused.complaint)
        }
    }

    /// Another shelf, another promised day.
    private static func place(
        _ body: FormBody, _ number: String, _ context: CompanyContext
    ) async throws -> Response {
        let version = try body.version
        _ = try await context.company.read { try BenchItemList.find(number, $0) }
        let form = PlaceUnitForm(body, context.reader.clock.calendar)
        guard let shelf = form.shelf.value, let promised = form.promised.value else {
            return try await show(
                number, context, status: .unprocessableContent,
                warning: form.promised.complaint ?? form.shelf.complaint)
        }
        return try await context.once(body, flash: "workshop.placed", to: context.paths(one, number)) { deed in
            try PlaceUnit(number: number, version: version, shelf: shelf, promisedOn: promised)
                .run(by: deed.actor, in: deed.tx)
        } orShow: { refused in
            try await show(number, context, status: refused.status, warning: refused.complaint)
        }
    }
}

extension BoardForm {
    /// Of one machine, on its own page.
    init(_ form: FormBody, of number: String, at version: Int) throws {
        var form = form
        form.fields["job"] = [JobPick(number: number, version: version).text]
        try self.init(form)
    }
}

/// Where a machine stands and until when it was promised.
struct PlaceUnitForm: Sendable {
    static let longest = 60
    let shelf: Input<String>
    let promised: Input<CalendarDay?>

    init(_ form: FormBody, _ calendar: CalendarSystem) {
        shelf = form.input("shelf", else: "", shortText(limit: Self.longest))
        promised = form.input("promised", else: .some(nil)) { try calendar.parse($0) }
    }
}

/// - Throws: `Refusal.stale` where somebody has moved it meanwhile.
struct PlaceUnit: Sendable {
    let number: String
    let version: Int
    let shelf: String
    let promisedOn: CalendarDay?

    func run(by actor: Actor, in tx: Transaction) throws {
        let item = try BenchItemList.find(number, tx)
        guard item.version == version else { throw Refusal.stale(Complaint("error.stale")) }
        guard !item.state.isEnded else { throw Complaint("workshop.assign.ended", number) }
        let job = try JobStore.find(number, actor.sight, tx)
        var intake = try JobIntakeStore.all(of: [item.job], tx)[item.job]
        (intake.shelf, intake.promisedOn) = (shelf, promisedOn)
        try ChangeIntake(number: number, version: job.version, intake: intake).run(by: actor, in: tx)
    }
}
