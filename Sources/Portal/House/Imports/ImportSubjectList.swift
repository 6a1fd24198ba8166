import Database
import Domain
import Ground

extension EventSubject {
    static func imported(_ id: ID<Import>) -> EventSubject { EventSubject("import", id.value) }
}

extension ImportStore {
    static let naming = SubjectNaming("import") { ids, context, tx in
        guard context.may(ImportRoutes.one) else { return [] }
        return try tx.rows("SELECT id, file_name FROM import WHERE id IN (\(ids))")
    } link: { row, context in
        SubjectLink(label: try row("file_name"), href: context.paths(ImportRoutes.one, try row("id")))
    }

    /// The file was read, or could not be: in the history, and told to who brought it.
    static func tell(_ id: ID<Import>, _ state: ImportState, _ tx: Transaction) throws {
        guard let row = try find(id, tx) else { return }
        let refused = try ImportList.refusedCount(id, tx)
        let event = Event(
            state.rawValue, of: .imported(id), in: "imports",
            detail: [
                "file": row.fileName, "rows": String(row.read), "added": String(row.added), "refused": String(refused),
            ])
        try EventStore.add(event, by: row.madeBy, tx)
        guard let person = row.madeBy else { return }
        try OutboxStore.add(
            Notice("import_\(state.rawValue)", about: .imported(id), row.fileName), to: .people([person]), but: nil, tx)
    }
}
