import Domain
import Ground
import Web

/// A warranty rule, as it was typed.
struct WarrantyRuleForm: Sendable {
    /// Of one of both.
    var model: Input<String?>
    let group: Input<ID<ProductGroup>?>
    let soldFrom: Input<CalendarDay>
    let choice: Input<CoverStart.Choice>
    /// Days after each day of a machine's life; nil where that day does not count.
    var days: [(day: CoverDay, input: Input<Int?>)]
    let parts: Input<Int>
    let labour: Input<Int>
    let travel: Input<Int>
    let components: Input<[CoverTerm]>
    let repairMonths: Input<Int>
    let partMonths: Input<Int>
    let partService: Bool
    let repairDays: Input<Int?>
    let voids: Input<[String]>
    let exchangeFailures: Input<Int?>
    let exchangeDays: Input<Int?>

    private static func months(_ typed: String) throws -> Int {
        try CellText.whole(0...Int64(CoverRule.months.upperBound))(typed)
    }

    private static func upToTenYears(_ typed: String) throws -> Int { try CellText.whole(0...3660)(typed) }

    init(_ body: FormBody, _ calendar: CalendarSystem) {
        model = body.input("model", else: .some(nil)) { try CellText.code($0) }
        group = body.input("group", else: .some(nil)) { typed in
            guard let id = ID<ProductGroup>(typed) else { throw Complaint("form.choose") }
            return id
        }
        soldFrom = body.input("sold_from") { try calendar.parse($0) }
        choice = body.input("choice") { typed in
            guard let choice = CoverStart.Choice(rawValue: typed) else { throw Complaint("form.choose") }
            return choice
        }
        days = CoverDay.allCases.map { day in
            (day: day, input: body.input("after_\(day.rawValue)", else: .some(nil)) { try Self.upToTenYears($0) })
        }
        (parts, labour) = (body.input("parts", Self.months), body.input("labour", Self.months))
        travel = body.input("travel", Self.months)
        components = body.input("components", else: []) { try Self.components($0) }
        repairMonths = body.input("repair_months", else: 0, Self.months)
        partMonths = body.input("part_months", else: 0, Self.months)
        partService = body.isChecked("part_service")
        repairDays = body.input("repair_days", else: .some(nil)) { try Self.upToTenYears($0) }
        voids = body.input("voids", else: []) { typed in CellText.list(try shortText(limit: 2000)(typed)) }
        exchangeFailures = body.input("exchange_failures", else: .some(nil)) {
            try CellText.whole(ExchangeLimits.bounds)($0)
        }
        exchangeDays = body.input("exchange_days", else: .some(nil)) { try CellText.whole(ExchangeLimits.bounds)($0) }
        if days.allSatisfy({ $0.input.complaint == nil && $0.input.value == .some(nil) }) {
            days[0].input.complaint = Complaint("warranty.day_missing")
        }
        if (model.value ?? nil) == nil, (group.value ?? nil) == nil, model.complaint == nil {
            model.complaint = Complaint("warranty.scope_missing")
        }
    }

    /// `compressor 60` on each line. - Throws: `warranty.component.bad`, `warranty.component.twice`.
    private static func components(_ typed: String) throws -> [CoverTerm] {
        var seen: Set<String> = []
        return try CellText.list(typed).map { line in
            guard let gap = line.lastIndex(of: " "), let months = try? months(String(line[gap...].dropFirst())) else {
                throw Complaint("warranty.component.bad", line)
            }
            let name = String(line[..<gap]).trimmingSuffix(while: { " :".contains($0) })
            guard !name.isEmpty, name.count <= 60 else { throw Complaint("warranty.component.bad", line) }
            guard seen.insert(SearchText.squeezed(name)).inserted else {
                throw Complaint("warranty.component.twice", name)
            }
            return CoverTerm(.component(name), months: months)
        }
    }

    /// As the form of a version that is known opens.
    static func filled(_ rule: CoverRule, _ calendar: CalendarSystem) -> [String: String] {
        func months(_ subject: CoverSubject) -> String {
            String(rule.terms.first { $0.subject == subject }?.months ?? 0)
        }
        let components = rule.terms.compactMap { term -> String? in
            if case .component(let name) = term.subject { "\(name) \(term.months)" } else { nil }
        }
        var fields = [
            "sold_from": rule.soldFrom.map(calendar.text) ?? "", "choice": rule.start.choice.rawValue,
            "parts": months(.parts), "labour": months(.labour), "travel": months(.travel),
            "components": components.joined(separator: "\n"), "repair_months": String(rule.repairMonths),
            "part_months": String(rule.partMonths), "repair_days": rule.repairDays.map { String($0) } ?? "",
            "voids": rule.voids.joined(separator: "\n"),
        ]
        if rule.partService { fields["part_service"] = "1" }
        fields["exchange_failures"] = rule.exchange.failures.map { String($0) } ?? ""
        fields["exchange_days"] = rule.exchange.days.map { String($0) } ?? ""
        for source in rule.start.sources { fields["after_\(source.day.rawValue)"] = String(source.daysAfter) }
        return fields
    }

