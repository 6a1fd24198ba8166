/// The ends of a serial, each compared by its beginning: so a serial is found by what stands in its middle or at its end.
public enum SerialParts {
    /// Fewer characters stand in nearly every serial.
    public static let least = 4

    /// Without the whole, which is found by itself.
    public static func of(_ serial: String) -> [String] {
        guard serial.count > least else { return [] }
        return (1...(serial.count - least)).map { String(serial.dropFirst($0)) }
    }
}
