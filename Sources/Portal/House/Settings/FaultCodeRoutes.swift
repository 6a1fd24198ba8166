import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web
import Work

/// The company's codes of faults and remedies, each for all machines or for those of some groups.
enum FaultCodeRoutes: RoomRoutes {
    static let page = PlainPage("settings/faults", for: .managers)
    static let export = PlainPage("settings/faults/export", for: .managers, watched: .export)
    static let write = PlainForm("settings/faults", for: .managers, watched: .configuration)
    static let retirement = PlainForm("settings/faults/retirement", for: .managers, watched: .configuration)

    static var all: [Mounted] {
        [
            page.to { request, context in try await show(nil, of: request.asked.text("edit"), context) },
            export.to { request, context in
                try await OwnListSheets.faults(context).response(to: request, context)
            },
            write.to { form, context in try await write(form, context) },
            retirement.to { form, context in try await retire(form, context) },
        ]
    }

    private static func show(
        _ form: FaultCodeForm?, of code: String, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let (rows, groups, cards) = try await context.company.read { tx in
            let kinds: Set = ["fault_added", "fault_changed", "fault_retired", "fault_restored"]
            return (
                try FaultCodeStore.all(tx), try JobSearchList.groups(tx),
                try HistoryCard.cards(ofSettings: kinds, context, tx)
            )
        }
        let edited = rows.first { $0.code == code }
        let page = FaultCodesPage(rows, groups, of: edited, form, cards, context)
        return try context.show(page, status: status, warning: warning)
    }

