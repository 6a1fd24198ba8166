import Database
import Domain

/// Numbers like `1405-000123`: a series for each kind of thing and each year of the company's calendar, without gaps,
/// since a number is drawn in the transaction that uses it.
package enum NumberStore {
    package static func next(_ series: String, year: Int, _ tx: Transaction) throws -> String {
        let kept = try tx.ask(
            """
            SELECT year, from_number, prefix || ' ' || width AS form FROM number_form
            WHERE series = \(series) AND year <= \(year) ORDER BY year DESC, from_number DESC
            """
        ) {
            try $0.map {
                (year: try $0("year") as Int, from: try $0("from_number") as Int, form: try $0("form") as String)
            }
        }
        let row = try tx.one(
            """
            INSERT INTO number_series (series, year, last) VALUES (\(series), \(year), 1)
            ON CONFLICT (series, year) DO UPDATE SET last = number_series.last + 1
            RETURNING last
            """)
        let last: Int = try row("last")
        let form = try kept.value().first { $0.year < year || $0.from <= last }.flatMap { NumberForm(kept: $0.form) }
        return (form ?? .usual(series)).text(last, year: year)
    }

    /// How a number of a series looks.
    package static func form(_ series: String, year: Int, number: Int, _ tx: Transaction) throws -> NumberForm {
        let kept: String? = try tx.value(
            """
            SELECT prefix || ' ' || width FROM number_form
            WHERE series = \(series) AND (year < \(year) OR year = \(year) AND from_number <= \(number))
            ORDER BY year DESC, from_number DESC LIMIT 1
            """)
        return kept.flatMap(NumberForm.init(kept:)) ?? .usual(series)
    }

    /// How the numbers of a year look: from which on, in their order; the first is of those from `first` on.
    package static func spans(
        of series: String, year: Int, from first: Int, _ tx: Transaction
    ) throws -> [(from: Int, form: NumberForm)] {
        let later = try tx.rows(
            """
            SELECT from_number, prefix || ' ' || width AS form FROM number_form
            WHERE series = \(series) AND year = \(year) AND from_number > \(first) ORDER BY from_number
            """
        ).map { (from: try $0("from_number") as Int, form: NumberForm(kept: try $0("form")) ?? .usual(series)) }
        return [(first, try form(series, year: year, number: first, tx))] + later
    }

    /// Those that a series has had, the usual one among them.
    package static func forms(_ series: String, _ tx: Transaction) throws -> [NumberForm] {
        let kept = try tx.list(
            "SELECT DISTINCT prefix || ' ' || width AS form FROM number_form WHERE series = \(series) ORDER BY form",
            as: String.self)
        return [.usual(series)] + kept.compactMap(NumberForm.init(kept:))
    }

    /// From the next number of this year on.
    package static func set(_ form: NumberForm, of series: String, year: Int, _ tx: Transaction) throws {
        let last: Int = try tx.value("SELECT last FROM number_series WHERE series = \(series) AND year = \(year)") ?? 0
        try tx.execute(
            """
            INSERT INTO number_form (series, year, from_number, prefix, width)
            VALUES (\(series), \(year), \(last + 1), \(form.prefix), \(form.width))
            ON CONFLICT (series, year, from_number) DO UPDATE SET prefix = excluded.prefix, width = excluded.width
            """)
    }

    /// The number that is drawn next, and whether none was drawn in that year.
    package static func ahead(_ series: String, year: Int, _ tx: Transaction) throws -> (
        next: String, isUntouched: Bool
    ) {
        let row = try tx.row("SELECT first, last FROM number_series WHERE series = \(series) AND year = \(year)")
        let (first, last): (Int, Int) = try row.map { (try $0("first"), try $0("last")) } ?? (1, 0)
        let form = try form(series, year: year, number: last + 1, tx)
        return (form.text(last + 1, year: year), last < first)
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

    /// A number that came from elsewhere and looks like one of ours is not drawn again.
    package static func skip(_ number: String, in series: String, _ tx: Transaction) throws {
        guard let match = number.wholeMatch(of: #/([A-Z]{0,4})([0-9]{4})-([0-9]{4,9})/#), let year = Int(match.2),
            let last = Int(match.3),
            try forms(series, tx).contains(where: { $0.prefix == match.1 && $0.width <= match.3.count })
        else { return }
        try tx.execute(
            """
            INSERT INTO number_series (series, year, last) VALUES (\(series), \(year), \(last))
            ON CONFLICT (series, year) DO UPDATE SET last = excluded.last WHERE number_series.last < excluded.last
            """)
    }
}

extension NumberForm {
    /// As a row keeps it: `KH 4`.
    fileprivate init?(kept text: String) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, let width = Int(parts[1]),
            let form = try? NumberForm(prefix: String(parts[0]), width: width)
        else { return nil }
        self = form
    }
}
