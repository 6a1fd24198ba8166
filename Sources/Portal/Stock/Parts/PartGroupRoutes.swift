import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The groups of the catalogue: what is in each, and what they are called.
package enum PartGroupRoutes: RoomRoutes {
    static let list = PlainPage("parts/groups", for: .office)
    static let change = FormRoute<ID<PartGroup>>("parts/groups/:partgroup", for: .partWriters)

    package static var all: [Mounted] {
        [
            list.to { _, context in try await show(nil, context) },
            change.to { body, context, id in
                let (form, version) = (PartGroupForm(body, id), try body.version)
                guard let fa = form.fa.value, let en = form.en.value else {
                    return try await show(form, context, status: .unprocessableContent)
                }
                return try await context.once(body, flash: "parts.group_renamed", to: context.paths(list)) { deed in
                    try PartGroupStore.rename(id, at: version, fa: fa, en: en, by: deed.actor.person, deed.tx)
                } orShow: { refused in
                    let field = refused.error as? FieldRefusal
                    return try await show(
                        form.refused(field?.complaint), context, status: refused.status,
                        warning: field == nil ? refused.complaint : nil)
                }
            },
        ]
    }

    private static func show(
        _ form: PartGroupForm?, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let groups = try await context.company.read { try PartGroupList.all($0) }
        if let form, !groups.contains(where: { $0.id == form.group }) { throw Refusal.hidden }
        return try context.show(PartGroupsPage(groups, form, context), status: status, warning: warning)
    }
}

/// What a group is to be called.
struct PartGroupForm: Sendable {
    let group: ID<PartGroup>
    var fa: Input<String>
    let en: Input<String>

    init(_ body: FormBody, _ group: ID<PartGroup>) {
        self.group = group
        fa = body.input("name_fa", shortText(limit: 100))
        en = body.input("name_en", else: "", shortText(limit: 100))
    }

    func refused(_ complaint: Complaint?) -> PartGroupForm {
        var form = self
        form.fa = Input(name: fa.name, typed: fa.typed, value: nil, complaint: complaint)
        return form
    }
}

struct PartGroupsPage: Page {
    struct Line: Sendable {
        let name: String
        let href: String
        let parts: String
        let edit: Edit?
    }

    struct Edit: Sendable {
        let action: String
        let version: String
        let fa: Field
        let en: Field
        let label: String
        let isOpen: Bool
    }

    static let template = "parts/groups"
    let titleKey = "parts.groups"
    let catalogue: String
    let lines: [Line]
    let hasLines: Bool
    let empty: EmptyNote?

    init(_ groups: [PartGroupList.Line], _ form: PartGroupForm?, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        catalogue = context.paths(PartRoutes.list)
        lines = groups.map { group in
            let name = group.names.shown(reader)
            return Line(
                name: name,
                href: Address.of(context.paths(PartRoutes.list), [("group", group.id.description)]),
                parts: reader.number(group.parts),
                edit: context.may(PartGroupRoutes.change)
                    ? Edit(group, form?.group == group.id ? form : nil, context) : nil)
        }.inPersianOrder(by: \.name)
        hasLines = !lines.isEmpty
        empty =
            hasLines ? nil : EmptyNote(title: words("parts.groups.none"), text: words("parts.groups.none_hint"))
    }
}

extension PartGroupsPage.Edit {
    init(_ group: PartGroupList.Line, _ typed: PartGroupForm?, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        func field(_ name: String, _ known: String, _ input: Input<String>?) -> Field {
            let label = "parts.group.\(name)"
            return
                (input.map { Field($0, label: label, for: reader) }
                ?? Field(name: name, label: words(label), value: known)).with { $0.id = "f-\(name)-\(group.id)" }
        }
        self.init(
            action: context.paths(PartGroupRoutes.change, group.id), version: String(group.version),
            fa: field("name_fa", group.names.fa, typed?.fa).with { $0.required = true },
            en: field("name_en", group.names.en, typed?.en),
            label: words("parts.group.rename_one", group.names.shown(reader)), isOpen: typed != nil)
    }
}
