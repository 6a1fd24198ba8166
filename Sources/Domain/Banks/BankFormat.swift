/// How one bank wants its file: everything about it that differs from bank to bank.
public struct BankFormat: Codable, Hashable, Sendable {
    public enum Kind: String, Codable, CaseIterable, Sendable {
        case text, workbook
        /// ISO 20022 `pain.001.001.09`.
        case pain
    }

    public enum Delimiter: String, Codable, CaseIterable, Sendable {
        case comma, semicolon, tab, pipe
        /// Columns of a fixed width.
        case none

        public var text: String {
            switch self {
            case .comma: ","
            case .semicolon: ";"
            case .tab: "\t"
            case .pipe: "|"
            case .none: ""
            }
        }
    }

    public enum LineEnd: String, Codable, CaseIterable, Sendable {
        case crlf, lf
        var text: String { self == .crlf ? "\r\n" : "\n" }
    }

    public enum Encoding: String, Codable, CaseIterable, Sendable {
        case markedUTF8 = "utf8_marked"
        case utf8
        case windows1256 = "windows_1256"
    }

    /// What becomes of a letter that the encoding does not have.
    public enum Unwritable: String, Codable, CaseIterable, Sendable {
        case refuse
        /// A question mark stands for it.
        case replace
    }

    public enum Quoting: String, Codable, CaseIterable, Sendable {
        case needed, always
        /// What would have to be quoted becomes a space.
        case never
    }

    /// Where a line with the number of orders and their sum stands.
    public enum ControlLine: String, Codable, CaseIterable, Sendable {
        case none, first, last
    }

    public static let mostColumns = 30
    public static let mostRows = 100_000

    public var kind = Kind.text
    public var columns: [BankColumn] = []
    public var hasHeader = true
    public var controlLine = ControlLine.none
    public var delimiter = Delimiter.comma
    public var lineEnd = LineEnd.crlf
    public var encoding = Encoding.markedUTF8
    public var unwritable = Unwritable.refuse
    public var quoting = Quoting.needed
    /// The preferred one first: what is beyond its limit goes by the other, or in several orders.
    public var methods: [PaymentMethod] = [.paya, .satna]
    public var isOneMethodPerFile = false
    /// Orders in one file.
    public var mostOrders = 1_000
    /// Minor units; nil where the bank sets none.
    public var greatestSum: Int64?
    /// What the payee reads: `{payout}`, `{period}`, `{reference}` and `{dealer}` are filled in.
    public var description = "{payout}"
    public var debtor = Debtor()
    public var answer = AnswerLayout()

    public init() {}

    /// Who pays, as `pain.001` asks for it.
    public struct Debtor: Codable, Hashable, Sendable {
        public enum Charges: String, Codable, CaseIterable, Sendable {
            case shared = "SHAR"
            case debtor = "DEBT"
            case serviceLevel = "SLEV"
        }

        public var name = ""
        public var sheba = ""
        /// Of the company's bank; may be empty.
        public var bic = ""
        public var charges = Charges.serviceLevel

        public init() {}
    }

    /// - Throws: what keeps a file from being made in this way.
    public func check() throws(Complaint) {
        guard !methods.isEmpty else { throw Complaint("banks.format.methods") }
        guard (1...Self.mostRows).contains(mostOrders) else { throw Complaint("banks.format.orders") }
        guard (greatestSum ?? 1) >= 1 else { throw Complaint("banks.format.sum") }
        switch kind {
        case .pain: try PainMessage.check(debtor)
        case .text, .workbook: try checkColumns()
        }
    }

    private func checkColumns() throws(Complaint) {
        guard columns.count <= Self.mostColumns else { throw Complaint("banks.format.many", String(Self.mostColumns)) }
        guard columns.contains(where: { $0.content == .sheba || $0.content == .shebaDigits }),
            columns.contains(where: { $0.content == .amount })
        else { throw Complaint("banks.format.columns") }
        let isReferenced =
            columns.contains { $0.content == .reference }
            || description.contains("{reference}") && columns.contains { $0.content == .description }
        guard isReferenced else { throw Complaint("banks.format.reference") }
        for column in columns {
            if kind == .text, delimiter == .none, column.width == nil { throw Complaint("banks.format.width") }
            if column.content == .date { try column.checkPattern() }
        }
    }
}
