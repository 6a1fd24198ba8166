import Database
import Domain
import Ground
import Web

extension IntakeKind: ColumnValue {}

/// A fault to choose from, or a field of the company's own, of one group.
package struct IntakeItemRow: Sendable {
    package let id: ID<IntakeItem>
    package let group: ID<ProductGroup>
    package let names: BothNames
    package let field: AskedField
    package let guide: IntakeGuide
    let position: Int
    let isRetired: Bool
    let version: Int

    fileprivate static let columns: SQL = """
        i.id, i.group_id, i.kind, i.name_fa, i.name_en, i.choices, i.is_required, i.position, i.is_retired, i.version,
        i.text_fa, i.text_en, i.service_type, i.fault_id
        """

    fileprivate init(_ row: Row) throws {
        (id, group, names) = (try row("id"), try row("group_id"), try BothNames(row))
        let choices: String = try row("choices")
        field = AskedField(
            try row("kind"), isRequired: try row("is_required"),
            choices: choices.split(separator: "\n").map(String.init))
        guide = IntakeGuide(
            text: BothNames(fa: try row("text_fa"), en: try row("text_en")), service: try row.optional("service_type"),
            fault: try row.optional("fault_id"))
        (position, isRetired, version) = (try row("position"), try row("is_retired"), try row("version"))
    }
}

/// What a rule or a question says, and when it is shown.
package struct IntakeGuide: Sendable {
    /// Of a question what the caller is told to try.
    package let text: BothNames
    /// nil: for each service.
    package let service: String?
    /// nil: for each fault.
    package let fault: ID<IntakeItem>?

    package static let none = IntakeGuide(text: BothNames(fa: "", en: ""))

    package init(text: BothNames, service: String? = nil, fault: ID<IntakeItem>? = nil) {
        (self.text, self.service, self.fault) = (text, service, fault)
    }

    /// Whether it is shown for what is chosen so far.
    package func isFor(service: String?, fault: ID<IntakeItem>?) -> Bool {
        (self.service == nil || self.service == service) && (self.fault == nil || self.fault == fault)
    }
}

/// What an item says, as it is typed.
package struct IntakeItemFacts: Sendable {
    let names: BothNames
    let field: AskedField
    let guide: IntakeGuide
    /// nil: behind all others.
    let position: Int?

    package init(names: BothNames, field: AskedField, guide: IntakeGuide = .none, position: Int? = nil) {
        (self.names, self.field, self.guide, self.position) = (names, field, guide, position)
    }

    /// As the history keeps them.
    fileprivate func texts(at position: Int) -> [String: String] {
        [
            "name": names.fa, "name_en": names.en, "intake_kind": field.kind.rawValue,
            "choices": field.choices.joined(separator: " · "), "is_required": field.isRequired ? "✓" : "",
            "position": String(position), "text": guide.text.fa, "text_en": guide.text.en,
            "service": guide.service ?? "", "fault": guide.fault?.description ?? "",
        ]
    }
}

