import Domain
import Foundation

extension Instant {
    /// ISO 8601, for `<time datetime>`.
    package var machineText: String { Date(timeIntervalSince1970: TimeInterval(seconds)).ISO8601Format() }
}
