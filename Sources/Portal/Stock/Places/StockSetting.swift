import Database
import Domain
import Ground

/// What a company says of its warehouse.
package struct StockSetting: Sendable, Equatable {
    static let days = 1...365
    private static let names = (
        closed: "stock.closed_on", due: "stock.return_days", hold: "stock.hold", kept: "stock.kept_days"
    )

    var isOn: Bool
    /// The last day that is closed: nothing is dated on it or before.
    var closedOn: CalendarDay?
    /// Within so many days a removed part is to come back.
    var returnDays: Int
    /// For so many days what is kept back for a request is kept, where nobody says otherwise.
    var keptDays: Int
    /// What of a dealer's pay waits for them. The view `pay_hold` reads it too.
    var hold: PartHold

    init(
        isOn: Bool, closedOn: CalendarDay?, returnDays: Int, keptDays: Int = PartRequestRules.keptDays,
        hold: PartHold = .overdue
    ) {
        (self.isOn, self.closedOn, self.returnDays, self.hold) = (isOn, closedOn, returnDays, hold)
        self.keptDays = keptDays
    }

    init(_ tx: Transaction) throws { self = try Self.ask(tx).value() }

    /// In the journey of the next question.
    static func ask(_ tx: Transaction) throws -> Reply<StockSetting> {
        try SettingStore.ask(tx) { all in
            StockSetting(
                isOn: Feature.stock.isOn(all), closedOn: all[names.closed].flatMap { CalendarDay(iso: $0) },
                returnDays: all[names.due].flatMap { Int($0) } ?? 14,
                keptDays: all[names.kept].flatMap { Int($0) } ?? PartRequestRules.keptDays,
                hold: all[names.hold].flatMap(PartHold.init) ?? .overdue)
        }
    }

    /// As events have them.
    private var texts: [String: String] {
        [
            "stock": isOn ? "✓" : "", "closed_on": closedOn?.isoText ?? "", "return_days": String(returnDays),
            "kept_days": String(keptDays), "hold": hold.rawValue,
        ]
    }

    func set(by person: ID<Person>, _ tx: Transaction) throws {
        let event = Event(
            "stock", of: EventSubject("setting"), in: "settings", from: try StockSetting(tx).texts, to: texts)
        guard event.changesSomething else { return }
        try Feature.stock.set(isOn, tx)
        try SettingStore.set(Self.names.closed, closedOn?.isoText ?? "", tx)
        try SettingStore.set(Self.names.due, String(returnDays), tx)
        try SettingStore.set(Self.names.kept, String(keptDays), tx)
        try SettingStore.set(Self.names.hold, hold.rawValue, tx)
        try EventStore.add(event, by: person, tx)
    }
}
