import Base
import Database
import Domain
import Ground
import Web

/// A person of finance, or a deed of another wing, writes a row for a dealer's account. It counts once another has confirmed it.
package struct WriteRow: Sendable {
    let kind: ManualRow
    /// Minor units, above zero.
    let size: Int64
    let day: CalendarDay
    let note: String

    package init(kind: ManualRow, size: Int64, day: CalendarDay, note: String) {
        (self.kind, self.size, self.day, self.note) = (kind, size, day, note)
    }

    package func run(for dealer: ID<Dealer>, by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let amount = kind.amount(Money(size, company.currency))
        let row = try AccountRowStore.add(kind, amount, to: dealer, on: day, note: note, by: actor.person, tx)
        let event = Event(
            "row_written", of: .accountRow(row), in: "accounts",
            detail: ["row": kind.rawValue, "amount": String(amount.minor), "day": day.isoText, "note": note])
        try EventStore.add(event, by: actor.person, tx)
        let notice = Notice("row_waiting", about: .accountRow(row), try DealerStore.name(dealer, tx))
        try OutboxStore.add(notice, to: .office(.finance), but: actor.person, tx)
    }
}
