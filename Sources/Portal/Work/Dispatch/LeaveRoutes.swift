import Base
import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// A dealer's days off, on his page.
package enum LeaveRoutes: RoomRoutes {
    static let addition = FormRoute<String>("dealers/:dealer/leave", for: .dispatch)
    static let removal = FormRoute<String>("dealers/:dealer/leave/removal", for: .dispatch)

    package static var all: [Mounted] {
        [
            addition.to { form, context, code in try await add(form, code, context) },
            removal.to { form, context, code in
                _ = try await context.company.read { try dealer(code, $0) }
                guard let id = ID<Leave>(form.raw("leave")) else { throw Refusal.unreadable }
                let place = context.paths(DealerRoutes.one, code)
                return try await context.once(form, flash: "dispatch.leave_removed", to: place) { deed in
                    try LeaveStore.remove(
                        id, of: dealer(code, deed.tx), by: deed.actor.person, deed.tx)
                } orShow: { refused in
                    try await DealerRoutes.show(code, context, status: refused.status, warning: refused.complaint)
                }
            },
        ]
    }

    /// - Throws: `Refusal.hidden` where the company has no such dealer.
    private static func dealer(_ code: String, _ tx: Transaction) throws -> ID<Dealer> {
        guard let dealer = try DealerStore.id(code, tx) else { throw Refusal.hidden }
        return dealer
    }

    private static func add(_ body: FormBody, _ code: String, _ context: CompanyContext) async throws -> Response {
        let form = LeaveForm(body, context.company.clock.calendar, today: context.today)
        guard let days = form.days, let note = form.note.value else {
            return try await DealerRoutes.show(code, context, typed: form, status: .unprocessableContent)
        }
        let place = context.paths(DealerRoutes.one, code)
        return try await context.once(body, flash: "dispatch.leave_added", to: place) { deed in
            try LeaveStore.add(days, note: note, of: dealer(code, deed.tx), by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await DealerRoutes.show(
                code, context, typed: form, status: refused.status, warning: refused.complaint)
        }
    }
}

/// Days off as typed.
struct LeaveForm: Sendable {
    /// Nobody knows today when he will be back after that.
    private static let longest = 365

    var from: Input<CalendarDay>
    var to: Input<CalendarDay>
    let note: Input<String>

    init(_ form: FormBody, _ calendar: CalendarSystem, today: CalendarDay) {
        from = form.input("leave_from") { try calendar.parse($0) }
        to = form.input("leave_to") { try calendar.parse($0) }
        note = form.input("leave_note", else: "", shortText(limit: 200))
        guard let first = from.value, let last = to.value else { return }
        if last < max(first, today) || first.distance(to: last) > Self.longest {
            to.complaint = Complaint("dispatch.leave.order")
        }
    }

    /// nil where a field is refused.
    var days: ClosedRange<CalendarDay>? {
        guard to.complaint == nil, let first = from.value, let last = to.value else { return nil }
        return first...last
    }
}

/// On a dealer's page: when he is away, and the form that says so (`dispatch/_leave`).
struct LeaveCard: Sendable {
    struct Line: Sendable {
        let id: String
        let days: String
        let note: String?
        /// Where they are taken back; nil for those who only look on.
        let removal: String?
    }

    let lines: [Line]
    let hasLines: Bool
    /// nil for those who only look on.
    let form: Form?

    struct Form: Sendable {
        let addition: String
        let from: Field
        let to: Field
        let note: Field
    }

    /// nil where he is always there, for those who may not say otherwise.
    static func card(
        _ dealer: DealerItem, _ context: CompanyContext, _ typed: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        let rows = try LeaveStore.coming(of: dealer.id, from: context.today, tx)
        let card = LeaveCard(rows, of: dealer.code, typed as? LeaveForm, context)
        guard card.form != nil || card.hasLines else { return nil }
        return PageCard("dispatch/_leave", at: .aside, card)
    }

    private init(_ rows: [LeaveRow], of code: String, _ typed: LeaveForm?, _ context: CompanyContext) {
        let (reader, today) = (context.reader, context.today)
        let removal = context.may(LeaveRoutes.removal) ? context.paths(LeaveRoutes.removal, code) : nil
        lines = rows.map { row in
            Line(
                id: row.id.description,
                days: reader.words(
                    "dispatch.leave.days", reader.wholeDay(row.days.lowerBound), reader.wholeDay(row.days.upperBound)),
                note: row.note.isEmpty ? nil : row.note, removal: removal)
        }
        hasLines = !lines.isEmpty
        guard context.may(LeaveRoutes.addition) else {
            form = nil
            return
        }
        let isBlank = typed == nil
        let known = typed ?? LeaveForm(FormBody(), context.company.clock.calendar, today: today)
        func day(_ input: Input<CalendarDay>, _ label: String) -> Field {
            Field(input, label: label, for: reader).asDay(from: today).with {
                $0.required = true
                if isBlank { $0.error = nil }
            }
        }
        form = Form(
            addition: context.paths(LeaveRoutes.addition, code), from: day(known.from, "dispatch.leave.from"),
            to: day(known.to, "dispatch.leave.to"), note: Field(known.note, label: "dispatch.leave.note", for: reader))
    }
}
