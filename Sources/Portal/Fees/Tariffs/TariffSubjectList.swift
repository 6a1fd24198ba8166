import Database
import Domain
import Ground

extension EventSubject {
    static func tariff(_ id: ID<TariffVersion>) -> EventSubject { EventSubject("tariff", id.value) }
}

extension TariffStore {
    static let naming = SubjectNaming("tariff") { ids, context, tx in
        guard context.may(TariffRoutes.one) else { return [] }
        return try tx.rows("SELECT id, name FROM tariff WHERE id IN (\(ids))")
    } link: { row, context in
        SubjectLink(label: try row("name"), href: context.paths(TariffRoutes.one, try row("id")))
    }
}
