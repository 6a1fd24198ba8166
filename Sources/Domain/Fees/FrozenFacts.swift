import Foundation

extension FeeFacts {
    /// Reads what `frozen` wrote. A what-if reads every job of a year, and a general decoder takes many times as long as to
    /// price it. Complains (`fees.frozen.unreadable`) about any other text.
    public init(frozen: String) throws(Complaint) {
        var fields = FrozenFields(frozen)
        completedAt = try fields.number("completedAt")
        completionDay = try fields.day("completionDay")
        customerLabour = try fields.number("customerLabour")
        customerParts = try fields.number("customerParts")
        dayKind = try fields.word("dayKind")
        dealer = try fields.text("dealer")
        dealerGrade = try fields.text("dealerGrade")
        household = try fields.text("household")
        minutes = try fields.number("minutes")
        number = try fields.text("number")
        outcome = try fields.word("outcome")
        parts = try fields.number("parts")
        productGroup = try fields.text("productGroup")
        productModel = try fields.text("productModel")
        repeatDays = try fields.optionalNumber("repeatDays")
        rework = try fields.optionalNumber("rework")
        serviceType = try fields.text("serviceType")
        tenthsOfHours = try fields.number("tenthsOfHours")
        tenthsOfKm = try fields.number("tenthsOfKm")
        tenthsOfScore = try fields.optionalNumber("tenthsOfScore")
        visits = try fields.number("visits")
        warranty = try fields.word("warranty")
        zone = try fields.word("zone")
        try fields.end()
    }
}

/// The fields of a flat JSON object in the order of their names, as `frozen` writes them.
private struct FrozenFields {
    private let bytes: [UInt8]
    private var place = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    mutating func number(_ name: String) throws(Complaint) -> Int64 {
        guard let number = try optionalNumber(name) else { throw Self.unreadable }
        return number
    }

    /// nil where the field is absent.
    mutating func optionalNumber(_ name: String) throws(Complaint) -> Int64? {
        guard goTo(name) else { return nil }
        let isNegative = take(UInt8(ascii: "-"))
        var number: Int64 = 0
        var digits = 0
        while place < bytes.count, case let digit = bytes[place] &- 0x30, digit < 10 {
            let tenfold = number.multipliedReportingOverflow(by: 10)
            let sum = tenfold.partialValue.subtractingReportingOverflow(Int64(digit))
            guard !tenfold.overflow, !sum.overflow else { throw Self.unreadable }
            number = sum.partialValue
            (digits, place) = (digits + 1, place + 1)
        }
        guard digits > 0, isNegative || number > .min else { throw Self.unreadable }
        return isNegative ? number : -number
    }

    mutating func day(_ name: String) throws(Complaint) -> CalendarDay {
        guard let day = CalendarDay(iso: try text(name)) else { throw Self.unreadable }
        return day
    }

    mutating func word<Word: RawRepresentable>(_ name: String) throws(Complaint) -> Word where Word.RawValue == String {
        guard let word = Word(rawValue: try text(name)) else { throw Self.unreadable }
        return word
    }

    mutating func text(_ name: String) throws(Complaint) -> String {
        guard goTo(name), take(UInt8(ascii: "\"")) else { throw Self.unreadable }
        let start = place
        var isEscaped = false
        while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
            if bytes[place] == UInt8(ascii: "\\") { (isEscaped, place) = (true, place + 1) }
            place += 1
        }
        let content = start..<min(place, bytes.count)
        guard take(UInt8(ascii: "\"")) else { throw Self.unreadable }
        guard isEscaped else { return String(decoding: bytes[content], as: UTF8.self) }
        let whole = Data([UInt8(ascii: "\"")] + bytes[content] + [UInt8(ascii: "\"")])
        guard let text = try? JSONDecoder().decode(String.self, from: whole) else { throw Self.unreadable }
        return text
    }

    mutating func end() throws(Complaint) {
        guard take(UInt8(ascii: "}")), place == bytes.count else { throw Self.unreadable }
    }

    /// Past `{"name":` or `,"name":`; stays where it is if another field follows.
    private mutating func goTo(_ name: String) -> Bool {
        let start = place == 0 ? UInt8(ascii: "{") : UInt8(ascii: ",")
        let after = place + name.utf8.count + 4
        guard after <= bytes.count, bytes[place] == start, bytes[place + 1] == UInt8(ascii: "\""),
            bytes[after - 2] == UInt8(ascii: "\""), bytes[after - 1] == UInt8(ascii: ":"),
            bytes[(place + 2)..<(after - 2)].elementsEqual(name.utf8)
        else { return false }
        place = after
        return true
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard place < bytes.count, bytes[place] == byte else { return false }
        place += 1
        return true
    }

    private static var unreadable: Complaint { Complaint("fees.frozen.unreadable") }
}
