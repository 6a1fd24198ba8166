import Database
import Domain
import Ground

/// Registers one card by hand, as a file of cards would.
struct RegisterCard: Sendable {
    let serial: String
    /// Its code; empty: the one that is known of this serial.
    let model: String
    let number: String
    let dates: UnitDates
    /// nil: the card waits for its customer.
    let mobile: CustomerNumber?
    /// May be empty where the number is a known customer's.
    let name: String
    let city: ID<City>?

    /// - Throws: `FieldRefusal`, its field called as the column of a file; `units.card.known` where it says nothing new.
    /// - Parameter person: nobody where its customer did it by himself.
    func run(by person: ID<Person>?, in tx: Transaction) throws {
        let card = RegisteredCard(serial: serial, model: try knownModel(tx), number: number, dates: dates)
        let before = try known(tx)
        let new = NewCard(card, owner: try owner(tx), city: city)
        var batch = try CardBatch([new], by: person, tx)
        guard try batch.take(new) else {
            throw FieldRefusal(field: "serial", complaint: Complaint("units.card.known", serial))
        }
        try batch.finish()
        guard let after = try known(tx) else { return }
        let event = Event(
            before == nil ? "card_registered" : "card_added_to", of: .warrantyCard(after.id), in: "units",
            from: before.map { Self.told($0.card) } ?? [:], to: Self.told(after.card))
        try EventStore.add(event, by: person, tx)
    }

    private func known(_ tx: Transaction) throws -> (id: ID<WarrantyCard>, card: RegisteredCard)? {
        try WarrantyCardStore.rows(of: [serial], or: [], tx).first.map { (try $0("id"), try RegisteredCard($0)) }
    }

    private static func told(_ card: RegisteredCard) -> [String: String] {
        var texts = ["serial": card.serial, "card": card.number]
        for day in CoverDay.allCases { texts[CardRecord.column(of: day)] = card.dates[day]?.isoText ?? "" }
        return texts
    }

    private func knownModel(_ tx: Transaction) throws -> ID<ProductModel> {
        if model.isEmpty {
            if let row = try WarrantyCardStore.rows(of: [serial], or: [], tx).first { return try row("model_id") }
            if let row = try UnitStore.rows(of: [serial], or: [], tx).first { return try row("model_id") }
            throw FieldRefusal(field: "model", complaint: Complaint("form.missing"))
        }
        guard let id = try ProductStore.id(model, tx) else {
            throw FieldRefusal(field: "model", complaint: Complaint("warranty.model_unknown", model))
        }
        return id
    }

    private func owner(_ tx: Transaction) throws -> CardRecord.Owner? {
        guard let mobile else { return nil }
        if name.isEmpty, try CustomerStore.find(mobile, tx) == nil {
            throw FieldRefusal(field: "customer", complaint: Complaint("form.missing"))
        }
        return CardRecord.Owner(mobile, name)
    }
}
