import Domain
import Web

/// What a person of finance writes into a dealer's account by hand.
struct AccountRowForm: Sendable {
    let kind: Input<ManualRow>
    let amount: Input<Int64>
    let day: Input<CalendarDay>
    let note: Input<String>

    /// A row of a day to come would change a balance that nobody can see yet.
    init(_ form: FormBody, _ clock: CompanyClock, now: Instant) {
        kind = form.input("kind") { typed in
            guard let kind = ManualRow(rawValue: typed) else { throw Complaint("form.choose") }
            return kind
        }
        amount = form.money("amount", in: 1...1_000_000_000_000_000)
        let today = clock.day(of: now)
        day = form.input("day") { typed in
            let day = try clock.calendar.parse(typed)
            guard day <= today else { throw Complaint("ledger.day.future") }
            return day
        }
        note = form.input("note", shortText(limit: 200))
    }

    /// An empty form, with today in it.
    static func blank(_ clock: CompanyClock, now: Instant) -> AccountRowForm {
        AccountRowForm(FormBody(["day": clock.calendar.text(clock.day(of: now))]), clock, now: now)
    }

    /// - Parameter isBlank: nothing was sent, so nothing is wrong yet.
    func fields(isBlank: Bool, today: CalendarDay, _ reader: Reader) -> [Field] {
        let fields = [
            Field(kind, label: "ledger.kind", for: reader).with {
                ($0.required, $0.blank) = (true, reader.words("form.blank"))
                $0.options = ManualRow.allCases.map {
                    .init(
                        value: $0.rawValue, label: reader.words("ledger.manual.\($0.rawValue)"),
                        selected: $0 == kind.value)
                }
            },
            Field(amount, label: "accounts.amount", for: reader).asMoney(reader).with { $0.required = true },
            Field(day, label: "ledger.day", for: reader).asDay(to: today).with {
                $0.required = true
                if isBlank { $0.value = reader.digits($0.value) }
            },
            Field(note, label: "ledger.note", for: reader).with { $0.required = true },
        ]
        return isBlank ? fields.map { $0.with { $0.error = nil } } : fields
    }
}
