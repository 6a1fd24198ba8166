/// How the numbers of a series look: `1405-000123`, `KH1405-0123`.
public struct NumberForm: Hashable, Sendable {
    public static let widths = 4...9
    public static let longestPrefix = 4

    /// Latin capitals before the year.
    public let prefix: String
    /// Digits at the least.
    public let width: Int

    /// Throws `numbers.prefix` for what a file, an address or a telephone cannot carry, and `numbers.width`.
    public init(prefix: String, width: Int) throws(Complaint) {
        guard prefix.utf8.count <= Self.longestPrefix, prefix.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
            throw Complaint("numbers.prefix", prefix, String(Self.longestPrefix))
        }
        guard Self.widths.contains(width) else {
            throw Complaint("numbers.width", String(Self.widths.lowerBound), String(Self.widths.upperBound))
        }
        self.init(unchecked: prefix, width)
    }

    private init(unchecked prefix: String, _ width: Int) { (self.prefix, self.width) = (prefix, width) }

    /// Until a company says otherwise; payouts are known by their P, and papers of the warehouse by what they do.
    public static func usual(_ series: String) -> NumberForm { NumberForm(unchecked: prefixes[series] ?? "", 6) }

    private static let prefixes = [
        "payout": "P", "stock_receipt": "R", "stock_issue": "H", "stock_transfer": "T", "stock_write_off": "W",
        "part_request": "D", "part_box": "B", "stock_count": "C", "stock_loan": "L",
        "purchase_order": "K", "stock_dismantle": "M", "stock_refurbish": "F",
        "sales_invoice": "S", "sales_credit": "N", "customer_receipt": "Q",
    ]

    public func text(_ number: Int, year: Int) -> String {
        let digits = String(number)
        return "\(prefix)\(year)-" + String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
