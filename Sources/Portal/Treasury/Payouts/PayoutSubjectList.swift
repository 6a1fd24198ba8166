import Database
import Domain
import Ground
import Web

extension EventSubject {
    static func payout(_ id: ID<Payout>) -> EventSubject { EventSubject("payout", id.value) }
    static func deduction(_ id: ID<DeductionRule>) -> EventSubject { EventSubject("deduction", id.value) }
}

extension PayoutStore {
    static let naming = SubjectNaming("payout") { ids, context, tx in
        guard context.may(PayoutRoutes.one) else { return [] }
        return try tx.rows("SELECT id, number FROM payout WHERE id IN (\(ids))")
    } link: { row, context in
        let number: String = try row("number")
        return SubjectLink(label: number, href: context.paths(PayoutRoutes.one, number))
    }

    /// What an event keeps beside its kind, as the payout's own page reads it.
    static let wording = RoomWording("payouts") { happening, reader, _ in
        guard happening.subject.name == "payout", happening.before.isEmpty, let detail = happening.detail[""] else {
            return nil
        }
        return reader.detail(of: happening.kind, detail) ?? ""
    }
}

extension Reader {
    /// What an event of a payout keeps, in words; nil where it says nothing to people.
    func detail(of kind: String, _ detail: String) -> String? {
        switch kind {
        case "checked", "approved": return detail.isEmpty ? nil : words("easing.by_one", detail.isolated)
        case "paid", "file": return detail
        case "answer": return answerTaken(detail)
        case "rows_paid", "rows_returned":
            let parts = detail.split(separator: " ", maxSplits: 1).map(String.init)
            return words(
                "payouts.event.rows", number(Int(parts.first ?? "") ?? 0),
                (parts.count > 1 ? parts[1] : "").isolated)
        default: return nil
        }
    }
}

extension SettlementSetting {
    /// Deductions and settings stand on one page.
    static let namings = ["deduction", "setting"].map { name in
        SubjectNaming(name) { context in
            SubjectLink(
                label: context.words("deductions.title"),
                href: context.may(DeductionRoutes.list) ? context.paths(DeductionRoutes.list) : nil)
        }
    }
}
