/// A serial as it is typed off a plate, or copied out of a message.
public enum SerialText {
    /// Capitals of other scripts that look like Latin ones.
    private static let lookAlikes: [Character: Character] = [
        "А": "A", "В": "B", "С": "C", "Е": "E", "Н": "H", "К": "K", "М": "M", "О": "O", "Р": "P", "Т": "T", "Х": "X",
        "У": "Y", "І": "I", "Ј": "J", "Ѕ": "S", "Α": "A", "Β": "B", "Ε": "E", "Ζ": "Z", "Η": "H", "Ι": "I", "Κ": "K",
        "Μ": "M", "Ν": "N", "Ο": "O", "Ρ": "P", "Τ": "T", "Υ": "Y", "Χ": "X",
    ]

    /// In ASCII capitals and digits, without blanks and marks that nobody sees; letters that look Latin become so.
    /// - Throws: `imports.code.long`, `form.missing`, `units.serial.letter` with the letter that is none of a serial.
    public static func parse(_ typed: String) throws(Complaint) -> String {
        let seen = String(typed.unicodeScalars.filter { !isHidden($0) })
        let serial = String(try CellText.code(seen).map { lookAlikes[$0] ?? $0 })
        guard !serial.isEmpty else { throw Complaint("form.missing") }
        if let strange = serial.first(where: { !$0.isASCII }) {
            throw Complaint("units.serial.letter", String(strange))
        }
        return serial
    }

    /// Several of them, with commas or each on its line. - Throws: as `parse`, of the first that is none.
    public static func list(_ typed: String) throws(Complaint) -> [String] {
        var serials: [String] = []
        for part in typed.split(whereSeparator: { $0.isNewline || ",،;؛".contains($0) }) {
            guard !part.allSatisfy(\.isWhitespace) else { continue }
            serials.append(try parse(String(part)))
        }
        return serials
    }

    /// The serial as it looks on a plate: letters and digits that are taken for each other are one, marks between them none.
    public static func look(_ serial: String) -> String {
        let seen = serial.unicodeScalars.filter { !isHidden($0) }.map(Character.init)
        let look = seen.flatMap { $0.uppercased() }.map { lookAlikes[$0] ?? $0 }.filter { $0.isLetter || $0.isNumber }
        return String(look.map { mistaken[$0] ?? $0 })
    }

    private static let mistaken: [Character: Character] = [
        "O": "0", "Q": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "G": "6", "B": "8",
    ]

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .format, .control, .nonspacingMark: true
        default: false
        }
    }
}
