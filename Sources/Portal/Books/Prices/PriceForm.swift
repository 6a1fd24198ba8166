import Domain
import Ground
import Web

/// One price as it was typed.
struct PriceRowInput: Sendable {
    let place: Int
    let kind: Input<PriceKind>
    let service: Input<String>
    /// The code of a group or of a model.
    let scope: Input<PriceScopeList.Choice?>
    let name: Input<String>
    let km: Input<Int>
    let amount: Input<Int64>
    let isExempt: Bool
    /// Nothing of it was filled in.
    let isEmpty: Bool

    init(_ form: FormBody, _ place: Int, services: Set<String>, scopes: [String: PriceScopeList.Choice]) {
        self.place = place
        isEmpty = ["amount", "name", "scope", "km"].allSatisfy { form.text("\($0)\(place)").isEmpty }
        kind = form.input("kind\(place)", else: .labour) { typed in
            guard let kind = PriceKind(rawValue: typed) else { throw Complaint("form.choose") }
            return kind
        }
        service = form.input("service\(place)", else: "") { typed in
            guard services.contains(typed) else { throw Complaint("form.choose") }
            return typed
        }
        scope = form.input("scope\(place)", else: .some(nil)) { typed in
            let code = typed.split(separator: " ").first.map(String.init) ?? typed
            guard let choice = scopes[SearchText.squeezed(typed)] ?? scopes[SearchText.squeezed(code)] else {
                throw Complaint("prices.scope.unknown")
            }
            return choice
        }
        name = form.input("name\(place)", else: "", shortText(limit: PriceRow.longest))
        km = form.input("km\(place)", else: 0) { typed in
            let range = PriceRow.kilometres
            return Int(try TypedNumber.integer(typed, in: Int64(range.lowerBound)...Int64(range.upperBound)))
        }
        amount =
            isEmpty
            ? form.money("amount\(place)", else: nil, in: PriceRow.amounts)
            : form.money("amount\(place)", in: PriceRow.amounts)
        isExempt = form.isChecked("exempt\(place)")
    }

    var isRefused: Bool {
        [kind.complaint, service.complaint, scope.complaint, name.complaint, km.complaint, amount.complaint]
            .contains { $0 != nil }
    }

    /// nil where it is empty, or refused.
    var row: PriceRow? {
        guard !isEmpty, let kind = kind.value, let service = service.value, let scope = scope.value,
            let name = name.value, let km = km.value, let amount = amount.value
        else { return nil }
        return PriceRow(
            kind, service: service, group: scope?.group, model: scope?.model, name: kind == .package ? name : "",
            km: kind.hasKilometres ? km : 0, amount: amount, isExempt: isExempt)
    }
}

/// A list of prices as it was typed.
struct PriceForm: Sendable {
    private static let (first, step) = (6, 6)
    /// Those who may let something off, if the list says so.
    static let discounters: [Role] = [
        .reception, .workshopManager, .serviceManager, .financeOfficer, .financeApprover, .administrator,
    ]

    let rows: [PriceRowInput]
    let discounts: [(role: Role, input: Input<Int>)]
    let from: Input<CalendarDay>
    let asksMore: Bool
    let count: Int

    init(
        _ form: FormBody, services: Set<String>, scopes choices: [PriceScopeList.Choice], today: CalendarDay,
        _ calendar: CalendarSystem
    ) {
        // A model is meant where a group has the same code.
        let scopes = Dictionary(choices.map { (SearchText.squeezed($0.code), $0) }) { _, model in model }
        asksMore = form.isChecked("more")
        // The field is hidden, but anybody can write into it.
        let shown = min(max(Int(form.raw("rows")) ?? Self.first, Self.first), PriceRows.most)
        let count = min(shown + (asksMore ? Self.step : 0), PriceRows.most)
        self.count = count
        rows = (1...count).map { PriceRowInput(form, $0, services: services, scopes: scopes) }
        discounts = Self.discounters.map { role in
            (role, form.input("discount-\(role.rawValue)", else: 0) { try ValueAddedTax.read($0) })
        }
        from = form.input("from", else: today) { typed in
            let day = try calendar.parse(typed)
            guard day >= today else { throw Complaint("prices.from.past") }
            return day
        }
    }

    var canGrow: Bool { count < PriceRows.most }
    var isRefused: Bool {
        rows.contains(where: \.isRefused) || discounts.contains { $0.input.complaint != nil } || from.complaint != nil
    }

    /// - Throws: what speaks against the rows as a whole.
    func change() throws(Complaint) -> ChangePrices {
        let limits = Dictionary(uniqueKeysWithValues: discounts.map { ($0.role.rawValue, $0.input.value ?? 0) })
        return ChangePrices(
            try PriceRows(rows.compactMap(\.row), discounts: limits), from: try from.required())
    }
}

extension FormBody {
    /// As if it had been typed: the list that holds, to be gone on from.
    init(_ prices: PriceRows?, _ choices: [PriceScopeList.Choice], _ reader: Reader) {
        self.init([Self.unitField: reader.unit.rawValue])
        let groups = Dictionary(choices.compactMap { one in one.group.map { ($0, one.code) } }) { first, _ in first }
        let models = Dictionary(choices.compactMap { one in one.model.map { ($0, one.code) } }) { first, _ in first }
        let rows = prices?.rows ?? []
        fields["rows"] = [String(rows.count + 2)]
        for (index, row) in rows.enumerated() {
            let place = index + 1
            let texts = [
                "kind": row.kind.rawValue, "service": row.service, "name": row.name,
                "scope": row.model.flatMap { models[$0] } ?? row.group.flatMap { groups[$0] } ?? "",
                "km": row.kind.hasKilometres ? String(row.km) : "", "amount": reader.unit.text(row.amount),
            ]
            for (name, text) in texts where !text.isEmpty { fields["\(name)\(place)"] = [text] }
            if row.isExempt { fields["exempt\(place)"] = ["1"] }
        }
        for (role, hundredths) in prices?.discounts ?? [:] {
            fields["discount-\(role)"] = [ValueAddedTax.text(hundredths)]
        }
    }
}

/// A rate of value added tax as it was typed.
struct RateForm: Sendable {
    let rate: Input<Int>
    let from: Input<CalendarDay>

    init(_ form: FormBody, _ calendar: CalendarSystem) {
        rate = form.input("rate") { try ValueAddedTax.read($0) }
        from = form.input("rate_from") { try calendar.parse($0) }
    }

    /// nil where something of it is refused.
    var change: ChangeVAT? {
        guard let rate = rate.value, let from = from.value else { return nil }
        return ChangeVAT(ValueAddedTax.Rate(from: from, hundredths: rate))
    }
}
