import Database
import Domain

/// Numbers like `1405-000123`: a series for each kind of paper and each year of the company's calendar, without gaps,
/// since a number is drawn in the transaction that uses it.
package enum NumberStore {
    package static func next(_ series: String, year: Int, _ tx: Transaction) throws -> String {
        let last: Int =
            try tx.value(
                """
                INSERT INTO number_series (series, year, last) VALUES (\(series), \(year), 1)
                ON CONFLICT (series, year) DO UPDATE SET last = number_series.last + 1
                RETURNING last
                """) ?? 1
        return text(last, year: year)
    }

    /// The number that is drawn next, and whether none was drawn in that year.
    package static func ahead(_ series: String, year: Int, _ tx: Transaction) throws -> (
        next: String, isUntouched: Bool
    ) {
        let row = try tx.row("SELECT first, last FROM number_series WHERE series = \(series) AND year = \(year)")
        let (first, last): (Int, Int) = try row.map { (try $0("first"), try $0("last")) } ?? (1, 0)
        return (text(last + 1, year: year), last < first)
    }

    /// Lets a series begin with another number than one. - Returns: false where a number of that year was drawn: what
    /// begins later would leave a gap.
    package static func begin(_ series: String, year: Int, at first: Int, _ tx: Transaction) throws -> Bool {
        try tx.execute(
            """
            INSERT INTO number_series (series, year, last, first) VALUES (\(series), \(year), \(first - 1), \(first))
            ON CONFLICT (series, year) DO UPDATE SET last = excluded.last, first = excluded.first
            WHERE number_series.last < number_series.first
            """) == 1
    }

    package static func text(_ number: Int, year: Int) -> String {
        let digits = String(number)
        return "\(year)-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }

    /// A number that came from elsewhere and looks like one of ours is not drawn again.
    package static func skip(_ number: String, in series: String, _ tx: Transaction) throws {
        guard let match = number.wholeMatch(of: #/([0-9]{4})-([0-9]{6,9})/#), let year = Int(match.1),
            let last = Int(match.2)
        else { return }
        try tx.execute(
            """
            INSERT INTO number_series (series, year, last) VALUES (\(series), \(year), \(last))
            ON CONFLICT (series, year) DO UPDATE SET last = excluded.last WHERE number_series.last < excluded.last
            """)
    }
}
