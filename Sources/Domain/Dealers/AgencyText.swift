/// The text of the contract with dealers, as a company writes it once for all: each dealer's own facts stand in its fields.
public struct AgencyText: Hashable, Sendable {
    /// What a field stands for.
    public enum Field: String, CaseIterable, Sendable {
        case company, address, dealer, code, manager, mobile
        case nationalID = "national_id"
        case city, cities, groups, grade, capacity, from, until, securities, today
    }

    /// Characters.
    public static let longest = 20_000
    /// Where nothing is known, it is written by hand.
    public static let blank = "…………"

    public let text: String

    /// - Throws: `form.missing`, `form.too_long`, `agency.field` with the field that there is not.
    public init(_ typed: String) throws(Complaint) {
        guard !typed.isEmpty else { throw Complaint("form.missing") }
        guard typed.count <= Self.longest else { throw Complaint("form.too_long", String(Self.longest)) }
        for name in FieldedText.names(in: typed) where Field(rawValue: name) == nil {
            throw Complaint("agency.field", "{\(name)}")
        }
        text = typed
    }

    /// One that was checked before.
    public init(stored text: String) { self.text = text }

    /// As it is printed: line by line.
    public func filled(_ values: [Field: String]) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: true).map { line in
            FieldedText.filled(String(line)) { name in
                Field(rawValue: name).map { field in
                    values[field].flatMap { $0.isEmpty ? nil : $0 } ?? Self.blank
                }
            }
        }
    }
}
