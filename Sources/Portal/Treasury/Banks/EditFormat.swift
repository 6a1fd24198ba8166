import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The form of a format, new or changed; it shows what it makes while it is filled in.
struct EditFormat: Sendable {
    let context: CompanyContext
    /// nil for a new one.
    let id: ID<BankFormat>?
    let version: Int?

    private var reader: Reader { context.reader }
    private var paths: Paths { context.paths }

    /// - Parameter isSent: what is missing is said only once the form was sent.
    func show(
        _ form: FormatForm, isSent: Bool, status: HTTPResponse.Status = .ok, refused: Complaint? = nil
    ) async throws -> Response {
        let (payout, company, reader, now) = (form.payout, context.company, reader, context.portal.now())
        let rows = try await company.read { try PreviewRows.read(payout, in: company, reader, at: now, $0) }
        return try context.show(page(form, rows, isSent: isSent, refused), status: status)
    }

    private func page(_ form: FormatForm, _ rows: PreviewRows, isSent: Bool, _ refused: Complaint?) -> FormatFormPage {
        let all = FormatFields(form, reader)
        let groups = all.groups().map { group in
            isSent ? group : group.withoutErrors
        }
        let columns = form.kind == .pain ? [] : form.columns.map { ColumnFields($0, of: form, reader) }
        let list = paths(BankFormatRoutes.list)
        let back = id.map { paths(BankFormatRoutes.one, $0) }
        let action = id.map { paths(BankFormatRoutes.revision, $0) }
        let beside = [refused, isSent ? form.complaint : nil].compactMap { $0 }.map(reader.complaint)
        return FormatFormPage(
            titleKey: id == nil ? "banks.new.\(form.kind.rawValue)" : "banks.edit.title",
            titleValues: id == nil ? [] : [form.name.typed], list: list, back: back ?? list,
            action: action ?? paths(BankFormatRoutes.making),
            kind: form.kind.rawValue, version: version.map(String.init),
            errors: FormErrors(groups.flatMap(\.fields) + columns.flatMap(\.fields), beside: beside), groups: groups,
            columns: columns, count: String(form.columns.count), hasColumns: form.kind != .pain,
            mayAdd: form.kind != .pain && form.columns.count < BankFormat.mostColumns, answer: [all.answer],
            rows: rows.field(reader),
            preview: rows.preview(form.format, context))
    }
}

extension FormatFields.Group {
    fileprivate var withoutErrors: Self {
        Self(title: title, fields: fields.map { $0.with { $0.error = nil } }, selects: selects, checks: checks)
    }
}
