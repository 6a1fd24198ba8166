import Domain
import Ground
import Web

/// The name of a reason or of a kind of service, as it was typed.
struct NameForm: Sendable {
    let kind: Input<ReasonKind>
    let nameFa: Input<String>
    let nameEn: Input<String>
    /// Of a kind of service.
    let photos: Input<Int>

    init(_ form: FormBody) {
        kind = form.input("kind") { typed in
            guard let kind = ReasonKind(rawValue: typed) else { throw Complaint("form.choose") }
            return kind
        }
        nameFa = form.input("name_fa", shortText(limit: 100))
        nameEn = form.input("name_en", shortText(limit: 100))
        photos = form.input("photos", else: 0, CellText.whole(0...Int64(VisitBounds.photos)))
    }

    init(_ line: ListedName) {
        self.init(FormBody(["name_fa": line.nameFa, "name_en": line.nameEn, "photos": String(line.photos)]))
    }

    /// nil where something of it cannot be understood.
    var names: (fa: String, en: String)? {
        guard let fa = nameFa.value, let en = nameEn.value else { return nil }
        return (fa, en)
    }

    func fields(isBlank: Bool, refusal: FieldRefusal?, _ reader: Reader) -> (
        kind: Field, names: [Field], photos: Field
    ) {
        func field<Value>(_ input: Input<Value>, _ label: String) -> Field {
            Field(input, label: label, for: reader).with {
                $0.required = true
                if isBlank { $0.error = nil }
                if let refusal, refusal.field == input.name { $0.error = reader.complaint(refusal.complaint) }
            }
        }
        let kind = field(kind, "settings.reasons.kind").with {
            $0.blank = reader.words("form.blank")
            $0.options = ReasonKind.allCases.map {
                .init(
                    value: $0.rawValue, label: reader.words("settings.reasons.kind.\($0.rawValue)"),
                    selected: $0 == self.kind.value)
            }
        }
        let names = [
            field(nameFa, "settings.name_fa"), field(nameEn, "settings.name_en").with { $0.direction = "ltr" },
        ]
        let photos = field(photos, "settings.services.photos").with {
            ($0.required, $0.direction, $0.inputMode) = (false, "ltr", "numeric")
            $0.hint = reader.words("settings.services.photos.hint")
        }
        return (kind, names, photos)
    }
}

/// A list of the company's own: what may be chosen, what is set aside, and a form for more.
struct OwnListPage: Page {
    struct Line: Sendable {
        let name: String
        let other: String
        let badge: Badge?
        /// nil where its name stays.
        let edit: String?
        /// nil for what cannot be set aside.
        let retirement: String?
        let isRetired: Bool
    }

    struct Group: Sendable {
        let title: String?
        let lines: [Line]
    }

    static let template = "settings/list"
    let titleKey: String
    let settings: String
    let files: [FileLink]
    let text: String
    let groups: [Group]
    let action: String
    let formTitle: String
    let kind: Field?
    let fields: [Field]
    let errors: FormErrors?
    let cards: PageCards

    init(
        reasons: [(ReasonKind, [ListedName])], _ form: NameForm?, refusal: FieldRefusal?, _ cards: PageCards,
        _ context: CompanyContext
    ) {
        let (reader, paths) = (context.reader, context.paths)
        (titleKey, self.cards) = ("settings.reasons", cards)
        settings = paths(SettingsRoutes.index)
        files = context.files(OwnListRoutes.reasonsExport, at: paths(OwnListRoutes.reasonsExport))
        text = reader.words("settings.reasons.text")
        groups = reasons.map { kind, lines in
            Group(
                title: reader.words("settings.reasons.kind.\(kind.rawValue)"),
                lines: lines.map { line in
                    let retirement = paths(OwnListRoutes.retireReason, kind.rawValue, line.code)
                    return Line(
                        line, edit: nil, retirement: line.code == GivenReason.otherCode ? nil : retirement, reader)
                })
        }
        action = paths(OwnListRoutes.addReason)
        formTitle = reader.words("settings.reasons.add")
        let shown = (form ?? NameForm(FormBody())).fields(isBlank: form == nil, refusal: refusal, reader)
        (kind, fields) = (shown.kind, shown.names)
        errors = FormErrors([shown.kind] + shown.names)
    }

    /// - Parameter edited: the kind of service that gets another name; nil for a form for a new one.
    init(
        services: [ListedName], of edited: ListedName?, _ form: NameForm?, refusal: FieldRefusal?,
        _ cards: PageCards, _ context: CompanyContext
    ) {
        let (reader, paths) = (context.reader, context.paths)
        (titleKey, self.cards) = ("settings.services", cards)
        settings = paths(SettingsRoutes.index)
        files = context.files(OwnListRoutes.servicesExport, at: paths(OwnListRoutes.servicesExport))
        text = reader.words("settings.services.text")
        let lines = services.map { line in
            Line(
                line, edit: Address.of(paths(OwnListRoutes.services), [("edit", line.code)]),
                retirement: paths(OwnListRoutes.retireService, line.code), reader)
        }
        groups = [Group(title: nil, lines: lines)]
        action = edited.map { paths(OwnListRoutes.nameService, $0.code) } ?? paths(OwnListRoutes.addService)
        formTitle =
            edited.map { reader.words("settings.services.edit", reader.name(fa: $0.nameFa, en: $0.nameEn)) }
            ?? reader.words("settings.services.add")
        let typed = form ?? edited.map { NameForm($0) } ?? NameForm(FormBody())
        let shown = typed.fields(isBlank: form == nil, refusal: refusal, reader)
        (kind, fields) = (nil, shown.names + [shown.photos])
        errors = FormErrors(fields)
    }
}

extension OwnListPage.Line {
    fileprivate init(_ line: ListedName, edit: String?, retirement: String?, _ reader: Reader) {
        name = reader.name(fa: line.nameFa, en: line.nameEn)
        let other = name == line.nameFa ? line.nameEn : line.nameFa
        let photos = line.photos > 0 ? reader.words("visits.photos.wanted", reader.number(line.photos)) : nil
        self.other = [other, photos].compactMap(\.self).joined(separator: reader.words("list.semicolon"))
        badge = line.isRetired ? Badge(kind: "neutral", label: reader.words("products.retired.state")) : nil
        (self.edit, self.retirement, isRetired) = (edit, retirement, line.isRetired)
    }
}
