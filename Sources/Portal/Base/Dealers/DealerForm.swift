import Domain
import Ground
import Web

/// What a dealer's form chooses from.
struct DealerChoices: Sendable {
    let places: Places
    let provinces: [BothNames]
    let groups: [GroupItem]
    let words: ImportWords
    let calendar: CalendarSystem
}

/// A dealer, as he was typed.
struct DealerForm: Sendable {
    let code: Input<String>
    let name: Input<String>
    let manager: Input<String>
    let mobile: Input<MobileNumber>
    let nationalID: Input<String>
    let sheba: Input<Sheba>
    let province: Input<String>
    let city: Input<CityRow>
    let cities: Input<[CityRow]>
    let groups: Set<ID<ProductGroup>>
    let grade: Input<String>
    let capacity: Input<Int>
    let from: Input<CalendarDay>
    let contract: Input<ClosedRange<CalendarDay>>
    /// Why his grade changes.
    let reason: Input<String>

    init(_ body: FormBody, _ choices: DealerChoices) {
        let (finder, calendar) = (choices.places.finder, choices.calendar)
        var form = body
        form.fields["cities"] = [body.raw("cities").replacing("\r\n", with: "; ").replacing("\n", with: "; ")]
        code = form.input("code", DealerRules.code)
        name = form.input("name", DealerRules.name)
        manager = form.input("manager", DealerRules.name)
        mobile = form.input("mobile") { try MobileNumber($0) }
        nationalID = form.input("national_id", DealerRules.nationalID)
        sheba = form.input("sheba") { try Sheba($0) }
        province = form.input("province", else: "") { name in
            guard let known = finder.province(named: name) else { throw Complaint("kernel.province.unknown", name) }
            return known
        }
        let typed = form.text("province")
        let city = form.input("city") { try finder.find(province: typed, city: $0) }
        self.city = city
        cities = form.input("cities", else: city.value.map { [$0] }) { text in
            try city.value.map { try Coverage.read(text, of: $0, finder) } ?? []
        }
        groups = Set(form.ids("group", of: ProductGroup.self)).intersection(choices.groups.map(\.id))
        grade = form.input("grade") { try DealerRules.grade($0, choices.words) }
        capacity = form.input("daily_capacity", DealerRules.dailyCapacity)
        let from = form.input("contract_from") { try calendar.parse($0) }
        self.from = from
        contract = form.input("contract_to") { text in
            let first = from.value
            return try first.map { try DealerRules.contract(from: $0, to: text, calendar) }
                ?? { $0...$0 }(try calendar.parse(text))
        }
        reason = form.input("grade_reason", else: "", shortText(limit: 300))
    }

    /// nil where something of it cannot be understood.
    /// - Parameter code: of a dealer who is known; nil for a new one.
    func particulars(of code: String?) -> DealerParticulars? {
        guard let code = code ?? self.code.value, let name = name.value, let manager = manager.value,
            let mobile = mobile.value, let nationalID = nationalID.value, province.complaint == nil,
            let city = city.value, let cities = cities.value, let grade = grade.value, let capacity = capacity.value,
            from.value != nil, let contract = contract.value, reason.complaint == nil
        else { return nil }
        return DealerParticulars(
            code: code, name: name, manager: manager, city: city, mobile: mobile, nationalID: nationalID, grade: grade,
            cities: cities, dailyCapacity: capacity, contract: contract)
    }

    /// As the form of a dealer who is known opens.
    static func filled(_ dealer: DealerRow, _ choices: DealerChoices, _ reader: Reader) -> FormBody {
        let known = dealer.particulars
        var form = FormBody([
            "name": known.name, "manager": known.manager, "mobile": MobileNumber.local(stored: known.mobile.e164),
            "national_id": known.nationalID, "province": known.city.provinceFa, "city": known.city.nameFa,
            "cities": Coverage.text(known.cities, of: known.city, choices.places.finder), "grade": known.grade,
            "daily_capacity": reader.number(known.dailyCapacity),
            "contract_from": reader.day(known.contract.lowerBound),
            "contract_to": reader.day(known.contract.upperBound),
        ])
        form.fields["group"] = dealer.groups.map(\.description)
        return form
    }
}
