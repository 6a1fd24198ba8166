/// The way by which a stranger's form comes in: its browser has worked for it, or its person has waited.
public enum FormPassage: Sendable {
    case paid, waited

    /// Seconds for which a page may stand open before it is sent.
    public static let longest: Int64 = 2 * 3_600
    /// Seconds that somebody without a script waits.
    public static let patience: Int64 = 20

    /// - Parameter age: seconds since the page was shown.
    /// - Throws: `front.old` where the page stood too long, `front.wait` with the seconds that are left.
    public init(isPaid: Bool, age: Int64) throws(Complaint) {
        guard (0...Self.longest).contains(age) else { throw Complaint("front.old") }
        if isPaid {
            self = .paid
        } else {
            guard age >= Self.patience else { throw Complaint("front.wait", String(Self.patience - age)) }
            self = .waited
        }
    }
}
