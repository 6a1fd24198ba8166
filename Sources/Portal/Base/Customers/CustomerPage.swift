import Domain
import Ground
import Web

struct CustomerPage: Page {
    static let template = "customers/customer"
    let titleKey = "customers.page_title"
    let titleValues: [String]
    let list: String
    let name: String
    let facts: [Fact]
    let change: String?
    let merge: String?
    let machines: [Fact]
    let hasMachines: Bool
    /// All that is kept of him; nil for those who may not see it so.
    let data: String?
    let cards: PageCards

    init(
        _ customer: CustomerSheet, _ pins: AddressPins.Known, _ names: CommonNames, _ cards: PageCards,
        _ context: CompanyContext
    ) {
        titleValues = [customer.name]
        list = context.paths(CustomerRoutes.list)
        name = customer.name
        facts = Self.facts(customer, pins, names, context)
        let isFixed = customer.isErased || customer.mergedInto != nil
        change = isFixed ? nil : context.pathIfAllowed(CustomerRoutes.form, customer.id)
        merge = isFixed ? nil : context.pathIfAllowed(MergeRoutes.question, customer.id)
        machines = customer.machines.map {
            Fact(label: $0.model, value: $0.serial, href: context.paths(UnitRoutes.one, $0.serial), isLtr: true)
        }
        hasMachines = !machines.isEmpty
        data = context.pathIfAllowed(PrivacyRoutes.data, customer.id)
        self.cards = cards
    }

    /// How he is reached and what he is; what is not known is left out.
    static func facts(
        _ customer: CustomerSheet, _ pins: AddressPins.Known, _ names: CommonNames, _ context: CompanyContext
    ) -> [Fact] {
        let (reader, words, known) = (context.reader, context.words, customer.particulars)
        let numbers = known.numbers.enumerated().map { index, number in
            let line = number.line.isEmpty ? "" : " #" + reader.digits(number.line)
            return Fact(
                label: words(index == 0 ? "customers.number.main" : "customers.number"),
                value: reader.mobile(number.stored) + line, href: number.isReal ? "tel:\(number.stored)" : nil,
                isLtr: true)
        }
        let places = known.addresses.map { place in
            let city = names.city(place.city)?.names.shown(reader) ?? ""
            let parts = [place.text, city, reader.digits(place.postalCode)].filter { !$0.isEmpty }
            return Fact(
                label: words("customers.address"), value: parts.joined(separator: words("list.comma")),
                href: MapLink(pins(place.text), [place.text, city], reader).web.first?.href)
        }
        let rest = [
            known.kind == .person ? nil : Fact(label: words("customers.kind"), value: words(known.kind)),
            known.nationalID.isEmpty
                ? nil
                : Fact(label: words("customers.national_id"), value: reader.digits(known.nationalID), isLtr: true),
            known.email.isEmpty ? nil : Fact(label: words("customers.email"), value: known.email, isLtr: true),
            known.consent == .unasked ? nil : Fact(label: words("customers.consent"), value: words(known.consent)),
            known.tags.isEmpty ? nil : Fact(label: words("customers.tags"), value: known.tags),
            known.note.isEmpty ? nil : Fact(label: words("customers.note"), value: known.note),
            Fact(label: words("customers.since"), value: reader.wholeDay(of: customer.since)),
        ]
        return numbers + places + rest.compactMap(\.self)
    }
}
