import Database
import Domain
import Ground
import Web

/// Which part of dealers' pay waits for parts owed, and up to which day the warehouse is closed, are changed by two people.
enum StockProposals {
    static let (hold, closed) = ("stock_hold", "stock_closed")
    static let names: Set<String> = [hold, closed]

    struct Hold: Codable, Sendable {
        let before: String
        let after: String
    }

    struct Closed: Codable, Sendable {
        let before: CalendarDay?
        let after: CalendarDay?
    }

    /// Whatever of it is another than it is now.
    static func propose(
        closedOn: CalendarDay?, hold wanted: PartHold, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let now = try StockSetting(tx)
        if now.hold != wanted {
            let change = Hold(before: now.hold.rawValue, after: wanted.rawValue)
            try ProposalStore.add(hold, about: hold, change, by: person, tx)
        }
        if now.closedOn != closedOn {
            try ProposalStore.add(
                closed, about: closed, Closed(before: now.closedOn, after: closedOn), by: person, tx)
        }
    }

    static let kinds = [
        ProposalKind(hold, of: Hold.self) { change, context, _ in
            let words = context.words
            func text(_ value: String) -> String { words("stock.setting.hold.\(value)").isolated }
            return [
                Fact(
                    label: words("stock.setting.hold"),
                    value: words("proposals.now", text(change.before), text(change.after)))
            ]
        } apply: { change, maker, _, tx in
            var setting = try StockSetting(tx)
            guard setting.hold.rawValue == change.before, let hold = PartHold(rawValue: change.after) else {
                throw Refusal.stale(Complaint("error.stale"))
            }
            setting.hold = hold
            try setting.set(by: maker, tx)
        },
        ProposalKind(closed, of: Closed.self) { change, context, _ in
            let (reader, words) = (context.reader, context.words)
            func text(_ day: CalendarDay?) -> String {
                day.map { reader.wholeDay($0) } ?? words("stock.setting.closed_on.none")
            }
            return [
                Fact(
                    label: words("stock.setting.closed_on"),
                    value: words("proposals.now", text(change.before).isolated, text(change.after).isolated))
            ]
        } apply: { change, maker, _, tx in
            var setting = try StockSetting(tx)
            guard setting.closedOn == change.before else { throw Refusal.stale(Complaint("error.stale")) }
            setting.closedOn = change.after
            try setting.set(by: maker, tx)
        },
    ]
}
