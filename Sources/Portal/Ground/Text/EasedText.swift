import Domain
import Web

extension Reader {
    /// Until when one person may do what two do, and why.
    package func eased(_ easing: Easing) -> String {
        let last = day(of: Instant(seconds: easing.until.seconds - 1))
        return words("easing.until", last, easing.reason.isolated)
    }
}
