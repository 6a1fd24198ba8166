import Database
import Domain
import Ground
import Web

/// What a company says of how it bills its customers.
package struct BooksSetting: Sendable, Equatable {
    static let dueDays = 0...365
    private static let names = (
        cash: "books.dealer_cash", due: "books.due_days", memory: "books.memory", unit: "books.unit",
        goods: "books.goods."
    )

    var isOn: Bool
    /// From which day on what dealers collect of customers is the company's, and so stands in their accounts; nil while it is
    /// their own.
    var cashFrom: CalendarDay?
    var takesDealerCash: Bool { cashFrom != nil }
    /// From its day an invoice is due after so many days.
    var dueDays: Int
    /// The company's tax memory at the tax office; empty where it has none.
    var memory: String
    /// The code of the unit in which all is counted there.
    var unit: String
    /// The 13 digits by which the tax office knows what is sold.
    var goods: [BillLineKind: String]

    init(_ tx: Transaction) throws { self.init(try SettingStore.all(tx)) }

    init(_ all: [String: String]) {
        isOn = Feature.books.isOn(all)
        cashFrom = all[Self.names.cash].flatMap { CalendarDay(iso: $0) }
        dueDays = all[Self.names.due].flatMap { Int($0) } ?? 0
        memory = all[Self.names.memory] ?? ""
        unit = all[Self.names.unit] ?? ""
        goods = BillLineKind.allCases.reduce(into: [:]) { $0[$1] = all[Self.names.goods + $1.rawValue] ?? "" }
    }

    /// As events have them.
    private var texts: [String: String] {
        [
            "books": isOn ? "✓" : "", "dealer_cash": takesDealerCash ? "✓" : "", "due_days": String(dueDays),
            "tax_memory": memory, "tax_unit": unit,
            "tax_goods": BillLineKind.allCases.map { goods[$0] ?? "" }.joined(separator: " "),
        ]
    }

    /// - Throws: `bills.setting.in_use` where it is switched off and something was billed: that would hold jobs and customers, and
    ///   no page would show it.
    func set(by person: ID<Person>, _ tx: Transaction) throws {
        let known = try BooksSetting(tx)
        let event = Event("books", of: EventSubject("setting"), in: "settings", from: known.texts, to: texts)
        guard event.changesSomething else { return }
        if known.isOn, !isOn, try BillStore.hasStanding(tx) || ReceivableStore.hasOpen(tx) {
            throw Complaint("bills.setting.in_use")
        }
        try Feature.books.set(isOn, tx)
        try SettingStore.set(Self.names.cash, cashFrom?.isoText ?? "", tx)
        try SettingStore.set(Self.names.due, String(dueDays), tx)
        try SettingStore.set(Self.names.memory, memory, tx)
        try SettingStore.set(Self.names.unit, unit, tx)
        for (kind, id) in goods { try SettingStore.set(Self.names.goods + kind.rawValue, id, tx) }
        try EventStore.add(event, by: person, tx)
    }
}

/// Whose the money is that dealers collect: by two people, since it changes what dealers are paid.
package struct ChangeDealerCash: Codable, Sendable {
    static let proposal = "books"

    let takesDealerCash: Bool

    package init(takesDealerCash: Bool) { self.takesDealerCash = takesDealerCash }

    package func propose(by person: ID<Person>, _ tx: Transaction) throws {
        try ProposalStore.add(Self.proposal, about: Self.proposal, self, by: person, tx)
    }

    /// What dealers have collected before was reckoned as their own: it stands in no account.
    package func run(by person: ID<Person>, in company: OpenCompany, _ tx: Transaction) throws {
        var setting = try BooksSetting(tx)
        guard setting.takesDealerCash != takesDealerCash else { return }
        setting.cashFrom = takesDealerCash ? company.clock.day(of: tx.now) : nil
        try setting.set(by: person, tx)
    }

    static let kind = ProposalKind(proposal, of: Self.self) { change, context, _ in
        [
            Fact(
                label: context.words("bills.setting.cash"),
                value: context.words("bills.setting.cash.\(change.takesDealerCash ? "account" : "own")"))
        ]
    } apply: { change, maker, company, tx in
        try Feature.checkBooks(tx)
        try change.run(by: maker, in: company, tx)
    }
}