    private static func write(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let (form, code) = (FaultCodeForm(body), body.text("code"))
        guard let fa = form.nameFa.value, let en = form.nameEn.value, !code.isEmpty || form.kind.value != nil else {
            return try await show(form, of: code, context, status: .unprocessableContent)
        }
        let (kind, groups, version) = (form.kind.value, form.groups, code.isEmpty ? 0 : try body.version)
        return try await context.once(body, flash: "settings.saved", to: context.paths(page)) { deed in
            let known = try JobSearchList.groups(deed.tx)
            guard groups.isSubset(of: known.map(\.id)) else { throw Complaint("form.choose") }
            guard !code.isEmpty else {
                guard let kind else { throw Complaint("form.choose") }
                let added = try FaultCodeStore.add(kind, fa: fa, en: en, for: groups, deed.tx)
                let event = Event("fault_added", of: .setting, in: "settings", detail: ["code": added, "name": fa])
                return try EventStore.add(event, by: deed.actor.person, deed.tx)
            }
            guard let before = try FaultCodeStore.all(deed.tx).first(where: { $0.code == code }) else {
                throw Refusal.hidden
            }
            try FaultCodeStore.change(code, at: version, fa: fa, en: en, for: groups, deed.tx)
            func named(_ groups: Set<ID<ProductGroup>>) -> String {
                known.filter { groups.contains($0.id) }.map(\.names.fa).joined(separator: " · ")
            }
            let event = Event(
                "fault_changed", of: .setting, in: "settings",
                changes: [
                    "name": (before: before.nameFa, after: fa), "name_en": (before: before.nameEn, after: en),
                    "groups": (before: named(before.groups), after: named(groups)),
                ], detail: ["code": code])
            guard event.changesSomething else { return }
            try EventStore.add(event, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(form, of: code, context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func retire(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let (code, isRetired) = (body.text("code"), body.isChecked("retired"))
        guard !code.isEmpty else { throw Refusal.unreadable }
        return try await context.once(body, flash: "settings.saved", to: context.paths(page)) { deed in
            guard let row = try FaultCodeStore.all(deed.tx).first(where: { $0.code == code }) else {
                throw Refusal.hidden
            }
            guard try FaultCodeStore.setRetired(isRetired, code, deed.tx) else {
                throw Refusal.stale(Complaint("error.stale"))
            }
            let event = Event(
                isRetired ? "fault_retired" : "fault_restored", of: .setting, in: "settings",
                detail: ["code": code, "name": row.nameFa])
            try EventStore.add(event, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(nil, of: "", context, status: refused.status, warning: refused.complaint)
        }
    }
}

/// A code as it was typed.
struct FaultCodeForm: Sendable {
    let kind: Input<FaultKind>
    let nameFa: Input<String>
    let nameEn: Input<String>
    let groups: Set<ID<ProductGroup>>

    init(_ form: FormBody) {
        kind = form.input("kind") { typed in
            guard let kind = FaultKind(rawValue: typed) else { throw Complaint("form.choose") }
            return kind
        }
        nameFa = form.input("name_fa", shortText(limit: 100))
        nameEn = form.input("name_en", shortText(limit: 100))
        groups = Set(form.ids("group"))
    }

    init(_ row: FaultCodeRow) {
        var form = FormBody(["kind": row.kind.rawValue, "name_fa": row.nameFa, "name_en": row.nameEn])
        form.fields["group"] = row.groups.map(\.description)
        self.init(form)
    }
}

struct FaultCodesPage: Page {
    struct Line: Sendable {
        let code: String
        let name: String
        let other: String
        let badge: Badge?
        let edit: String
        let isRetired: Bool
    }

    struct Kind: Sendable {
        let title: String
        let lines: [Line]
    }

    static let template = "settings/faults"
    let titleKey = "settings.faults"
    let settings: String
    let files: [FileLink]
    let kinds: [Kind]
    let formTitle: String
    let action: String
    let retirement: String
    /// Of the one that is changed; empty for a new one.
    let code: String
    let version: Int
    let kind: Field?
    let names: [Field]
    let groups: Field
    let errors: FormErrors?
    let cards: PageCards

    init(
        _ rows: [FaultCodeRow], _ all: [GroupRow], of edited: FaultCodeRow?, _ typed: FaultCodeForm?,
        _ cards: PageCards, _ context: CompanyContext
    ) {
        let (reader, paths) = (context.reader, context.paths)
        let names = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0.names.shown(reader)) })
        settings = paths(SettingsRoutes.index)
        files = context.files(FaultCodeRoutes.export, at: paths(FaultCodeRoutes.export))
        (action, retirement) = (paths(FaultCodeRoutes.write), paths(FaultCodeRoutes.retirement))
        kinds = FaultKind.allCases.map { kind in
            Kind(
                title: reader.words("settings.faults.\(kind.rawValue)"),
                lines: rows.filter { $0.kind == kind }.map { Line($0, names, context) })
        }
        let form = typed ?? edited.map(FaultCodeForm.init) ?? FaultCodeForm(FormBody())
        func field<Value>(_ input: Input<Value>, _ label: String) -> Field {
            Field(input, label: label, for: reader).with {
                $0.required = true
                if typed == nil { $0.error = nil }
            }
        }
        let kind = field(form.kind, "settings.faults.kind").with {
            $0.blank = reader.words("form.blank")
            $0.options = FaultKind.allCases.map {
                .init(
                    value: $0.rawValue, label: reader.words("settings.faults.\($0.rawValue)"),
                    selected: $0 == form.kind.value)
            }
        }
        self.kind = edited == nil ? kind : nil
        self.names = [
            field(form.nameFa, "settings.name_fa"),
            field(form.nameEn, "settings.name_en").with { $0.direction = "ltr" },
        ]
        groups = Field(name: "group", label: reader.words("settings.faults.groups")).with {
            $0.hint = reader.words("settings.faults.groups.hint")
            $0.options = all.map {
                .init(
                    value: $0.id.description, label: $0.names.shown(reader), selected: form.groups.contains($0.id))
            }
        }
        code = edited?.code ?? ""
        version = edited?.version ?? 0
        formTitle = edited.map { reader.words("settings.faults.edit", $0.code) } ?? reader.words("settings.faults.add")
        errors = FormErrors((edited == nil ? [kind] : []) + self.names)
        self.cards = cards
    }
}

extension FaultCodesPage.Line {
    init(_ row: FaultCodeRow, _ groups: [ID<ProductGroup>: String], _ context: CompanyContext) {
        let reader = context.reader
        code = row.code
        name = reader.name(fa: row.nameFa, en: row.nameEn)
        let shown = row.groups.compactMap { groups[$0] }.inPersianOrder(by: \.self).joined(
            separator: reader.words("list.comma"))
        other = shown.isEmpty ? reader.words("settings.faults.all") : shown
        badge = row.isRetired ? Badge(kind: "neutral", label: reader.words("products.retired.state")) : nil
        edit = Address.of(context.paths(FaultCodeRoutes.page), [("edit", row.code)]) + "#form"
        isRetired = row.isRetired
    }
}
