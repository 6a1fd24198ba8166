import Domain
import Fees
import Ground
import Web

/// The form that a file is handed over with.
struct ImportForm: Sendable {
    let kind: Input<ImportKind>
    var file: Input<FormBody.File>
    let kinds: [ImportKind]

    init(_ body: FormBody, _ context: CompanyContext) {
        kinds = ImportKind.allCases.filter { $0.isFor(context.actor) }
        kind = body.input("kind") { text in
            guard let kind = ImportKind(rawValue: text) else { throw Complaint("form.choose") }
            return kind
        }
        let sent = body.files("file").first
        file = Input(
            name: "file", typed: "", value: sent, complaint: sent == nil ? Complaint("imports.file.choose") : nil)
        // The page that opens with an empty form has nothing to complain about.
        isSent = !body.fields.isEmpty
    }

    let isSent: Bool

    func kindField(_ reader: Reader) -> Field {
        var field = Field(kind, label: "imports.kind", for: reader)
        if !isSent { field.error = nil }
        field.required = true
        field.options = kinds.map { kind in
            Field.Option(
                value: kind.rawValue, label: reader.words("imports.kind.\(kind.rawValue)"),
                selected: self.kind.value == kind)
        }
        return field
    }

    func fileField(_ reader: Reader) -> Field {
        var field = Field(file, label: "imports.file", for: reader)
        if !isSent { field.error = nil }
        field.hint = reader.words("imports.file.hint")
        return field
    }
}

/// Which column is which, as the person leaves it, and from when a tariff is valid.
struct PlanForm: Sendable {
    let plan: ImportPlan
    /// nil where the file is no tariff.
    let validFrom: Input<CalendarDay>?
    /// The person has not seen this sheet's columns yet.
    let isOtherSheet: Bool
    /// Against starting in this way.
    let complaint: Complaint?

    /// - Parameter before: of the sheet that the form asks for.
    init(_ body: FormBody, _ row: ImportRow, before: ImportPlan, _ context: CompanyContext) {
        let words = context.portal.importWords
        var plan = before
        isOtherSheet = plan.sheet != nil && body.raw("columns_of") != body.raw("sheet")
        for column in words.columns[row.kind]! where !isOtherSheet && body.fields["column.\(column.name)"] != nil {
            let place = Int(body.text("column.\(column.name)")).flatMap {
                plan.header.indices.contains($0) ? $0 : nil
            }
            plan.columns[column.name] = place
        }
        let calendar = context.company.clock.calendar
        validFrom = row.kind.isDated ? body.input("valid_from") { try calendar.parse($0) } : nil
        if let day = validFrom?.value { plan.validFrom = day.isoText }
        let audience = body.text("audience")
        if row.kind == .tariff, DraftForm.audiences.contains(audience) { plan.audience = audience }
        self.plan = plan
        do {
            try StartImport.check(plan, row.kind, words)
            complaint = nil
        } catch { complaint = error }
    }
}
