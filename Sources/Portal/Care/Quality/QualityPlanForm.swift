import Domain
import Ground
import Web

/// A plan as it was typed, item by item; an empty row is none.
struct QualityPlanForm: Sendable {
    struct Line: Sendable {
        let kind: String
        let fa: String
        let en: String
        let isRequired: Bool
        let unit: String
        let least: String
        let most: String
        var error: Complaint?

        var isEmpty: Bool { fa.isEmpty && en.isEmpty }
    }

    let name: Input<String>
    let service: Input<String>
    let group: Input<ID<ProductGroup>>
    let model: Input<ID<ProductModel>>
    private(set) var lines: [Line]
    private(set) var items: QualityItems?
    private(set) var complaint: Complaint?

    init(_ form: FormBody, _ choices: TemplateChoices) {
        name = form.input("name", shortText(limit: 100))
        service = form.input("service", else: nil) { code in
            guard choices.names.offeredServices.contains(where: { $0.code == code }) else {
                throw Complaint("form.choose")
            }
            return code
        }
        group = form.input("group", else: nil) { text in
            guard let id = ID<ProductGroup>(text), choices.has(.group(id)) else { throw Complaint("form.choose") }
            return id
        }
        model = form.input("model", else: nil) { text in
            guard let id = ID<ProductModel>(text), choices.has(.model(id)) else { throw Complaint("form.choose") }
            return id
        }
        lines = (1...QualityItems.most).map { place in
            Line(
                kind: form.text("kind_\(place)"), fa: form.text("fa_\(place)"), en: form.text("en_\(place)"),
                isRequired: form.isChecked("required_\(place)"), unit: form.text("unit_\(place)"),
                least: form.raw("least_\(place)"), most: form.raw("most_\(place)"))
        }.filter { !$0.isEmpty }
        var items: [QualityItem] = []
        for place in lines.indices {
            do { items.append(try Self.item(lines[place])) } catch { lines[place].error = error }
        }
        guard items.count == lines.count else { return }
        do throws(Complaint) {
            let asked = try QualityItems(items)
            try asked.checkAsked()
            self.items = asked
        } catch { complaint = error }
    }

    init(_ facts: QualityPlanFacts, _ choices: TemplateChoices) {
        var fields = [
            "name": facts.name, "service": facts.target.serviceType ?? "",
            "group": facts.target.group?.description ?? "", "model": facts.target.model?.description ?? "",
        ]
        for (index, item) in facts.items.items.enumerated() {
            let place = index + 1
            fields["kind_\(place)"] = item.kind.rawValue
            (fields["fa_\(place)"], fields["en_\(place)"]) = (item.fa, item.en)
            if item.isRequired { fields["required_\(place)"] = "1" }
            fields["unit_\(place)"] = item.unit
            fields["least_\(place)"] = item.least.map(Self.text)
            fields["most_\(place)"] = item.most.map(Self.text)
        }
        self.init(FormBody(fields), choices)
    }

    /// nil where a field is refused.
    var facts: QualityPlanFacts? {
        guard let name = name.value, let items, service.complaint == nil, group.complaint == nil,
            model.complaint == nil
        else { return nil }
        return QualityPlanFacts(
            name: name,
            target: QualityTarget(serviceType: service.value, group: group.value, model: model.value), items: items)
    }

    private static func item(_ line: Line) throws(Complaint) -> QualityItem {
        guard let kind = QualityItemKind(rawValue: line.kind) else { throw Complaint("form.choose") }
        guard !line.fa.isEmpty else { throw Complaint("form.missing") }
        guard line.fa.count <= QualityItem.longestText, line.en.count <= QualityItem.longestText else {
            throw Complaint("form.too_long", String(QualityItem.longestText))
        }
        guard line.unit.count <= QualityItem.longestUnit else {
            throw Complaint("form.too_long", String(QualityItem.longestUnit))
        }
        guard kind == .number else {
            return try QualityItem(kind, fa: line.fa, en: line.en, isRequired: line.isRequired)
        }
        return try QualityItem(
            kind, fa: line.fa, en: line.en, isRequired: line.isRequired, unit: line.unit,
            least: limit(line.least), most: limit(line.most))
    }

    private static func limit(_ typed: String) throws(Complaint) -> Int64? {
        SearchText.stored(typed).isEmpty ? nil : try TypedNumber.thousandths(typed, in: QualityItem.measurable)
    }

    /// As it is typed again: `-0.5`.
    private static func text(_ thousandths: Int64) -> String {
        let size = thousandths.magnitude
        let decimals = String(String(String(1_000 + size % 1_000).dropFirst()).reversed().drop { $0 == "0" }.reversed())
        return (thousandths < 0 ? "-" : "") + String(size / 1_000) + (decimals.isEmpty ? "" : "." + decimals)
    }
}
