import Database
import Domain
import Web

/// How a dealer is taxed: whether he is registered for value added tax, and his economic code.
package struct DealerTax: Hashable, Codable, Sendable {
    package let isRegistered: Bool
    /// Digits; empty where it is not known.
    package let economicCode: String

    package init(isRegistered: Bool, economicCode: String) {
        self.isRegistered = isRegistered
        self.economicCode = economicCode
    }

    /// Reads an economic code: 8 to 16 digits of any script. - Throws: `tax.code.bad`.
    package static func economicCode(_ typed: String) throws -> String {
        let digits = Digits.ascii(SearchText.squeezed(typed))
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), (8...16).contains(digits.utf8.count) else {
            throw Complaint("tax.code.bad", typed)
        }
        return digits
    }

    /// `registered 411111111111`, for the trail.
    package var text: String { "\(isRegistered ? "registered" : "not registered") \(economicCode)" }
}

package enum DealerTaxStore {
    package static func find(_ dealer: ID<Dealer>, _ tx: Transaction) throws -> DealerTax {
        let row = try tx.one("SELECT is_vat_registered, economic_code FROM dealer WHERE id = \(dealer)")
        return DealerTax(isRegistered: try row("is_vat_registered"), economicCode: try row("economic_code"))
    }

    /// Writes who changed it, and from what.
    package static func set(_ tax: DealerTax, of dealer: ID<Dealer>, by: ID<Person>, _ tx: Transaction) throws {
        let before = try find(dealer, tx)
        guard before != tax else { return }
        try tx.execute(
            """
            UPDATE dealer SET is_vat_registered = \(tax.isRegistered), economic_code = \(tax.economicCode)
            WHERE id = \(dealer)
            """)
        try tx.execute(
            """
            INSERT INTO dealer_event (dealer_id, at, person_id, kind, value_before, value_after)
            VALUES (\(dealer), \(tx.now), \(by), 'tax', \(before.text), \(tax.text))
            """)
    }

    /// Who changed it last, and when.
    package static func lastChange(_ dealer: ID<Dealer>, _ tx: Transaction) throws -> (who: String?, at: Instant)? {
        try tx.row(
            """
            SELECT e.at, p.name FROM dealer_event e LEFT JOIN person p ON p.id = e.person_id
            WHERE e.dealer_id = \(dealer) AND e.kind = 'tax' ORDER BY e.id DESC LIMIT 1
            """
        ).map { (who: try $0.optional("name"), at: try $0("at")) }
    }
}
