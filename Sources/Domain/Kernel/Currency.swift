/// The money a company counts in, by its ISO 4217 code.
public enum Currency: String, CaseIterable, Sendable {
    case irr = "IRR"

    /// Digits after the decimal mark of the major unit: `minor` of `Money` is 10^decimals of it.
    public var decimals: Int {
        switch self {
        case .irr: 0
        }
    }
}
