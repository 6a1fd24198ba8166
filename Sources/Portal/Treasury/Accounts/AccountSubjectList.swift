import Database
import Domain
import Ground

extension EventSubject {
    static func account(_ dealer: ID<Dealer>) -> EventSubject { EventSubject("account", dealer.value) }
    static func accountRow(_ id: ID<AccountRow>) -> EventSubject { EventSubject("account_row", id.value) }
}

extension AccountRowStore {
    /// A dealer's account; a row of one leads to it too. Of a dealer's people each sees his own dealer's alone.
    static let namings = [
        SubjectNaming("account") { ids, context, tx in
            guard context.may(DealerAccountRoutes.account) else { return [] }
            return try tx.rows(
                """
                SELECT d.id, d.code, d.name FROM dealer d
                WHERE d.id IN (\(ids)) AND \(LedgerList.within(context.actor.sight))
                """)
        } link: { row, context in
            try link(row, context)
        },
        SubjectNaming("account_row") { ids, context, tx in
            guard context.may(DealerAccountRoutes.account) else { return [] }
            return try tx.rows(
                """
                SELECT r.id, d.code, d.name FROM account_row r JOIN dealer d ON d.id = r.dealer_id
                WHERE r.id IN (\(ids)) AND \(LedgerList.within(context.actor.sight))
                """)
        } link: { row, context in
            try link(row, context)
        },
    ]

    private static func link(_ row: Row, _ context: CompanyContext) throws -> SubjectLink {
        let code: String = context.actor.dealer == nil ? try row("code") : "mine"
        return SubjectLink(label: try row("name"), href: context.paths(DealerAccountRoutes.account, code))
    }
}
