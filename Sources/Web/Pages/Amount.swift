import Domain

/// What `shared/money` shows.
public struct Amount: PageParts, Sendable {
    public let amount: String
    public let unit: String
    public let isNegative: Bool

    public init(_ money: Money, _ reader: Reader) {
        amount = reader.amount(money)
        unit = reader.words("money.unit.\(money.currency.rawValue)")
        isNegative = money.minor < 0
    }

    public func child(named name: String) -> Any? {
        switch name {
        case "amount": Cell(amount)
        case "unit": Cell(unit)
        case "negative": isNegative
        default: nil
        }
    }
}

/// What `shared/pager` shows: how many there are, and the addresses of the pages beside this one.
public struct Pager: PageParts, Sendable {
    public let count: String
    public let newer: String?
    public let older: String?

    public init(count: String, newer: String? = nil, older: String? = nil) {
        self.count = count
        self.newer = newer
        self.older = older
    }

    public func child(named name: String) -> Any? {
        switch name {
        case "count": Cell(count)
        case "newer": newer.map(Cell.init)
        case "older": older.map(Cell.init)
        default: nil
        }
    }
}
