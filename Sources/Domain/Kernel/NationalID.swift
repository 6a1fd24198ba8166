/// The national id of a person (کد ملی): ten digits with a check digit.
public struct NationalID: Hashable, Sendable {
    /// All ten digits with the zeros on the left.
    public let text: String

    /// Reads 8 to 10 digits, since spreadsheets drop the zeros on the left.
    /// Throws `kernel.national.length` or `kernel.national.check`.
    public init(_ typed: String) throws(Complaint) {
        let bare = TypedCode.bare(typed)
        guard (8...10).contains(bare.count), TypedCode.isDigits(bare) else {
            throw Complaint("kernel.national.length", SearchText.stored(typed))
        }
        let bytes = Array(repeating: UInt8(ascii: "0"), count: 10 - bare.count) + bare
        guard Self.fits(bytes.map { Int($0 - 0x30) }) else {
            throw Complaint("kernel.national.check", SearchText.stored(typed))
        }
        text = TypedCode.text(bytes)
    }

    private static func fits(_ digits: [Int]) -> Bool {
        guard Set(digits).count > 1, digits[3...8].contains(where: { $0 != 0 }) else { return false }
        let rest = (0..<9).reduce(0) { $0 + digits[$1] * (10 - $1) } % 11
        return digits[9] == (rest < 2 ? rest : 11 - rest)
    }
}
