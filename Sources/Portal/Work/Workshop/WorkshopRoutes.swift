import Base
import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The company's own workshop as a board and as a list, and each technician's own day there.
package enum WorkshopRoutes: RoomRoutes {
    package static let readers = Set<Role>.workshop.union(Set<Role>.intake).union([.qualityInspector, .auditor])

    package static let board = PlainPage(
        "workshop", for: readers, menu: .init("workshop", icon: "settings", order: 42))
    static let find = PlainPage("workshop/find", for: readers)
    static let mine = PlainPage("workshop/mine", for: .workshop)
    static let list = PlainPage("workshop/units", for: readers)
    static let export = PlainPage(
        "workshop/units/export", for: Set.workshopManagers.union([.auditor]), watched: .export)
    static let moves = PlainForm("workshop/moves", for: .workshop)

    package static var all: [Mounted] {
        [
            board.to { request, context in try await showBoard(BenchFilter(request.asked), context) },
            find.to { request, context in try await find(request.asked.text("q"), context) },
            mine.to { _, context in
                let person = context.actor.person
                let (own, backlog) = try await context.company.read { tx in
                    (try OwnDayList.own(of: person, tx), try OwnDayList.backlog(of: person, tx))
                }
                return try context.show(OwnDayPage(own, backlog, context))
            },
            list.to { request, context in
                let (filter, today) = (BenchFilter(request.asked), context.today)
                let (slice, benches, people) = try await context.company.read { tx in
                    (
                        try BenchItemList.slice(filter, today: today, tx), try BenchStore.all(tx),
                        try BenchStore.technicians(tx)
                    )
                }
                return try context.show(BenchItemsPage(slice, benches, people, filter, context))
            },
            export.to { request, context in
                try await BenchItemSheet.sheet(BenchFilter(request.asked), context).response(to: request, context)
            },
            moves.to { form, context in try await move(form, context) },
        ]
    }

    static func showBoard(
        _ filter: BenchFilter, _ context: CompanyContext, chosen: BoardForm? = nil,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let today = context.today
        let load = try await context.company.read { try WorkshopLoad.read(filter, today: today, $0) }
        return try context.show(WorkshopPage(load, filter, chosen, context), status: status, warning: warning)
    }

    /// What a scanner reads or somebody types: the machine's page, or the list of what is like it.
    private static func find(_ typed: String, _ context: CompanyContext) async throws -> Response {
        let number = ScannedNumber.of(typed)
        let item = try await context.company.read { try BenchItemList.known(number, $0) }
        guard item == nil else { return context.goOn(to: context.paths(BenchItemRoutes.one, number)) }
        return context.goOn(to: Address.of(context.paths(list), [("show", "all"), ("q", number)]))
    }

    /// Several machines at once, from the board.
    private static func move(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let form = try BoardForm(body)
        let filter = BenchFilter(Asked(body))
        let place = Address.of(context.paths(board), filter.fields)
        guard !form.picks.isEmpty else {
            return try await showBoard(
                filter, context, chosen: form, status: .unprocessableContent, warning: Complaint("workshop.none_chosen")
            )
        }
        return try await context.once(
            body, flash: form.isAssignment ? "workshop.assigned" : "workshop.moved", to: place
        ) {
            deed in
            try form.run(by: deed.actor, in: deed.company, deed.tx)
        } orShow: { refused in
            try await showBoard(filter, context, chosen: form, status: refused.status, warning: refused.complaint)
        }
    }
}

/// What is typed or read off a slip or a label: the number alone, or the address that stands in the picture.
enum ScannedNumber {
    static func of(_ typed: String) -> String {
        let parts = typed.split(separator: "/")
        let number = parts.firstIndex(of: "jobs").flatMap { $0 + 1 < parts.count ? String(parts[$0 + 1]) : nil }
        return Digits.ascii(number ?? typed)
    }
}

/// What is to become of the machines that were chosen on the board, or of the one on its page.
struct BoardForm: Sendable {
    let picks: [JobPick]
    /// Else they are moved.
    let isAssignment: Bool
    let to: BenchState?
    let reason: String
    let bench: ID<Bench>?
    let technician: ID<Person>?

    private static let longest = 300

    /// - Throws: `Refusal.unreadable` for what no page of ours sends.
    init(_ form: FormBody) throws {
        picks = try JobPick.all(in: form)
        isAssignment = form.raw("do") == "assign"
        to = BenchState(rawValue: form.raw("to"))
        reason = String(form.text("reason").prefix(Self.longest))
        (bench, technician) = (ID(form.raw("to_bench")), ID(form.raw("to_technician")))
    }

    /// - Throws: `Refusal.denied` where somebody who is no manager gives machines to others.
    func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        if isAssignment {
            guard actor.roles.meet(.workshopManagers) || technician == actor.person else { throw Refusal.denied }
            try AssignUnits(picks: picks, bench: bench, technician: technician).run(by: actor, in: tx)
        } else {
            guard let to else { throw Complaint("workshop.to.missing") }
            try MoveUnits(picks: picks, to: to, reason: reason).run(by: actor, in: company, tx)
        }
    }
}
