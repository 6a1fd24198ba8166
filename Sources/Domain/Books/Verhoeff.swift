/// The check digit of Verhoeff, which finds each wrong digit and each two that were swapped.
public enum Verhoeff {
    private static let product: [[Int]] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 3, 4, 0, 6, 7, 8, 9, 5], [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
        [3, 4, 0, 1, 2, 8, 9, 5, 6, 7], [4, 0, 1, 2, 3, 9, 5, 6, 7, 8], [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
        [6, 5, 9, 8, 7, 1, 0, 4, 3, 2], [7, 6, 5, 9, 8, 2, 1, 0, 4, 3], [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
        [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
    ]
    private static let places: [[Int]] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 5, 7, 6, 2, 8, 3, 0, 9, 4], [5, 8, 0, 3, 7, 9, 6, 1, 4, 2],
        [8, 9, 1, 6, 0, 4, 3, 5, 2, 7], [9, 4, 5, 3, 1, 2, 6, 8, 7, 0], [4, 2, 8, 6, 5, 7, 3, 9, 0, 1],
        [2, 7, 9, 3, 8, 0, 6, 4, 1, 5], [7, 0, 4, 6, 9, 1, 3, 2, 5, 8],
    ]
    private static let inverse = [0, 4, 3, 2, 1, 5, 6, 7, 8, 9]

    /// - Parameter digits: ASCII.
    public static func check(_ digits: String) -> Int {
        let sum = digits.utf8.reversed().enumerated().reduce(0) { sum, digit in
            product[sum][places[(digit.offset + 1) % 8][Int(digit.element) - 0x30]]
        }
        return inverse[sum]
    }
}

/// The number of 22 characters by which the tax office knows an invoice.
public struct TaxID: Hashable, Sendable {
    /// 10 hexadecimal digits, of which 12 decimal ones are left for the check digit.
    public static let serials: ClosedRange<Int64> = 1...999_999_999_999
    public let text: String

    /// - Parameters:
    ///   - memory: the six letters and digits of the company's tax memory.
    ///   - serial: its own among all that this memory issues.
    /// - Throws: `bills.memory`, `bills.serial`.
    public init(memory: String, day: CalendarDay, serial: Int64) throws(Complaint) {
        let memory = try Self.memory(memory)
        guard Self.serials.contains(serial) else { throw Complaint("bills.serial") }
        let days = Int(day.number)
        let letters = memory.utf8.map { $0 < 0x3A ? String($0 - 0x30) : String($0) }.joined()
        let check = Verhoeff.check(letters + Self.padded(String(days), 6) + Self.padded(String(serial), 12))
        let hexadecimal = { (number: Int64) in String(number, radix: 16, uppercase: true) }
        text = memory + Self.padded(hexadecimal(Int64(days)), 5) + Self.padded(hexadecimal(serial), 10) + String(check)
    }

    /// - Throws: `bills.memory`.
    public static func memory(_ typed: String) throws(Complaint) -> String {
        let text = Digits.ascii(SearchText.squeezed(typed)).uppercased()
        guard text.utf8.count == 6, text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) })
        else { throw Complaint("bills.memory") }
        return text
    }

    /// The internal number of a document, which no other of the same memory has: a year, the kind, and its place in the
    /// year's series. - Returns: nil for a number that is none of ours.
    public static func serial(ofNumber number: String, _ kind: BillKind) -> Int64? {
        let bare = number.drop { !$0.isNumber }
        let parts = bare.split(separator: "-").compactMap { Int64($0) }
        guard parts.count == 2, (1...4_999_999).contains(parts[1]), (1...9_999).contains(parts[0]) else { return nil }
        return parts[0] * 10_000_000 + (kind == .credit ? 5_000_000 : 0) + parts[1]
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
