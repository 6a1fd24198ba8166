import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The whole board, or a part of it, proposed at once and sent by one button.
package enum RoundRoutes: RoomRoutes {
    static let page = PlainPage("board/round", for: .dispatch)
    static let send = PlainForm("board/round", for: .dispatch)
    static let sent = PageRoute<ID<DispatchRound>>("board/rounds/:round", for: Set.dispatch.union([.auditor]))

    package static var all: [Mounted] {
        [
            page.to { request, context in try await show(RoundForm(RoundFilter(request.asked)), context) },
            send.to { form, context in try await send(form, context) },
            sent.to { _, context, id in
                let (round, shares, run) = try await context.company.read { tx in
                    (
                        try RoundStore.find(id, tx), try RoundStore.shares(id, tx),
                        try RunStore.last(SendRound.kind, of: id.value, tx)
                    )
                }
                return try context.show(SentRoundPage(round, shares, run, context))
            },
        ]
    }

    private static func send(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        var form = try RoundForm(body)
        guard form.complaints.isEmpty else { return try await show(form, context, status: .unprocessableContent) }
        let command = form.command
        return try await context.once(body, flash: "dispatch.round_sent") { deed in
            let round = try command.run(by: deed.actor, in: deed.company, deed.tx)
            return context.paths(sent, round)
        } orShow: { refused in
            guard case AssignmentRefused.field(let name, let complaint) = refused.error else {
                return try await show(form, context, status: refused.status, warning: refused.complaint)
            }
            form.complaints[name] = complaint
            return try await show(form, context, status: refused.status)
        }
    }

    private static func show(
        _ form: RoundForm, _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let facts = try await context.company.read { try RoundFacts(form, context, $0) }
        return try context.show(RoundPage(facts, context), status: status, warning: warning)
    }
}

/// What of a round is chosen.
struct RoundForm: Sendable {
    private static let longestReason = 300

    let filter: RoundFilter
    /// nil where nothing was sent yet: then all that is proposed is chosen.
    let picks: [JobPick]?
    private let dealers: [String: ID<Dealer>]
    private let proposed: [String: ID<Dealer>]
    let reason: String
    let sendsRest: Bool
    /// The last one that the page showed.
    private let last: WaitingKey?
    /// By the field's name.
    var complaints: [String: Complaint] = [:]

    init(_ filter: RoundFilter) {
        (self.filter, picks, dealers, proposed, reason, sendsRest) = (filter, nil, [:], [:], "", false)
        last = nil
    }

    /// - Throws: `Refusal.unreadable` where a chosen job, or the dealer of one, cannot have come from our page.
    init(_ form: FormBody) throws {
        filter = RoundFilter(Asked(form))
        let picks = try JobPick.all(in: form)
        func ids(_ name: String) -> [String: ID<Dealer>] {
            picks.reduce(into: [:]) { all, pick in
                all[pick.number] = ID<Dealer>(form.raw("\(name)_\(pick.number)"))
            }
        }
        (dealers, proposed) = (ids("dealer"), ids("proposed"))
        guard dealers.count == Set(picks.map(\.number)).count else { throw Refusal.unreadable }
        (self.picks, reason, sendsRest) = (picks, form.text("override"), form.isChecked("rest"))
        last = WaitingKey(form.raw("last"))
        guard !sendsRest || last != nil else { throw Refusal.unreadable }
        if filter.dealer != nil, reason.isEmpty { complaints["override"] = Complaint("dispatch.move.reason") }
        if picks.isEmpty && !sendsRest { complaints["job"] = Complaint("dispatch.job.missing") }
        if reason.count > Self.longestReason {
            complaints["override"] = Complaint("form.too_long", String(Self.longestReason))
        }
    }

    /// Where nobody has chosen yet, all that is proposed.
    func isChosen(_ job: JobRow, isProposed: Bool) -> Bool {
        picks?.contains { $0.number == job.number } ?? isProposed
    }

    /// Whom somebody has chosen for a job instead of the one who was proposed.
    func choice(of job: JobRow) -> ID<Dealer>? {
        dealers[job.number].flatMap { $0 == proposed[job.number] ? nil : $0 }
    }

    var command: SendRound {
        let rounds = (picks ?? []).compactMap { pick in
            dealers[pick.number].map { RoundPick(job: pick, dealer: $0, isProposed: $0 == proposed[pick.number]) }
        }
        return SendRound(filter: filter, picks: rounds, rest: sendsRest ? last : nil, reason: reason)
    }
}

/// What waits, and whom it is proposed to.
struct RoundFacts: Sendable {
    /// Jobs that one page shows, oldest first.
    static let most = 40

    let form: RoundForm
    let rows: [RoundRow]
    let dealers: [ID<Dealer>: NetworkDealer]
    /// How many more wait than are shown.
    let rest: Int
    /// Whose jobs go to others.
    let former: String?
    let names: CommonNames
    let groups: [ID<ProductGroup>: String]
    let today: CalendarDay

    init(_ form: RoundForm, _ context: CompanyContext, _ tx: Transaction) throws {
        let day = DispatchDay(in: context.company, at: tx.now)
        let waiting = try RoundList.waiting(form.filter, limit: Self.most, tx)
        var network = try RoundNetwork(waiting.map(\.job), on: day, alsoNear: true, but: form.filter.dealer, tx)
        (self.form, today, dealers) = (form, day.today, network.dealers)
        former = try form.filter.dealer.map { dealer in
            guard let known = network.dealers[dealer] else { throw Refusal.hidden }
            return known.name
        }
        rows = waiting.map { RoundRow(key: $0.key, job: $0.job, proposal: network.next($0.job)) }
        rest = waiting.count < Self.most ? 0 : try RoundList.count(form.filter, tx) - waiting.count
        names = try context.company.names.names(tx)
        groups = try StandingList.groupNames(tx).mapValues { context.reader.name(fa: $0.fa, en: $0.en) }
    }
}
