import Database
import Domain
import Ground
import Web

package enum ProductStore {
    /// Adds the model, or brings the one with this code up to what the record says; either is in the history. One that is set
    /// aside stays so.
    /// - Returns: whether it was added.
    package static func set(
        _ product: ProductRecord, _ words: ImportWords, by person: ID<Person>?, _ tx: Transaction
    ) throws -> Bool {
        let facts = ModelFacts(product, group: try ProductGroupStore.findOrAdd(product.group, words, tx))
        guard let known = try id(product.code, tx) else {
            try add(product.code, facts, by: person, tx)
            return true
        }
        try write(facts, to: known, by: person, tx)
        return false
    }

    /// - Throws: `FieldRefusal` where the code is taken.
    static func addNew(_ code: String, _ facts: ModelFacts, by person: ID<Person>, _ tx: Transaction) throws {
        guard try id(code, tx) == nil else {
            throw FieldRefusal(field: "code", complaint: Complaint("products.code.taken", code))
        }
        try add(code, facts, by: person, tx)
    }

    /// - Throws: `Refusal.hidden`, `Refusal.stale` where it is another version by now.
    static func change(
        _ code: String, at version: Int, to facts: ModelFacts, by person: ID<Person>, _ tx: Transaction
    ) throws {
        try write(facts, to: try find(code, at: version, tx), by: person, tx)
    }

    /// Sets it aside, or takes it up again. - Throws: `Refusal.hidden`, `Refusal.stale`.
    static func setRetired(
        _ isRetired: Bool, _ code: String, at version: Int, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let id = try find(code, at: version, tx)
        let changed = try tx.execute(
            """
            UPDATE product_model SET is_retired = \(isRetired), version = version + 1
            WHERE id = \(id) AND is_retired <> \(isRetired)
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        try EventStore.add(
            Event(isRetired ? "retired" : "restored", of: .product(id), in: "products"), by: person, tx)
    }

    /// Whether a machine that is new to the company may be of this model. - Throws: `products.retired`.
    static func checkChoice(_ model: ID<ProductModel>, _ tx: Transaction) throws {
        let code: String? = try tx.value(
            """
            SELECT m.code FROM product_model m JOIN product_group g ON g.id = m.group_id
            WHERE m.id = \(model) AND (m.is_retired = 1 OR g.is_retired = 1)
            """)
        if let code { throw Complaint("products.retired", code) }
    }

    /// Whether a machine that is new to the company may have this serial. - Throws: what `SerialPattern` says of it.
    static func checkSerial(_ serial: String, _ model: ID<ProductModel>, _ tx: Transaction) throws {
        let pattern: String? = try tx.value(
            """
            SELECT g.serial_pattern FROM product_model m JOIN product_group g ON g.id = m.group_id WHERE m.id = \(model)
            """)
        try SerialPattern(pattern ?? "").check(serial)
    }

    /// How serials are written by model, where it is said.
    static func serialPatterns(_ tx: Transaction) throws -> [ID<ProductModel>: SerialPattern] {
        try tx.rows(
            """
            SELECT m.id, g.serial_pattern FROM product_model m JOIN product_group g ON g.id = m.group_id
            WHERE g.serial_pattern <> ''
            """
        ).reduce(into: [:]) { all, row in all[try row("id")] = try SerialPattern(row("serial_pattern")) }
    }

    /// The patterns of the groups that are sold, an empty one for a group whose serials are written anyhow.
    static func allSerialPatterns(_ tx: Transaction) throws -> [SerialPattern] {
        try tx.list("SELECT DISTINCT serial_pattern FROM product_group WHERE is_retired = 0", as: String.self)
            .map { try SerialPattern($0) }
    }

    static func code(_ model: ID<ProductModel>, _ tx: Transaction) throws -> String {
        try tx.one("SELECT code FROM product_model WHERE id = \(model)")("code")
    }

    static func id(_ code: String, _ tx: Transaction) throws -> ID<ProductModel>? {
        try tx.value("SELECT id FROM product_model WHERE code = \(code)")
    }

    private static func find(_ code: String, at version: Int, _ tx: Transaction) throws -> ID<ProductModel> {
        guard let row = try tx.row("SELECT id, version FROM product_model WHERE code = \(code)") else {
            throw Refusal.hidden
        }
        guard try row("version") == version else { throw Refusal.stale(Complaint("error.stale")) }
        return try row("id")
    }

    private static func add(_ code: String, _ facts: ModelFacts, by person: ID<Person>?, _ tx: Transaction) throws {
        let id: ID<ProductModel> = try tx.insert(
            """
            INSERT INTO product_model (code, name, group_id, warranty_months, warranty_from, periodic_months)
            VALUES (\(code), \(facts.name), \(facts.group), \(facts.warrantyMonths), \(facts.warrantyFrom),
                    \(facts.periodicMonths))
            """)
        try EventStore.add(Event("added", of: .product(id), in: "products"), by: person, tx)
    }

    private static func write(
        _ facts: ModelFacts, to id: ID<ProductModel>, by person: ID<Person>?, _ tx: Transaction
    ) throws {
        let row = try tx.one(
            "SELECT name, group_id, warranty_months, warranty_from, periodic_months FROM product_model WHERE id = \(id)"
        )
        let before = try ModelFacts(row)
        guard before != facts else { return }
        if before.warrantyMonths != facts.warrantyMonths || before.warrantyFrom != facts.warrantyFrom {
            try WarrantyRuleList.checkUnruled(id, tx)
        }
        try tx.execute(
            """
            UPDATE product_model SET name = \(facts.name), group_id = \(facts.group),
                warranty_months = \(facts.warrantyMonths), warranty_from = \(facts.warrantyFrom),
                periodic_months = \(facts.periodicMonths), version = version + 1
            WHERE id = \(id)
            """)
        let event = Event(
            "changed", of: .product(id), in: "products", from: try told(before, tx), to: try told(facts, tx))
        try EventStore.add(event, by: person, tx)
    }

    /// As the history keeps them.
    private static func told(_ facts: ModelFacts, _ tx: Transaction) throws -> [String: String] {
        [
            "name": facts.name, "group": try ProductGroupStore.name(facts.group, tx),
            "warranty_months": String(facts.warrantyMonths), "warranty_from": facts.warrantyFrom.rawValue,
            "periodic_months": facts.periodicMonths.map { String($0) } ?? "",
        ]
    }

    /// For whoever opens its page: the office.
    static let files = AttachmentKind("product", addedBy: .managers) { id, actor, tx in
        try actor.dealer == nil && tx.value("SELECT 1 FROM product_model WHERE id = \(id)", as: Int.self) != nil
    }

    static let naming = SubjectNaming("product") { ids, context, tx in
        guard context.may(ProductRoutes.one) else { return [] }
        return try tx.rows("SELECT id, code FROM product_model WHERE id IN (\(ids))")
    } link: { row, context in
        let code: String = try row("code")
        return SubjectLink(label: code, href: context.paths(ProductRoutes.one, code))
    }
}
