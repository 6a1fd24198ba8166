import Base
import Database
import Domain
import Ground
import Web

/// What the form of a new job chooses from, and what is known of the customer whose number was typed.
struct NewJobFacts: Sendable {
    let names: CommonNames
    let places: Places
    let models: [(code: String, name: String)]
    let customer: KnownCustomer?
    /// What is asked about the machine's group; nothing while the machine is not known.
    var asked: [IntakeItemRow] = []
    /// To the questions among them.
    var answers: [IntakeAnswerRow] = []

    /// With what is asked about machines like the one that the form names so far.
    func asking(_ form: FormBody, _ tx: Transaction) throws -> NewJobFacts {
        var facts = self
        facts.asked = try NewJobList.asked(form, tx)
        facts.answers = try IntakeAnswerStore.all(
            of: facts.asked.filter { $0.field.kind == .question }.map(\.id), tx)
        return facts
    }
}

struct KnownCustomer: Sendable {
    let name: String
    let units: [KnownUnit]
    /// Of his newest job, else his main address: to start from.
    let address: String
    let city: ID<City>?
    /// All that the office has written down of him.
    let places: [CustomerPlace]
}

struct KnownUnit: Sendable {
    let serial: String
    let model: String
    let cover: UnitCover
}

enum NewJobList {
    private static let mostModels = 300
    private static let mostUnits = 30

    static func facts(_ number: CustomerNumber?, _ names: CommonNames, _ tx: Transaction) throws -> NewJobFacts {
        NewJobFacts(
            names: names, places: try PlaceList.all(tx),
            models: try tx.rows("\(offered) ORDER BY m.code LIMIT \(literal: mostModels)")
                .map { (code: try $0("code"), name: try $0("name")) },
            customer: try number.flatMap { try customer($0, tx) })
    }

    static func model(ofSerial serial: String, _ tx: Transaction) throws -> ID<ProductModel>? {
        try UnitStore.model(of: serial, tx) ?? WaitingCardList.model(of: serial, tx)
    }

    /// What is asked about machines like the one that the form names so far.
    static func asked(_ form: FormBody, _ tx: Transaction) throws -> [IntakeItemRow] {
        let serial = form.text("unit").isEmpty ? Digits.ascii(form.text("serial")) : form.text("unit")
        if !serial.isEmpty, let known = try model(ofSerial: serial, tx) { return try asked(of: known, tx) }
        let typed = form.text("model")
        guard form.text("unit").isEmpty, !typed.isEmpty else { return [] }
        let found = try models(called: typed, tx)
        return found.count == 1 ? try asked(of: found[0].id, tx) : []
    }

    static func asked(of model: ID<ProductModel>, _ tx: Transaction) throws -> [IntakeItemRow] {
        let group: ID<ProductGroup>? = try tx.value("SELECT group_id FROM product_model WHERE id = \(model)")
        return try group.map { try IntakeItemStore.offered(for: $0, tx) } ?? []
    }

    /// The models that a machine may be of that is new to the company: those that are not set aside.
    private static let offered: SQL = """
        SELECT m.id, m.code, m.name FROM product_model m JOIN product_group g ON g.id = m.group_id
        WHERE m.is_retired = 0 AND g.is_retired = 0
        """

    /// The model with this code, else those with the typed words in their code or name.
    static func models(called typed: String, _ tx: Transaction) throws -> [(id: ID<ProductModel>, code: String)] {
        let key = SearchText.squeezed(typed)
        let all = try tx.rows("\(offered) ORDER BY m.code").map { row in
            (id: try row("id") as ID<ProductModel>, code: try row("code") as String, name: try row("name") as String)
        }
        let exact = all.filter { SearchText.squeezed($0.code) == key }
        let found = exact.isEmpty ? all.filter { SearchText.squeezed($0.code + " " + $0.name).contains(key) } : exact
        return found.map { (id: $0.id, code: $0.code) }
    }

    /// His machines, the newest first.
    static func units(of customer: ID<Customer>, _ tx: Transaction) throws -> [KnownUnit] {
        let rows = try tx.rows(
            """
            SELECT u.id, u.serial, m.name FROM unit u JOIN product_model m ON m.id = u.model_id
            WHERE u.customer_id = \(customer) AND u.merged_into IS NULL ORDER BY u.id DESC LIMIT \(literal: mostUnits)
            """
        )
        let units = try rows.map { (id: try $0("id") as ID<Unit>, row: $0) }
        let covers = try UnitStore.covers(of: units.map(\.id), tx)
        return try units.compactMap { id, row in
            guard let cover = covers[id] else { return nil }
            return KnownUnit(serial: try row("serial"), model: try row("name"), cover: cover)
        }
    }

    private static func customer(_ number: CustomerNumber, _ tx: Transaction) throws -> KnownCustomer? {
        guard let id = try CustomerStore.find(number, tx) else { return nil }
        let row = try tx.one("SELECT name FROM customer WHERE id = \(id)")
        let last = try tx.row(
            "SELECT address, city_id FROM job WHERE customer_id = \(id) ORDER BY id DESC LIMIT 1")
        let places = try CustomerList.addresses(of: id, tx)
        return KnownCustomer(
            name: try row("name"),
            units: try units(of: id, tx),
            address: try last?("address") ?? places.first?.address ?? "",
            city: try last?("city_id") ?? places.first?.city, places: places)
    }
}
