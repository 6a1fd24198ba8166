import Foundation

/// A zone of time as the world calls it: `Asia/Tehran`.
public struct CompanyZone: Hashable, Sendable {
    public let name: String
    public let zone: TimeZone

    /// - Throws: `form.choose` for a name that the system's table of zones does not have.
    public init(_ name: String) throws(Complaint) {
        guard let zone = TimeZone(identifier: name) else { throw Complaint("form.choose") }
        (self.name, self.zone) = (name, zone)
    }

    /// Those to choose from: where a company that works in Persian sits, or has people.
    public static let offered = [
        "Asia/Tehran", "Asia/Kabul", "Asia/Dushanbe", "Asia/Baghdad", "Asia/Kuwait", "Asia/Qatar", "Asia/Dubai",
        "Asia/Muscat", "Asia/Riyadh", "Asia/Baku", "Asia/Yerevan", "Asia/Tbilisi", "Asia/Ashgabat", "Asia/Tashkent",
        "Asia/Almaty", "Asia/Karachi", "Asia/Kolkata", "Asia/Shanghai", "Europe/Istanbul", "Europe/Moscow",
        "Europe/Berlin", "Europe/London", "America/Toronto", "UTC",
    ].compactMap { try? CompanyZone($0) }
}
