import Domain
import Web

/// A new rule of deductions, as it was typed.
struct DeductionForm: Sendable {
    let kind: Input<DeductionRule.Kind>
    let position: Input<Int64>
    let percent: Input<Percent>
    let base: Input<DeductionRule.Base>
    let grades: Set<String>
    let isForRegistered: Bool
    let from: Input<CalendarDay>
    var to: Input<CalendarDay?>

    init(_ form: FormBody, _ clock: CompanyClock, today: CalendarDay) {
        kind = form.input("kind") { typed in
            guard let kind = DeductionRule.Kind(rawValue: typed) else { throw Complaint("form.choose") }
            return kind
        }
        base = form.input("base") { typed in
            guard let base = DeductionRule.Base(rawValue: typed) else { throw Complaint("form.choose") }
            return base
        }
        position = form.input("position") { try TypedNumber.integer($0, in: 1...99) }
        percent = form.input("percent") { try Percent($0) }
        grades = Set(form.all("grade")).intersection(DealerRules.grades)
        isForRegistered = form.isChecked("registered")
        let ahead = { (typed: String) throws -> CalendarDay in
            let day = try clock.calendar.parse(typed)
            guard day >= today else { throw Complaint("deductions.day.past") }
            return day
        }
        from = form.input("from", ahead)
        to = form.input("to", else: .some(nil)) { try ahead($0) }
        if let last = to.value ?? nil, let first = from.value, last < first {
            to.complaint = Complaint("deductions.day.order")
        }
    }

    /// nil where something of it cannot be understood.
    var command: AddDeduction? {
        guard let kind = kind.value, let position = position.value, let percent = percent.value, let base = base.value,
            let from = from.value, let to = to.value, to == nil || to! >= from
        else { return nil }
        return AddDeduction(
            kind: kind, position: Int(position), percent: percent, base: base, grades: grades,
            isForRegistered: isForRegistered, from: from, to: to)
    }

    /// - Parameter isBlank: nothing was sent, so nothing is wrong yet.
    func fields(isBlank: Bool, today: CalendarDay, _ reader: Reader) -> DeductionsPage.Fields {
        let shown = { (field: Field) in isBlank ? field.with { $0.error = nil } : field }
        return DeductionsPage.Fields(
            kind: shown(
                Field(kind, label: "deductions.kind", for: reader).with {
                    ($0.required, $0.blank) = (true, reader.words("form.blank"))
                    $0.options = DeductionRule.Kind.allCases.map {
                        .init(
                            value: $0.rawValue, label: reader.words("ledger.kind.\($0.rawValue)"),
                            selected: $0 == kind.value)
                    }
                }),
            base: shown(
                Field(base, label: "deductions.base", for: reader).with {
                    $0.required = true
                    $0.options = DeductionRule.Base.allCases.map {
                        .init(
                            value: $0.rawValue, label: reader.words("deductions.base.\($0.rawValue)"),
                            selected: $0 == base.value)
                    }
                }),
            position: shown(number(Field(position, label: "deductions.position", for: reader))),
            percent: shown(
                number(Field(percent, label: "deductions.percent", for: reader)).with {
                    $0.unit = reader.words("deductions.percent.unit")
                }),
            grades: Field(name: "grade", label: reader.words("deductions.grades")).with {
                $0.hint = reader.words("deductions.grades.hint")
                $0.options = DealerRules.grades.map {
                    .init(value: $0, label: reader.words("dealers.grade.\($0)"), selected: grades.contains($0))
                }
            },
            registered: Field(name: "registered", label: reader.words("deductions.registered")).with {
                $0.options = [
                    .init(value: "1", label: reader.words("deductions.registered.only"), selected: isForRegistered)
                ]
            },
            from: shown(
                Field(from, label: "deductions.from", for: reader).asDay(from: today).with {
                    $0.required = true
                    if isBlank { $0.value = reader.day(today) }
                }),
            to: shown(Field(to, label: "deductions.to", for: reader).asDay(from: today)))
    }

    private func number(_ field: Field) -> Field {
        field.with { ($0.required, $0.inputMode, $0.direction) = (true, "decimal", "ltr") }
    }
}
