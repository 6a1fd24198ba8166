import Domain
import Ground
import Web

/// A customer's particulars as they were typed.
struct CustomerForm: Sendable {
    struct Place: Sendable {
        let city: Input<CityRow>
        let text: Input<String>
        let postalCode: Input<String>
        let pin: Input<MapPin>
        /// As it was shown.
        let oldPin: MapPin?
    }

    let name: Input<String>
    let kind: Input<CustomerKind>
    let numbers: [Input<CustomerNumber>]
    let nationalID: Input<String>
    let email: Input<String>
    let consent: Input<CustomerConsent>
    let note: Input<String>
    let tags: Input<String>
    let places: [Place]

    init(_ form: FormBody, _ finder: Places) {
        name = form.input("name", shortText())
        let kind = CustomerKind(rawValue: form.text("kind")) ?? .person
        self.kind = Input(name: "kind", typed: kind.rawValue, value: kind)
        numbers = form.all("number").enumerated().map { index, text in
            let field = FormBody(["number": text])
            return index == 0
                ? field.input("number") { try CustomerNumber($0) }
                : field.input("number", else: nil) { try CustomerNumber($0) }
        }
        nationalID = form.input("national_id", else: "") { try kind.nationalID($0) }
        email = form.input("email", else: "") { try EmailAddress($0).text.lowercased() }
        let consent = CustomerConsent(rawValue: form.text("consent")) ?? .unasked
        self.consent = Input(name: "consent", typed: consent.rawValue, value: consent)
        note = form.input("note", else: "", shortText(limit: 1000))
        tags = form.input("tags", else: "", shortText())
        places = Self.places(form, finder)
    }

    /// A row whose address is empty is none; one whose city still reads as it was shown keeps that very city.
    private static func places(_ form: FormBody, _ finder: Places) -> [Place] {
        let (cities, texts, codes) = (form.all("address_city"), form.all("address"), form.all("postal_code"))
        let (known, pins, oldPins) = (
            form.all("address_city_known"), form.all("address_pin"), form.all("address_pin_known")
        )
        return texts.enumerated().map { index, text in
            func cell(_ list: [String]) -> String { index < list.count ? list[index] : "" }
            let isNone = FormBody(["address": text]).text("address").isEmpty
            let row = FormBody([
                "address": text, "address_city": cell(cities), "postal_code": cell(codes), "address_pin": cell(pins),
            ])
            let parts = cell(known).split(separator: ":", maxSplits: 1).map(String.init)
            let kept =
                parts.count == 2 && parts[1] == cell(cities) ? ID<City>(parts[0]).flatMap { finder.city($0) } : nil
            func city(_ typed: String) throws -> CityRow { try kept ?? finder.finder.find(province: nil, city: typed) }
            return Place(
                city: isNone
                    ? row.input("address_city", else: nil) { try city($0) }
                    : row.input("address_city") { try city($0) },
                text: row.input("address", else: "", shortText(limit: 500)),
                postalCode: row.input("postal_code", else: "") { try PostalCode($0).text },
                pin: row.input("address_pin", else: nil) { try MapPin.pasted($0) },
                oldPin: try? MapPin(cell(oldPins)))
        }
    }

    /// nil where something of it is refused.
    func particulars(_ places: Places) -> CustomerParticulars? {
        let complaints =
            [name.complaint, nationalID.complaint, email.complaint, note.complaint, tags.complaint]
            + numbers.map(\.complaint)
            + self.places.flatMap { [$0.city.complaint, $0.text.complaint, $0.postalCode.complaint, $0.pin.complaint] }
        guard complaints.allSatisfy({ $0 == nil }), let name = name.value, numbers.first?.value != nil else {
            return nil
        }
        var seen: Set<String> = []
        let unique = numbers.compactMap(\.value).filter { seen.insert($0.stored).inserted }
        return CustomerParticulars(
            name: name, kind: kind.value ?? .person, numbers: unique.map { .init(stored: $0.stored, line: $0.line) },
            nationalID: nationalID.value ?? "", email: email.value ?? "", consent: consent.value ?? .unasked,
            note: note.value ?? "",
            tags: tags.value ?? "",
            addresses: self.places.compactMap { place in
                guard let city = place.city.value, let text = place.text.value, !text.isEmpty else { return nil }
                return .init(
                    city: places.id(city), text: text, postalCode: place.postalCode.value ?? "", pin: place.pin.value,
                    oldPin: place.oldPin)
            })
    }
}

extension FormBody {
    /// As if a customer's particulars had been typed.
    init(_ old: CustomerParticulars, _ pins: AddressPins.Known, _ names: CommonNames, _ reader: Reader) {
        self.init([
            "name": old.name, "kind": old.kind.rawValue, "national_id": old.nationalID, "consent": old.consent.rawValue,
            "note": old.note, "tags": old.tags, "email": old.email,
        ])
        func shown(_ city: ID<City>) -> String { names.city(city)?.names.shown(reader) ?? "" }
        fields["number"] = old.numbers.map(\.typed)
        fields["address"] = old.addresses.map(\.text)
        fields["address_city"] = old.addresses.map { shown($0.city) }
        fields["address_city_known"] = old.addresses.map { "\($0.city):\(shown($0.city))" }
        fields["postal_code"] = old.addresses.map(\.postalCode)
        fields["address_pin"] = old.addresses.map { pins($0.text)?.text ?? "" }
        fields["address_pin_known"] = fields["address_pin"]
    }
}

