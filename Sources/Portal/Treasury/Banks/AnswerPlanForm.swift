import Domain
import Spreadsheets
import Web

/// Which column of an answer's file is which, and the day of what was paid where the file says none.
struct AnswerPlanForm: Sendable {
    let plan: AnswerPlan
    let day: Input<CalendarDay>
    /// The person has not seen this sheet's columns yet.
    let isOtherSheet: Bool

    /// - Parameters:
    ///   - body: as it was sent; a column that is not in it stays as it was.
    ///   - before: of the sheet that the form asks for.
    init(_ body: FormBody, _ before: AnswerPlan, _ clock: CompanyClock, days: ClosedRange<CalendarDay>) {
        var plan = before
        isOtherSheet = before.sheet != nil && body.raw("columns_of") != before.sheet.map(String.init)
        for column in AnswerColumn.allCases where !isOtherSheet && body.fields["column.\(column.rawValue)"] != nil {
            plan.columns[column.rawValue] = Int(body.text("column.\(column.rawValue)")).flatMap {
                before.header.indices.contains($0) ? $0 : nil
            }
        }
        day = body.input("day") { try clock.calendar.parse($0, paymentIn: days) }
        if let day = day.value { plan.day = day.isoText }
        self.plan = plan
    }

    init(_ plan: AnswerPlan, _ clock: CompanyClock) {
        (self.plan, isOtherSheet) = (plan, false)
        let day = CalendarDay(iso: plan.day)
        self.day = Input(name: "day", typed: day.map(clock.calendar.text) ?? "", value: day)
    }

    /// nil where there is nothing to choose.
    static func sheet(_ file: TableFile, _ reader: Reader) -> Field? {
        guard file.sheets.count > 1 else { return nil }
        return Field(name: "sheet", label: reader.words("imports.sheet")).with {
            $0.options = file.sheets.enumerated().map { place, name in
                .init(value: String(place), label: name, selected: place == file.sheet)
            }
        }
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
