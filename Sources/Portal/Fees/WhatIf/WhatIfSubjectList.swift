import Database
import Domain
import Ground

extension EventSubject {
    static func run(_ id: ID<WhatIfRun>) -> EventSubject { EventSubject("what_if", id.value) }
}

extension WhatIfStore {
    /// By the name of its tariff.
    static let naming = SubjectNaming("what_if") { ids, context, tx in
        guard context.may(WhatIfRoutes.one) else { return [] }
        return try tx.rows(
            "SELECT w.id, t.name FROM what_if w JOIN tariff t ON t.id = w.tariff_id WHERE w.id IN (\(ids))")
    } link: { row, context in
        SubjectLink(label: try row("name"), href: context.paths(WhatIfRoutes.one, try row("id")))
    }
}