struct CustomerFormPage: Page {
    enum Occasion: Sendable {
        /// Nothing is missing before it was sent.
        case new(isSent: Bool)
        case change(ID<Customer>, version: Int)
    }

    struct Twin: Sendable {
        let href: String
        let name: String
    }

    struct Place: Sendable {
        let city: Field
        /// The city that was shown, so that a name that two cities have stays what it was.
        let known: String
        let text: Field
        let postalCode: Field
        let pin: Field
        let oldPin: String
    }

    /// Who has more gets the next empty ones with each saving.
    private static let blankNumbers = 2
    private static let blankPlaces = 2

    static let template = "customers/form"
    let titleKey: String
    let action: String
    let back: String
    let backLabel: String
    /// nil for a new one.
    let version: Int?
    /// Who may be the same: then it is asked whether this is another one.
    let twins: [Twin]
    let asksAnother: Bool
    let errors: FormErrors?
    let name: Field
    let kind: Field
    let numbers: [Field]
    let nationalID: Field
    let email: Field
    let consent: Field
    let note: Field
    let tags: Field
    let places: [Place]
    let cities: [String]

    init(
        _ occasion: Occasion, _ body: FormBody, _ finder: Places, _ names: CommonNames,
        twins: [TwinCustomer.One] = [], _ context: CompanyContext
    ) {
        let (reader, form, paths) = (context.reader, CustomerForm(body, finder), context.paths)
        var isFresh = false
        switch occasion {
        case .new(let isSent):
            (titleKey, action, back) = ("customers.new", paths(CustomerRoutes.addition), paths(CustomerRoutes.list))
            (version, isFresh, backLabel) = (nil, !isSent, reader.words("customers.title"))
        case .change(let id, let version):
            (titleKey, action) = ("customers.edit", paths(CustomerRoutes.change, id))
            (back, backLabel) = (paths(CustomerRoutes.one, id), reader.words("jobs.customer"))
            self.version = version
        }
        self.twins = twins.map { Twin(href: paths(CustomerRoutes.one, $0.id), name: $0.name) }
        asksAnother = !twins.isEmpty
        name = Field(form.name, label: "customers.name", for: reader).with {
            $0.required = true
            if isFresh { $0.error = nil }
        }
        kind = Field(name: "kind", label: reader.words("customers.kind")).with {
            $0.options = CustomerKind.allCases.map {
                .init(value: $0.rawValue, label: reader.words($0), selected: $0 == form.kind.value)
            }
        }
        let blanks = (0..<Self.blankNumbers).map { _ in FormBody().input("number", else: nil) { try CustomerNumber($0) }
        }
        numbers = (form.numbers.filter { !$0.typed.isEmpty } + blanks).enumerated().map { index, input in
            Field(input, label: index == 0 ? "customers.number.main" : "customers.number", for: reader).with {
                ($0.id, $0.type, $0.direction, $0.autocomplete) = ("f-number-\(index)", "tel", "ltr", "off")
                $0.required = index == 0
                if isFresh { $0.error = nil }
                if index == 0 { $0.hint = reader.words("customers.number.hint") }
            }
        }
        nationalID = Field(form.nationalID, label: "customers.national_id", for: reader).with { $0.direction = "ltr" }
        email = Field(form.email, label: "customers.email", for: reader).with {
            ($0.type, $0.direction, $0.autocomplete) = ("email", "ltr", "off")
        }
        consent = Field(name: "consent", label: reader.words("customers.consent")).with {
            $0.options = CustomerConsent.allCases.map {
                .init(value: $0.rawValue, label: reader.words($0), selected: $0 == form.consent.value)
            }
        }
        note = Field(form.note, label: "customers.note", for: reader)
        tags = Field(form.tags, label: "customers.tags", for: reader).with {
            $0.hint = reader.words("customers.tags.hint")
        }
        places = Self.places(form, body, finder, reader)
        cities = names.cityNames(reader)
        errors = FormErrors(
            [name] + numbers + [nationalID, email, note, tags]
                + places.flatMap { [$0.city, $0.text, $0.postalCode, $0.pin] })
    }

    private static func places(
        _ form: CustomerForm, _ body: FormBody, _ finder: Places, _ reader: Reader
    ) -> [Place] {
        let known = body.all("address_city_known")
        let empty = [String](repeating: "", count: blankPlaces)
        var none = FormBody()
        none.fields["address"] = empty
        let blank = CustomerForm(none, finder).places
        return (form.places.filter { !$0.text.typed.isEmpty || !$0.city.typed.isEmpty } + blank).enumerated().map {
            index, place in
            Place(
                city: Field(place.city, label: "jobs.city", for: reader).with {
                    ($0.id, $0.list) = ("f-address-city-\(index)", "cities")
                },
                known: index < known.count ? known[index] : "",
                text: Field(place.text, label: "customers.address", for: reader).with { $0.id = "f-address-\(index)" },
                postalCode: Field(place.postalCode, label: "customers.postal_code", for: reader).with {
                    ($0.id, $0.direction) = ("f-postal-\(index)", "ltr")
                },
                pin: Field(place.pin, label: "jobs.new.pin", for: reader).with {
                    ($0.id, $0.direction, $0.autocomplete) = ("f-address-pin-\(index)", "ltr", "off")
                    if index == 0 { $0.hint = reader.words("visits.pin.paste.hint") }
                }, oldPin: place.oldPin?.text ?? "")
        }
    }
}
