/// A time of day as people type it, in any script's digits.
public enum TypedTime {
    /// Minutes after midnight of `14:30`, `14.30`, `۱۴:۳۰` or `9`. Throws `visits.time.unreadable`.
    public static func minutes(_ typed: String) throws(Complaint) -> Int {
        let parts = SearchText.squeezed(typed).utf8.split(omittingEmptySubsequences: false) { ":.".utf8.contains($0) }
        let numbers = parts.compactMap(number)
        guard numbers.count == parts.count, (1...2).contains(numbers.count), numbers[0] < 24 else {
            throw Complaint("visits.time.unreadable", SearchText.stored(typed))
        }
        let minute = numbers.count == 2 ? numbers[1] : 0
        guard minute < 60 else { throw Complaint("visits.time.unreadable", SearchText.stored(typed)) }
        return numbers[0] * 60 + minute
    }

    /// `14:05`, in ASCII digits.
    public static func text(_ minutes: Int) -> String {
        let (hour, minute) = (minutes / 60, minutes % 60)
        return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }

    private static func number(_ digits: Substring.UTF8View) -> Int? {
        guard (1...2).contains(digits.count), TypedCode.isDigits(digits) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}
