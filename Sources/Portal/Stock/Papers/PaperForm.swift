import Database
import Domain
import Ground
import Web

/// A paper as it was typed.
struct PaperForm: Sendable {
    let kind: PaperKind
    let from: Input<ID<StockPlace>>
    let to: Input<ID<StockPlace>>
    let reason: Input<PaperReason>
    let day: Input<CalendarDay>
    let reference: Input<String>
    let note: Input<String>
    let lines: PaperLines
    /// Whether it only asks for more lines.
    let asksMore: Bool

    /// - Parameter today: on which day it stands where nothing else was typed.
    init(_ form: FormBody, _ kind: PaperKind, _ choices: PaperChoices, today: CalendarDay, calendar: CalendarSystem) {
        func place(_ name: String, _ among: [PlaceRow], isAsked: Bool) -> Input<ID<StockPlace>> {
            guard isAsked else { return Input(name: name, typed: "", value: ID(0)) }
            return form.input(name) { typed in
                guard let id = ID<StockPlace>(typed), among.contains(where: { $0.id == id }) else {
                    throw Complaint("form.choose")
                }
                return id
            }
        }
        self.kind = kind
        from = place("from", choices.from, isAsked: kind != .receipt)
        to = place("to", choices.to, isAsked: kind == .receipt || kind == .transfer)
        let reasons = PaperReason.allCases.filter { $0.kind == kind }
        reason =
            reasons.isEmpty
            ? Input(name: "reason", typed: "", value: nil)
            : form.input("reason") { typed in
                guard let reason = PaperReason(rawValue: typed), reason.kind == kind else {
                    throw Complaint("form.choose")
                }
                return reason
            }
        day = form.input("day", else: today) { try calendar.parse($0) }
        reference = form.input("reference", else: "", shortText(limit: 60))
        note =
            kind == .writeOff
            ? form.input("note", shortText(limit: 500)) : form.input("note", else: "", shortText(limit: 500))
        lines = PaperLines(form)
        asksMore = form.isChecked("more")
    }

    var isRefused: Bool {
        lines.isRefused
            || [
                from.complaint, to.complaint, reason.complaint, day.complaint, reference.complaint, note.complaint,
            ].contains { $0 != nil }
    }

    /// - Throws: as `PaperLines.resolved`.
    func paper(_ tx: Transaction) throws -> NewPaper {
        func place(_ input: Input<ID<StockPlace>>, else kind: PlaceKind?) throws -> PlaceRow {
            if let kind { return try PlaceStore.single(kind, tx) }
            return try StockPlaceList.find(input.required(), .company, tx)
        }
        let outside = reason.value?.outside
        return NewPaper(
            kind: kind, from: try place(from, else: kind == .receipt ? outside : nil),
            to: try place(to, else: kind == .issue ? outside : kind == .writeOff ? .loss : nil), reason: reason.value,
            day: try day.required(), reference: try reference.required(), note: try note.required(),
            lines: try lines.resolved(tx, takesRetired: reason.value != .purchase && reason.value != .opening))
    }
}

/// What the form of a paper chooses from.
struct PaperChoices: Sendable {
    let from: [PlaceRow]
    let to: [PlaceRow]
    let kinds: [PaperKind]
    /// Which are offered while a code is typed.
    let parts: [(code: String, names: BothNames)]

    /// A dealer's people send back what is in their custody, and nothing else.
    init(_ actor: Actor, _ tx: Transaction) throws {
        let apart: Set<PlaceKind> = [.transit, .loan, .dealerDefective]
        let all = try StockPlaceList.all(
            PlaceFilter(kinds: PlaceKind.allCases.filter { $0.holds && !apart.contains($0) }), tx)
        parts = try StockPartList.offered(actor.sight, tx)
        if actor.dealer == nil {
            (from, to, kinds) = (all, all, [.receipt, .issue, .transfer, .writeOff])
        } else {
            from = try StockPlaceList.all(PlaceFilter(kinds: [.sub], sight: actor.sight), tx)
            to = all.filter { $0.kind == .central || $0.kind == .defective }
            kinds = [.transfer]
        }
    }
}
