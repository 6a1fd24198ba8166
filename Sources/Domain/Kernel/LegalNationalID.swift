/// The national id of a company (شناسه ملی): eleven digits with a check digit.
public struct LegalNationalID: Hashable, Sendable {
    public let text: String

    /// Throws `kernel.legal.length` or `kernel.legal.check`.
    public init(_ typed: String) throws(Complaint) {
        let bytes = TypedCode.bare(typed)
        guard bytes.count == 11, TypedCode.isDigits(bytes) else {
            throw Complaint("kernel.legal.length", SearchText.stored(typed))
        }
        guard Self.fits(bytes.map { Int($0 - 0x30) }) else {
            throw Complaint("kernel.legal.check", SearchText.stored(typed))
        }
        text = TypedCode.text(bytes)
    }

    private static func fits(_ digits: [Int]) -> Bool {
        guard digits[3...8].contains(where: { $0 != 0 }) else { return false }
        let weights = [29, 27, 23, 19, 17]
        let rest = (0..<10).reduce(0) { $0 + (digits[9] + 2 + digits[$1]) * weights[$1 % 5] } % 11
        return digits[10] == rest % 10
    }
}
