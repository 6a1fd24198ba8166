/// A postal code of ten digits. Which digits stand where differs between sources (DOMAIN §3.10), so only their count is held.
public struct PostalCode: Hashable, Sendable {
    public let text: String

    /// Throws `kernel.postal.length`.
    public init(_ typed: String) throws(Complaint) {
        let bytes = TypedCode.bare(typed)
        guard bytes.count == 10, TypedCode.isDigits(bytes) else {
            throw Complaint("kernel.postal.length", SearchText.stored(typed))
        }
        text = TypedCode.text(bytes)
    }
}
