import Database
import Domain
import Ground

extension UnitStore {
    /// - Throws: `DatabaseFault.noRow` where there is no such unit.
    package static func cover(of unit: ID<Unit>, _ tx: Transaction) throws -> UnitCover {
        guard let cover = try covers(of: [unit], tx)[unit] else { throw DatabaseFault.noRow }
        return cover
    }

    /// One that came for another is covered as that one was, unless something ended its own warranty.
    package static func covers(of units: [ID<Unit>], _ tx: Transaction) throws -> [ID<Unit>: UnitCover] {
        guard !units.isEmpty else { return [:] }
        let rules = try WarrantyRuleList.inForce(tx)
        let extensions = try UnitGrantStore.extensions(of: units, tx)
        let guarantees = try UnitGrantStore.guarantees(of: units, tx)
        let rows = try tx.rows(
            """
            SELECT u.id, u.cover_unit_id, r.model_id, m.group_id, m.warranty_months, m.warranty_from, r.purchased_on,
                   r.installed_on, r.activated_on, r.produced_on, coalesce(u.voided_on, r.voided_on) AS voided_on,
                   CASE WHEN u.voided_on IS NULL THEN r.void_reason ELSE u.void_reason END AS void_reason,
                   (SELECT value FROM setting WHERE name = 'commitment_years') AS commitment_years
            FROM unit u
            JOIN unit r ON r.id = coalesce(u.cover_unit_id, u.id)
            JOIN product_model m ON m.id = r.model_id
            WHERE u.id IN (\(units))
            """)
        let (known, extended, guaranteed) = (try rules.value(), try extensions.value(), try guarantees.value())
        return try rows.reduce(into: [:]) { all, row in
            let id: ID<Unit> = try row("id")
            var facts = try CoverFacts(row, known)
            let names = [try row.optional("cover_unit_id"), id].compactMap(\.self)
            facts.extensions = names.flatMap { extended[$0] ?? [] }
            let grants = names.compactMap { guaranteed[$0] }
            (facts.guarantees, facts.partGuarantees) = (grants.flatMap(\.repairs), grants.flatMap(\.parts))
            all[id] = UnitCover(facts)
        }
    }
}

extension UnitStore {
    /// Of a machine that stands on its card alone.
    static func cover(ofCard card: ID<WarrantyCard>, _ tx: Transaction) throws -> UnitCover {
        let rules = try WarrantyRuleList.inForce(tx)
        let row = try tx.one(
            """
            SELECT c.model_id, m.group_id, m.warranty_months, m.warranty_from, c.purchased_on, c.installed_on,
                   c.activated_on, c.produced_on, NULL AS voided_on,
                   (SELECT value FROM setting WHERE name = 'commitment_years') AS commitment_years
            FROM warranty_card c JOIN product_model m ON m.id = c.model_id WHERE c.id = \(card)
            """)
        return UnitCover(try CoverFacts(row, rules.value()))
    }
}

extension CoverFacts {
    fileprivate init(_ row: Row, _ rules: [RuleScope: [CoverRule]]) throws {
        let own = CoverRule(months: try row("warranty_months"), from: try row("warranty_from"))
        let ofModel = rules[.model(try row("model_id"))] ?? []
        let ofGroup = rules[.group(try row("group_id"))] ?? []
        let years: String? = try row.optional("commitment_years")
        self.init(
            rules: ofModel + ofGroup + [own], dates: try UnitDates(row),
            commitmentYears: years.flatMap { Int($0) } ?? CommitmentSetting.usual)
        if let day: CalendarDay = try row.optional("voided_on") { void = CoverVoid(on: day, try row("void_reason")) }
    }
}

extension UnitDates {
    init(_ row: Row) throws {
        self.init(
            sale: try row.optional("purchased_on"), installation: try row.optional("installed_on"),
            activation: try row.optional("activated_on"), production: try row.optional("produced_on"))
    }
}
