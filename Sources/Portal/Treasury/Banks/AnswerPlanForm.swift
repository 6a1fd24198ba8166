import Domain
import Web

/// Which column of an answer's file is which, and the day of what was paid where the file says none.
struct AnswerPlanForm: Sendable {
    let plan: AnswerPlan
    let day: Input<CalendarDay>

    /// - Parameter body: as it was sent; a column that is not in it stays as it was.
    init(_ body: FormBody, _ before: AnswerPlan, _ clock: CompanyClock, days: ClosedRange<CalendarDay>) {
        var plan = before
        for column in AnswerColumn.allCases where body.fields["column.\(column.rawValue)"] != nil {
            plan.columns[column.rawValue] = Int(body.text("column.\(column.rawValue)")).flatMap {
                before.header.indices.contains($0) ? $0 : nil
            }
        }
        day = body.input("day") { try clock.calendar.parse($0, paymentIn: days) }
        if let day = day.value { plan.day = day.isoText }
        self.plan = plan
    }

    init(_ plan: AnswerPlan, _ clock: CompanyClock) {
        self.plan = plan
        let day = CalendarDay(iso: plan.day)
        self.day = Input(name: "day", typed: day.map(clock.calendar.text) ?? "", value: day)
    }

    func fields(_ header: [String], _ reader: Reader) -> (columns: [Field], day: Field) {
        let columns = AnswerColumn.allCases.map { column in
            var field = Field(
                name: "column.\(column.rawValue)", label: reader.words("banks.answer_\(column.rawValue)"))
            field.required = column == .reference
            field.blank = reader.words("imports.column.none")
            field.options = header.indices.filter { !header[$0].isEmpty }.map {
                .init(value: String($0), label: header[$0], selected: plan.columns[column.rawValue] == $0)
            }
            return field
        }
        let day = Field(day, label: "banks.answer.day", for: reader).asDay().with {
            $0.required = true
            $0.hint = reader.words("banks.answer.day.hint")
            if $0.error == nil { $0.value = reader.digits($0.value) }
        }
        return (columns, day)
    }
}
