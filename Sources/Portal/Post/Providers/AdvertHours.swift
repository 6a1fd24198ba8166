import Database
import Domain
import Ground

/// In which hours advertising waits, by whatever way it goes: a setting of the company.
enum AdvertHours {
    static let setting = "post_advert_hours"

    /// - Parameter stored: nil where the company has said nothing.
    static func read(_ stored: String?) -> QuietHours? {
        guard let stored else { return .ofAdvertising }
        let minutes = stored.split(separator: "-").compactMap { Int($0) }
        return minutes.count == 2 ? QuietHours(from: minutes[0], to: minutes[1]) : nil
    }

    static func stored(_ hours: QuietHours?) -> String { hours.map { "\($0.from)-\($0.to)" } ?? "" }
}
