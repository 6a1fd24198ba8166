/// What a bank is given to pay a payout: one row for each dealer, the same bytes whenever it is made.
public struct BankFile: Sendable {
    public struct Row: Hashable, Sendable {
        public let sheba: String
        public let amount: Int64
        public let payee: String
        /// The bank gives it back with its payment.
        public let reference: String
        public let description: String

        public init(sheba: String, amount: Int64, payee: String, reference: String, description: String) {
            (self.sheba, self.amount, self.payee) = (sheba, amount, payee)
            (self.reference, self.description) = (reference, description)
        }
    }

    /// UTF-8 with a byte order mark and CRLF, as spreadsheets of banks read it; amounts and Shebas in plain digits.
    public let bytes: [UInt8]

    public init(header: [String], rows: [Row]) {
        let records = rows.enumerated().map { place, row in
            [
                String(place + 1), row.sheba, String(row.amount), DelimitedText.safeCell(row.payee), row.reference,
                DelimitedText.safeCell(row.description),
            ]
        }
        bytes = [0xEF, 0xBB, 0xBF] + Array(DelimitedText.write(header: header, records: records, lineEnd: "\r\n").utf8)
    }

    /// `14050000010003` for the third row of `P1405-000001`: digits only, for banks take nothing else.
    public static func reference(payout number: String, position: Int) -> String {
        let digits = String(position)
        return number.filter(\.isWholeNumber) + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
