import Database
import Domain
import Ground
import Web

/// How a dealer and what happens to him is called in the history and in notices.
extension DealerStore {
    /// What of a dealer's history only those read who see money.
    static let kindsOfMoney: Set<String> = [
        "pay", "tax", "sheba_asked", "sheba_confirmed", "sheba_refused", "payments_stopped", "payments_resumed",
        "collateral_taken", "collateral_returned", "collateral_called", "collateral_void",
    ]

    /// For whoever opens its page: the office.
    static let files = AttachmentKind("dealer", addedBy: .managersAndFinance) { id, actor, tx in
        try actor.dealer == nil && tx.value("SELECT 1 FROM dealer WHERE id = \(id)", as: Int.self) != nil
    }

    static let naming = SubjectNaming("dealer") { ids, context, tx in
        guard context.may(DealerRoutes.one) else { return [] }
        return try tx.rows("SELECT id, code, name FROM dealer WHERE id IN (\(ids))")
    } link: { row, context in
        SubjectLink(label: try row("name"), href: context.paths(DealerRoutes.one, try row("code")))
    }

    package static func name(_ id: ID<Dealer>, _ tx: Transaction) throws -> String {
        try tx.value("SELECT name FROM dealer WHERE id = \(id)") ?? ""
    }

    /// What prices his jobs, and how he is taxed, stand in `dealer_event` as codes.
    static let wording = RoomWording("dealers") { happening, reader, _ in
        guard let before = happening.before[""], let after = happening.after[""] else { return nil }
        let arrow = reader.language == .fa ? "←" : "→"
        switch happening.kind {
        case "pay":
            let change = [before, after].map { reader.words("dealers.pay.\($0)") }.joined(separator: " \(arrow) ")
            return [change, happening.detail[""]].compactMap(\.self).joined(separator: reader.words("list.semicolon"))
        case "tax": return [before, after].map { tax($0, reader) }.joined(separator: " \(arrow) ")
        default: return nil
        }
    }

    /// - Parameter text: as `DealerTax.text` writes it.
    private static func tax(_ text: String, _ reader: Reader) -> String {
        let mark = "registered "
        guard text.hasPrefix(mark) else { return reader.words("tax.not_registered") }
        return reader.words("tax.registered", text.dropFirst(mark.count).description.isolatedLeftToRight)
    }
}
