import Base
import Domain
import Ground
import Web

/// What was said and agreed, as it was typed: in the form of a new job and in that of a change.
struct IntakeForm: Sendable {
    static let names = [
        "way", "shelf", "listed", "accessories", "condition", "wish", "promised", "payer", "deposit", "deposit_note",
        FormBody.unitField,
    ]
    private static let mostDeposit: Int64 = 1_000_000_000_000

    let way: JobWay
    let shelf: Input<String>
    let listed: Input<ID<IntakeItem>>
    let accessories: Input<String>
    let condition: Input<String>
    let wish: Input<String>
    let promised: Input<CalendarDay>
    let payer: JobPayer?
    let deposit: Input<Int64>
    let depositNote: Input<String>
    let own: [(item: IntakeItemRow, input: Input<String>)]
    /// What is asked about the machine's group.
    let asked: [IntakeItemRow]

    /// - Parameters:
    ///   - known: what was said before; what is asked no more may stay.
    ///   - day: nothing is promised for before it.
    init(
        _ form: FormBody, asked: [IntakeItemRow], known: JobIntake? = nil, from day: CalendarDay,
        _ calendar: CalendarSystem
    ) {
        let way = JobWay(rawValue: form.text("way")) ?? .onSite
        self.way = way
        self.asked = asked
        shelf = form.input("shelf", else: "") { typed in
            guard way.isInHouse else { throw Complaint("jobs.shelf.on_site") }
            return try shortText(limit: 60)(typed)
        }
        listed = form.input("listed", else: nil) { typed in
            let fault = asked.first { $0.field.kind == .fault && $0.id.description == typed }
            guard let fault else { throw Complaint("form.choose") }
            return fault.id
        }
        accessories = form.input("accessories", else: "", shortText(limit: 500))
        condition = form.input("condition", else: "", shortText(limit: 500))
        wish = form.input("wish", else: "", shortText())
        promised = form.input("promised", else: nil) { typed in
            let promised = try calendar.parse(typed)
            guard promised >= day else { throw Complaint("jobs.promised.past") }
            return promised
        }
        payer = JobPayer(rawValue: form.text("payer"))
        deposit = form.money("deposit", else: 0, in: 0...Self.mostDeposit)
        depositNote = form.input("deposit_note", else: "", shortText())
        own = asked.filter { $0.field.kind.isField }.map { item -> (item: IntakeItemRow, input: Input<String>) in
            let name = Self.name(item.id)
            let read = { (typed: String) in
                try item.field.stored(typed, known: known?.own[item.id], calendar)
            }
            return (item, item.field.isRequired ? form.input(name, read) : form.input(name, else: nil, read))
        }
    }

    /// Of the field of an item.
    static func name(_ item: ID<IntakeItem>) -> String { "own-\(item)" }

    /// All that a form holds of it, as it was typed.
    static func typed(_ form: FormBody) -> [Address.Field] {
        let own = form.fields.keys.filter { $0.hasPrefix("own-") }.sorted()
        return (names + own).map { (name: $0, text: form.raw($0)) }
    }

    /// nil where a field is refused.
    var intake: JobIntake? {
        let complaints = [
            shelf.complaint, listed.complaint, accessories.complaint, condition.complaint, wish.complaint,
            promised.complaint, deposit.complaint, depositNote.complaint,
        ]
        guard (complaints + own.map { $0.input.complaint }).allSatisfy({ $0 == nil }) else { return nil }
        var intake = JobIntake()
        (intake.way, intake.payer, intake.promisedOn) = (way, payer, promised.value)
        (intake.shelf, intake.fault) = (shelf.value ?? "", listed.value)
        (intake.accessories, intake.condition) = (accessories.value ?? "", condition.value ?? "")
        (intake.wish, intake.deposit) = (wish.value ?? "", deposit.value ?? 0)
        intake.depositNote = depositNote.value ?? ""
        for (item, input) in own { intake.own[item.id] = input.value }
        return intake
    }
}

extension FormBody {
    /// As if it had been typed.
    init(_ intake: JobIntake, _ reader: Reader) {
        self.init([
            "way": intake.way.rawValue, "shelf": intake.shelf, "listed": intake.fault?.description ?? "",
            "accessories": intake.accessories, "condition": intake.condition, "wish": intake.wish,
            "promised": intake.promisedOn.map(reader.day) ?? "", "payer": intake.payer?.rawValue ?? "",
            "deposit": intake.deposit == 0 ? "" : reader.unit.text(intake.deposit),
            Self.unitField: reader.unit.rawValue, "deposit_note": intake.depositNote,
        ])
        for (item, value) in intake.own {
            fields[IntakeForm.name(item)] = [CalendarDay(iso: value).map(reader.day) ?? value]
        }
    }
}
