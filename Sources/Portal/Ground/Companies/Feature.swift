import Database

/// A part of the portal that a company has only where it has asked for it: else its pages do not exist there.
package enum Feature: String, CaseIterable, Sendable {
    /// The warehouse of parts, and what dealers have of it.
    case stock
    /// What customers are billed and pay.
    case books

    private static let on = "on"

    private var setting: String { "feature.\(rawValue)" }

    /// As the company's settings say it.
    package func isOn(_ settings: [String: String]) -> Bool { settings[setting] == Self.on }

    package func set(_ isOn: Bool, _ tx: Transaction) throws {
        try SettingStore.set(setting, isOn ? Self.on : "", tx)
    }
}
