import Domain

/// What `shared/money` shows.
public struct Amount: PageParts, Sendable {
    public let amount: String
    public let unit: String
    public let isNegative: Bool

    public init(_ money: Money, _ reader: Reader) {
        amount = reader.amount(money)
        unit = reader.unitName
        isNegative = money.minor < 0
    }

    public func child(named name: String) -> Part? {
        switch name {
        case "amount": .text(amount)
        case "unit": .text(unit)
        case "negative": .flag(isNegative)
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

    public func child(named name: String) -> Part? {
        switch name {
        case "count": .text(count)
        case "newer": newer.map(Part.text)
        case "older": older.map(Part.text)
        default: nil
        }
    }
}