/// What a company asks about machines of a group when a job is taken down. Nothing of it goes: it is set aside.
package enum IntakeItemStore {
    private static let most = 200

    /// Those that are asked, in the company's order.
    package static func offered(for group: ID<ProductGroup>, _ tx: Transaction) throws -> [IntakeItemRow] {
        try all(of: group, tx).filter { !$0.isRetired }
    }

    /// The groups about whose machines something is asked before a job is taken down.
    package static func guided(_ tx: Transaction) throws -> [(id: ID<ProductGroup>, names: BothNames)] {
        try tx.rows(
            """
            SELECT g.id, g.name_fa, g.name_en FROM product_group g WHERE g.is_retired = 0 AND EXISTS
                (SELECT 1 FROM intake_item i WHERE i.group_id = g.id AND i.kind = 'question' AND i.is_retired = 0)
            """
        ).map { (try $0("id"), try BothNames($0)) }.inPersianOrder { $0.names.fa }
    }

    /// Those with these ids, in the company's order, whether or not they are asked any more.
    package static func all(_ ids: [ID<IntakeItem>], _ tx: Transaction) throws -> [IntakeItemRow] {
        guard !ids.isEmpty else { return [] }
        return try tx.rows(
            "SELECT \(IntakeItemRow.columns) FROM intake_item i WHERE i.id IN (\(ids)) ORDER BY i.group_id, i.position, i.id"
        ).map(IntakeItemRow.init)
    }

    static func all(of group: ID<ProductGroup>, _ tx: Transaction) throws -> [IntakeItemRow] {
        try tx.rows(
            """
            SELECT \(IntakeItemRow.columns) FROM intake_item i WHERE i.group_id = \(group)
            ORDER BY i.is_retired, i.position, i.id
            """
        ).map(IntakeItemRow.init)
    }

    /// - Throws: `Refusal.hidden` where the group has none such.
    static func find(_ id: ID<IntakeItem>, of group: ID<ProductGroup>, _ tx: Transaction) throws -> IntakeItemRow {
        let row = try tx.row(
            "SELECT \(IntakeItemRow.columns) FROM intake_item i WHERE i.id = \(id) AND i.group_id = \(group)")
        guard let row else { throw Refusal.hidden }
        return try IntakeItemRow(row)
    }

    /// - Throws: `FieldRefusal` where another is called so; `Complaint` where there are too many.
    @discardableResult
    package static func add(
        _ facts: IntakeItemFacts, to group: ID<ProductGroup>, by person: ID<Person>?, _ tx: Transaction
    ) throws -> ID<IntakeItem> {
        let known = try all(of: group, tx)
        try checkName(facts, among: known)
        guard known.count < most else { throw Complaint("products.intake.many", String(most)) }
        let position = facts.position ?? (known.map(\.position).max() ?? 0) + 1
        let (names, field, guide) = (facts.names, facts.field, facts.guide)
        let id: ID<IntakeItem> = try tx.insert(
            """
            INSERT INTO intake_item (group_id, kind, name_fa, name_en, choices, is_required, position, text_fa, text_en,
                                     service_type, fault_id)
            VALUES (\(group), \(field.kind), \(names.fa), \(names.en), \(text(field)), \(field.isRequired), \(position),
                    \(guide.text.fa), \(guide.text.en), \(guide.service), \(guide.fault))
            """)
        try EventStore.add(
            Event(
                "intake_added", of: .productGroup(group), in: "products",
                detail: ["name": names.fa, "intake_kind": field.kind.rawValue]), by: person, tx)
        return id
    }

    /// What kind it is stays: answers of another kind would mean nothing.
    /// - Throws: `Refusal.hidden`, `Refusal.stale`, `FieldRefusal` where another is called so.
    static func change(
        _ id: ID<IntakeItem>, of group: ID<ProductGroup>, at version: Int, to facts: IntakeItemFacts,
        by person: ID<Person>, _ tx: Transaction
    ) throws {
        let before = try find(id, of: group, tx)
        guard before.version == version, before.field.kind == facts.field.kind else {
            throw Refusal.stale(Complaint("error.stale"))
        }
        try checkName(facts, among: try all(of: group, tx).filter { $0.id != id })
        let (names, field, position) = (facts.names, facts.field, facts.position ?? before.position)
        let known = IntakeItemFacts(names: before.names, field: before.field, guide: before.guide)
        let guide = facts.guide
        let event = Event(
            "intake_changed", of: .productGroup(group), in: "products", from: known.texts(at: before.position),
            to: facts.texts(at: position), detail: ["name": before.names.fa])
        guard event.changesSomething else { return }
        _ = try tx.execute(
            """
            UPDATE intake_item SET name_fa = \(names.fa), name_en = \(names.en), choices = \(text(field)),
                is_required = \(field.isRequired), position = \(position), text_fa = \(guide.text.fa),
                text_en = \(guide.text.en), service_type = \(guide.service), fault_id = \(guide.fault),
                version = version + 1
            WHERE id = \(id)
            """)
        try EventStore.add(event, by: person, tx)
    }

    /// - Throws: `Refusal.hidden`, `Refusal.stale`.
    static func setRetired(
        _ isRetired: Bool, _ id: ID<IntakeItem>, of group: ID<ProductGroup>, at version: Int, by person: ID<Person>,
        _ tx: Transaction
    ) throws {
        let item = try find(id, of: group, tx)
        guard item.version == version, item.isRetired != isRetired else {
            throw Refusal.stale(Complaint("error.stale"))
        }
        _ = try tx.execute(
            "UPDATE intake_item SET is_retired = \(isRetired), version = version + 1 WHERE id = \(id)")
        try EventStore.add(
            Event(
                isRetired ? "intake_retired" : "intake_restored", of: .productGroup(group), in: "products",
                detail: ["name": item.names.fa]), by: person, tx)
    }

    private static func text(_ field: AskedField) -> String { field.choices.joined(separator: "\n") }

    private static func checkName(_ facts: IntakeItemFacts, among known: [IntakeItemRow]) throws {
        let key = SearchText.squeezed(facts.names.fa)
        let taken = known.contains {
            $0.field.kind.isField == facts.field.kind.isField
                && ($0.field.kind.isField || $0.field.kind == facts.field.kind)
                && SearchText.squeezed($0.names.fa) == key
        }
        guard !taken else {
            throw FieldRefusal(field: "name_fa", complaint: Complaint("settings.name.taken", facts.names.fa))
        }
    }
}
