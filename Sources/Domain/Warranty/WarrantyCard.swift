/// Marks the ids of warranty cards.
public enum WarrantyCard {}

/// What stands registered of one card: what a further word on it may add, and what it may not say otherwise.
public struct RegisteredCard: Hashable, Sendable {
    public let serial: String
    public let model: ID<ProductModel>
    /// Empty where it has none.
    public var number: String
    public var dates: UnitDates
    /// The file that brought it; empty where it was registered by hand.
    public let file: String
    /// Counted from 1 after the header.
    public let record: Int

    public init(
        serial: String, model: ID<ProductModel>, number: String, dates: UnitDates, file: String = "", record: Int = 0
    ) {
        (self.serial, self.model, self.number) = (serial, model, number)
        (self.dates, self.file, self.record) = (dates, file, record)
    }

    /// Why a card with this number may not be registered for another serial: this one has it.
    public var taken: Complaint {
        file.isEmpty
            ? Complaint("units.card.taken_by_hand", number, serial)
            : Complaint("units.card.taken", number, serial, file, String(record))
    }

    /// With what another word on the same serial adds to it.
    /// - Throws: `DoubleWord` where it says something else.
    public func adding(_ other: RegisteredCard) throws(DoubleWord) -> RegisteredCard {
        if !number.isEmpty, !other.number.isEmpty, number != other.number {
            throw DoubleWord(column: "card", Complaint("units.card.other", serial, number))
        }
        if let day = dates.differing(from: other.dates).first {
            throw DoubleWord(column: CardRecord.column(of: day), Complaint("units.card.day_other", serial))
        }
        var sum = self
        if number.isEmpty { sum.number = other.number }
        sum.dates = dates.filled(from: other.dates)
        return sum
    }

    /// What is said of a card otherwise than before, and in which column.
    public struct DoubleWord: Error, Hashable, Sendable {
        public let column: String
        public let complaint: Complaint

        public init(column: String, _ complaint: Complaint) { (self.column, self.complaint) = (column, complaint) }
    }
}
