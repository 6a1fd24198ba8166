import Database
import Domain
import Ground
import Web

extension BankFormatStore {
    static let naming = SubjectNaming("bank_format") { ids, context, tx in
        guard context.may(BankFormatRoutes.one) else { return [] }
        return try tx.rows("SELECT id, name FROM bank_format WHERE id IN (\(ids))")
    } link: { row, context in
        SubjectLink(label: try row("name"), href: context.paths(BankFormatRoutes.one, try row("id")))
    }

    static let limitNaming = SubjectNaming("payment_limit") { context in
        SubjectLink(
            label: context.words("banks.limits"),
            href: context.may(BankFormatRoutes.list) ? context.paths(BankFormatRoutes.list) : nil)
    }

    static let wording = RoomWording("banks") { happening, reader, _ in
        guard happening.subject.name == "bank_format" else { return nil }
        return happening.detail[""].map { reader.words("banks.event.version", reader.digits($0)) }
    }
}
