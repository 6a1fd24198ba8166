/// A number by which a customer is reached: a mobile number of Iran, or a landline with its area code and perhaps an extension.
public struct CustomerNumber: Hashable, Sendable {
    /// `+989123456789` or `02188776655`.
    public let stored: String
    /// Of a house's own exchange; empty where there is none.
    public let line: String

    public init(_ mobile: MobileNumber) { (stored, line) = (mobile.e164, "") }

    /// - Throws: `customers.number.bad` with what was typed.
    public init(_ typed: String) throws(Complaint) {
        guard let caller = try? CallerNumber(typed), let stored = Self.stored(caller.number) else {
            throw Complaint("customers.number.bad", SearchText.stored(typed))
        }
        (self.stored, line) = (stored, caller.line)
    }

    /// As it is typed: `09123456789`, `02188776655`.
    public var local: String { MobileNumber.local(stored: stored) }

    /// nil where the area code is missing, or digits of a mobile number are.
    private static func stored(_ number: String) -> String? {
        if number.hasPrefix("+98") { return number }
        let isLandline =
            number.utf8.count == 11 && number.hasPrefix("0") && !number.hasPrefix("00") && !number.hasPrefix("09")
        return isLandline ? number : nil
    }
}
