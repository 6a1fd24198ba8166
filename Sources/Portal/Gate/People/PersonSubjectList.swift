import Database
import Domain
import Ground
import Web

extension PersonEventStore {
    static let naming = SubjectNaming("person") { ids, context, tx in
        guard context.may(PeopleRoutes.one) else { return [] }
        return try tx.rows("SELECT id, name FROM person WHERE id IN (\(ids))")
    } link: { row, context in
        SubjectLink(label: try row("name"), href: context.paths(PeopleRoutes.one, try row("id")))
    }

    /// Who it was about, and his roles before and after.
    static let wording = RoomWording("people") { happening, reader, _ in
        let roles = [happening.before[""], happening.after[""]].compactMap(\.self).map { reader.roles(Roles(text: $0)) }
        let change = roles.count == 2 ? reader.words("people.change", values: roles) : roles.first
        return [happening.detail[""]?.isolated, change].compactMap(\.self).joined(
            separator: reader.words("list.semicolon"))
    }
}
