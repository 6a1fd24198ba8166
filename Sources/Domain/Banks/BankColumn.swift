/// One column of a bank's file.
public struct BankColumn: Codable, Hashable, Sendable {
    public enum Content: String, Codable, CaseIterable, Sendable {
        /// Counted from 1 in each file.
        case row
        case sheba
        /// Without `IR`.
        case shebaDigits = "sheba_digits"
        case amount, payee, reference, description
        case nationalID = "national_id"
        case dealer
        /// `text` as it stands.
        case fixed
        /// `text` is the bank's words for PAYA and SATNA, with | between them.
        case method
        /// The day the file was made, in `calendar` and as `text` shows it: `yyyy/MM/dd`.
        case date
        case empty

        /// Whether it may be cut where it is too long. Of a number or an account nothing is ever cut.
        public var isText: Bool {
            switch self {
            case .payee, .description, .fixed, .dealer, .empty: true
            case .row, .sheba, .shebaDigits, .amount, .reference, .nationalID, .method, .date: false
            }
        }

        /// Whether it may be written in another script's digits.
        public var hasDigits: Bool {
            switch self {
            case .row, .sheba, .shebaDigits, .amount, .reference, .nationalID, .date, .description: true
            case .payee, .dealer, .fixed, .method, .empty: false
            }
        }

        /// Whether zeros in front of it leave it what it is.
        var isCounted: Bool {
            switch self {
            case .row, .amount, .reference: true
            default: false
            }
        }
    }

    public enum Script: String, Codable, CaseIterable, Sendable {
        case latin, persian
    }

    public static let longestHeader = 60
    public static let longestText = 200

    public var content: Content
    public var header: String
    /// Letters; nil where the bank sets none.
    public var longest: Int?
    public var digits = Script.latin
    public var text = ""
    public var calendar = CalendarSystem.jalali
    /// Letters, of a column of a fixed width.
    public var width: Int?

    public init(_ content: Content, header: String) { (self.content, self.header) = (content, header) }

    /// - Throws: `banks.column.pattern` where year, month or day is missing from a date.
    func checkPattern() throws(Complaint) {
        let isWhole = text.contains("yy") && text.contains("MM") && text.contains("dd")
        guard isWhole else { throw Complaint("banks.column.pattern", text) }
    }

    func dateText(_ day: CalendarDay) -> String {
        let parts = calendar.parts(of: day)
        let year = String(parts.year)
        let two = { (number: Int) in String(String(100 + number).suffix(2)) }
        return text.replacing("yyyy", with: year).replacing("yy", with: year.suffix(2))
            .replacing("MM", with: two(parts.month)).replacing("dd", with: two(parts.day))
    }

    func methodText(_ method: PaymentMethod) -> String {
        let words = text.split(separator: "|", omittingEmptySubsequences: false).map {
            DelimitedText.trimmed(String($0))
        }
        switch method {
        case .paya: return words.first.flatMap { $0.isEmpty ? nil : $0 } ?? "PAYA"
        case .satna: return words.count > 1 && !words[1].isEmpty ? words[1] : "SATNA"
        }
    }
}
