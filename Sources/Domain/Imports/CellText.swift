/// Ways to read a cell's text that several kinds of files share.
public enum CellText {
    /// A code or number of the trade: digits in ASCII, letters in capitals, no spaces within.
    /// Throws `imports.code.long`.
    public static func code(_ text: String) throws(Complaint) -> String {
        let code = Digits.ascii(text).uppercased().filter { !$0.isWhitespace && $0 != "\u{200C}" }
        guard code.count <= 60 else { throw Complaint("imports.code.long", String(code.prefix(60))) }
        return code
    }

    /// Throws `form.too_long`.
    public static func words(limit: Int) -> (String) throws(Complaint) -> String {
        { text throws(Complaint) in
            guard text.count <= limit else { throw Complaint("form.too_long", String(limit)) }
            return text
        }
    }

    /// The names of a list: parted by `؛` `;` `،` `,` `|` or a new line.
    public static func list(_ text: String) -> [String] {
        text.split { "؛;،,|\n".contains($0) }.map { SearchText.stored(String($0)) }.filter { !$0.isEmpty }
    }

    /// A day as `CalendarSystem.parse` reads it, or without its marks (`14050902`). A time of day after it is left out.
    public static func day(_ calendar: CalendarSystem) -> (String) throws(Complaint) -> CalendarDay {
        { text throws(Complaint) in try calendar.parse(parted(withoutTime(Digits.ascii(text)))) }
    }

    private static func withoutTime(_ text: String) -> String {
        guard text.contains(":") else { return text }
        return text.replacing(#/[T ]\s*[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?Z?$/#, with: "")
    }

    /// `14050902` as `1405/09/02`.
    static func parted(_ text: String) -> String {
        guard text.utf8.count == 8, TypedCode.isDigits(text.utf8) else { return text }
        return "\(text.prefix(4))/\(text.dropFirst(4).prefix(2))/\(text.suffix(2))"
    }

    public static func whole(_ range: ClosedRange<Int64>) -> (String) throws(Complaint) -> Int {
        { text throws(Complaint) in Int(try TypedNumber.integer(text, in: range)) }
    }

    /// A person's national id or a company's, as digits.
    public static func nationalID(_ text: String) throws(Complaint) -> String {
        if let legal = try? LegalNationalID(text) { return legal.text }
        return try NationalID(text).text
    }
}