    /// nil where something of it cannot be understood.
    var rule: CoverRule? {
        guard let soldFrom = soldFrom.value, let choice = choice.value, let parts = parts.value,
            let labour = labour.value, let travel = travel.value, let components = components.value,
            let repairMonths = repairMonths.value, let partMonths = partMonths.value,
            let repairDays = repairDays.value, let voids = voids.value,
            let failures = exchangeFailures.value, let unusable = exchangeDays.value,
            !days.contains(where: { $0.input.complaint != nil })
        else { return nil }
        let sources = days.compactMap { day, input in
            (input.value ?? nil).map { CoverStart.Source(day, daysAfter: $0) }
        }
        let terms = [
            CoverTerm(.parts, months: parts), CoverTerm(.labour, months: labour), CoverTerm(.travel, months: travel),
        ]
        return CoverRule(
            soldFrom: soldFrom, start: CoverStart(choice, sources), terms: terms + components,
            repairMonths: repairMonths, partMonths: partMonths, partService: partService, repairDays: repairDays,
            voids: voids,
            exchange: ExchangeLimits(failures: failures, days: unusable))
    }
}

extension StringProtocol {
    fileprivate func trimmingSuffix(while isLeft: (Character) -> Bool) -> String {
        var rest = self[...]
        while let last = rest.last, isLeft(last) { rest = rest.dropLast() }
        return String(rest)
    }
}

/// A draft to write or to change.
struct WarrantyRuleFormPage: Page {
    static let template = "warranty/form"
    let titleKey: String
    let list: String
    let action: String
    let back: String
    let version: String?
    let errors: FormErrors?
    let model: Field?
    let group: Field?
    let soldFrom: Field
    let choice: Field
    let days: [Field]
    let parts: Field
    let labour: Field
    let travel: Field
    let components: Field
    let repairMonths: Field
    let partMonths: Field
    let partService: Bool
    let repairDays: Field
    let voids: Field
    let exchangeFailures: Field
    let exchangeDays: Field

    /// - Parameters:
    ///   - item: the draft that is changed; nil for a new one.
    ///   - isBlank: nothing was sent, so nothing is wrong yet.
    init(
        _ form: WarrantyRuleForm, of item: WarrantyRuleItem?, groups: [GroupItem], isBlank: Bool,
        refusal: FieldRefusal? = nil, _ context: CompanyContext
    ) {
        let (reader, paths) = (context.reader, context.paths)
        func field<Value>(_ input: Input<Value>, _ label: String, required: Bool = false, hint: String? = nil) -> Field
        {
            Field(input, label: label, for: reader).with {
                if isBlank { $0.error = nil }
                if let refusal, refusal.field == input.name { $0.error = reader.complaint(refusal.complaint) }
                $0.required = required
                $0.hint = hint.map { reader.words($0) }
            }
        }
        func number<Value>(_ input: Input<Value>, _ label: String, required: Bool = false, hint: String? = nil) -> Field
        {
            field(input, label, required: required, hint: hint).with {
                ($0.inputMode, $0.direction) = ("numeric", "ltr")
            }
        }
        titleKey = item == nil ? "warranty.new" : "warranty.change_title"
        list = paths(WarrantyRuleRoutes.list)
        action = item.map { paths(WarrantyRuleRoutes.change, $0.id) } ?? paths(WarrantyRuleRoutes.addition)
        back = item.map { paths(WarrantyRuleRoutes.one, $0.id) } ?? list
        version = item.map { String($0.revision) }
        model =
            item == nil
            ? field(form.model, "products.model", hint: "warranty.scope_hint").with {
                ($0.direction, $0.autocomplete) = ("ltr", "off")
            } : nil
        group =
            item == nil
            ? field(form.group, "jobs.group").with {
                $0.blank = reader.words("form.blank")
                $0.options = groups.map {
                    .init(
                        value: $0.id.description, label: $0.names.shown(reader),
                        selected: $0.id == (form.group.value ?? nil))
                }
            } : nil
        soldFrom = field(form.soldFrom, "warranty.sold_from", required: true).asDay()
        choice = field(form.choice, "warranty.choice", required: true).with {
            $0.options = CoverStart.Choice.allCases.map {
                .init(
                    value: $0.rawValue, label: reader.words("warranty.choice.option.\($0.rawValue)"),
                    selected: $0 == form.choice.value)
            }
        }
        days = form.days.map { day, input in
            number(input, "warranty.day.\(day.rawValue)").with { $0.unit = reader.words("warranty.days_after") }
        }
        parts = number(form.parts, "warranty.field.parts", required: true)
        labour = number(form.labour, "warranty.field.labour", required: true, hint: "warranty.labour_hint")
        travel = number(form.travel, "warranty.field.travel", required: true)
        components = field(form.components, "warranty.components", hint: "warranty.components_hint")
        repairMonths = number(form.repairMonths, "warranty.repair_months")
        partMonths = number(form.partMonths, "warranty.part_months")
        partService = form.partService
        repairDays = number(form.repairDays, "warranty.repair_days", hint: "warranty.repair_days_hint")
        voids = field(form.voids, "warranty.voids", hint: "warranty.voids_hint")
        exchangeFailures = number(
            form.exchangeFailures, "warranty.exchange_failures", hint: "warranty.exchange_failures_hint")
        exchangeDays = number(form.exchangeDays, "warranty.exchange_days", hint: "warranty.exchange_days_hint")
        let all = [model, group, soldFrom, choice].compactMap(\.self) + days + [parts, labour, travel, components]
        errors = FormErrors(all + [repairMonths, partMonths, repairDays, exchangeFailures, exchangeDays, voids])
    }
}
