import Database
import Domain

/// Numbers like `1405-000123`: a series for each kind of paper and each year of the company's calendar, without gaps,
/// since a number is drawn in the transaction that uses it.
enum NumberStore {
    static func next(_ series: String, year: Int, _ tx: Transaction) throws -> String {
        let last: Int =
            try tx.value(
                """
                INSERT INTO number_series (series, year, last) VALUES (\(series), \(year), 1)
                ON CONFLICT (series, year) DO UPDATE SET last = number_series.last + 1
                RETURNING last
                """) ?? 1
        let digits = String(last)
        return "\(year)-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }
}
