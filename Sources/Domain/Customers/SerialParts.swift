/// The ends of a serial, each compared by its beginning: so a serial is found by what stands in its middle or at its end.
public enum SerialParts {
    /// Fewer characters stand in nearly every serial.
    public static let least = 4

    /// Without the whole, which is found by itself.
    public static func of(_ serial: String) -> [String] {
        guard serial.count > least else { return [] }
        return (1...(serial.count - least)).map { String(serial.dropFirst($0)) }
    }

    /// Whether somebody who types this means a serial rather than a name: digits in it, and Latin letters at most.
    public static func isLikeSerial(_ typed: String) -> Bool {
        let text = Digits.ascii(typed).utf8
        return text.count >= least && text.contains { (0x30...0x39).contains($0) }
            && text.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }
}
