import Database
import Domain
import Web

/// One reason of the company's table.
package struct Reason: Sendable {
    package let code: String
    package let nameFa: String
    package let nameEn: String

    package func option(_ reader: Reader, chosen: String) -> Field.Option {
        Field.Option(value: code, label: reader.name(fa: nameFa, en: nameEn), selected: code == chosen)
    }
}

/// The kinds of `reason.kind`.
package enum ReasonKind: String, CaseIterable, ColumnValue {
    case decline, reassign, cancel
    case giveBack = "return"
    case claimReject = "claim_reject"
    case claimSendBack = "claim_send_back"
    case complaint
}

package enum ReasonList {
    /// Those that may be chosen, in the company's order; what was not foreseen stands last.
    package static func all(_ kind: ReasonKind, _ tx: Transaction) throws -> [Reason] { try asked(kind, tx).value() }

    package static func asked(_ kind: ReasonKind, _ tx: Transaction) throws -> Reply<[Reason]> {
        try tx.ask(
            """
            SELECT code, name_fa, name_en FROM reason WHERE kind = \(kind) AND is_retired = 0
            ORDER BY CASE WHEN code = \(GivenReason.otherCode) THEN 1 ELSE 0 END, position
            """
        ) { rows in
            try rows.map { Reason(code: try $0("code"), nameFa: try $0("name_fa"), nameEn: try $0("name_en")) }
        }
    }
}
