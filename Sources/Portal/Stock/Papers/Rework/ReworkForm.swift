import Database
import Domain
import Ground
import Web

/// What comes out of the workshop, as it was typed.
struct OutcomeInput: Sendable {
    let line: PaperLineInput
    let weight: Input<Int64>

    init(_ form: FormBody, _ position: Int, isWeighed: Bool) {
        line = PaperLineInput(form, position)
        weight =
            isWeighed
            ? form.input("weight\(position)", else: 1) { try TypedNumber.integer($0, in: 0...Rework.mostWeight) }
            : Input(name: "weight\(position)", typed: "", value: 1)
    }
}

/// What goes into the workshop and what comes out of it, as it was typed.
struct ReworkForm: Sendable {
    private static let (first, step) = (4, 6)

    let kind: PaperKind
    let from: Input<ID<StockPlace>>
    let to: Input<ID<StockPlace>>
    /// What goes in.
    let donor: PaperLineInput
    let outcomes: [OutcomeInput]
    let cost: Input<Int64>
    let day: Input<CalendarDay>
    let reference: Input<String>
    let note: Input<String>
    let asksMore: Bool

    init(_ body: FormBody, _ kind: PaperKind, _ places: [PlaceRow], today: CalendarDay, calendar: CalendarSystem) {
        let form = body.conditioned(kind)
        func place(_ name: String) -> Input<ID<StockPlace>> {
            form.input(name) { typed in
                guard let id = ID<StockPlace>(typed), places.contains(where: { $0.id == id }) else {
                    throw Complaint("form.choose")
                }
                return id
            }
        }
        self.kind = kind
        (from, to) = (place("from"), place("to"))
        donor = PaperLineInput(form, 0)
        // Held to its bounds before it is added to: the field is hidden, but anybody can write into it.
        let least = kind == .refurbish ? 1 : Self.first
        let shown = min(Int(form.raw("rows")) ?? least, Rework.mostLines)
        let rows =
            kind == .refurbish
            ? 1 : min(max(shown, least) + (form.isChecked("more") ? Self.step : 0), Rework.mostLines)
        outcomes = (1...rows).map { OutcomeInput(form, $0, isWeighed: kind == .dismantle) }
        cost = form.money("cost", else: 0, in: 0...Rework.mostCost)
        day = form.input("day", else: today) { try calendar.parse($0) }
        reference = form.input("reference", else: "", shortText(limit: 60))
        note = form.input("note", else: "", shortText(limit: 500))
        asksMore = form.isChecked("more")
    }

    var isRefused: Bool {
        donor.isRefused || outcomes.contains { $0.line.isRefused || $0.weight.complaint != nil }
            || [
                from.complaint, to.complaint, cost.complaint, day.complaint, reference.complaint, note.complaint,
            ].contains { $0 != nil }
    }

    /// - Throws: `RefusedLines`, what goes in at 0, what comes out from 1; as `Rework`'s checks.
    func rework(_ tx: Transaction) throws -> NewRework {
        let filled = outcomes.filter { !$0.line.isEmpty }
        let donors = try PaperLines.resolved([donor].filter { !$0.isEmpty }, tx, takesRetired: true)
        let lines = try PaperLines.resolved(filled.map(\.line), tx, takesRetired: true)
        let weights = Dictionary(uniqueKeysWithValues: filled.map { ($0.line.position, $0.weight.value ?? 1) })
        return NewRework(
            kind: kind, from: try StockPlaceList.find(from.required(), .company, tx),
            to: try StockPlaceList.find(to.required(), .company, tx), day: try day.required(),
            reference: try reference.required(), note: try note.required(), donor: donors[0],
            outcomes: lines.map { .init(line: $0, weight: weights[$0.position] ?? 1) }, cost: try cost.required())
    }
}

extension FormBody {
    /// In what state things are, where nobody said it: what is taken apart was used, what is made good was defective.
    fileprivate func conditioned(_ kind: PaperKind) -> FormBody {
        var form = self
        for position in 0...Rework.mostLines where form.text("condition\(position)").isEmpty {
            let condition: PartCondition =
                kind == .dismantle ? .used : position == 0 ? .defective : .refurbished
            form.fields["condition\(position)"] = [condition.rawValue]
        }
        return form
    }
}
