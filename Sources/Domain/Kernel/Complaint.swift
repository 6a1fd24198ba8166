/// Why a rule says no. `key` names a sentence in `Templates/words/*.json`, `values` fill its `{0}`, `{1}` … places;
/// so Domain never speaks a language, and the reader always hears his own.
public struct Complaint: Error, Hashable, Sendable {
    public let key: String
    public let values: [String]

    public init(_ key: String, _ values: String...) {
        self.key = key
        self.values = values
    }

    public init(_ key: String, values: [String]) {
        self.key = key
        self.values = values
    }
}
