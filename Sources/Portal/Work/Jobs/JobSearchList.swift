import Database
import Domain
import Ground

/// Looks up what a filter names before the list itself is asked.
package enum JobSearchList {
    /// More dealers than this with the typed words in their names are no choice but a wish for all.
    private static let mostDealers = 50
    /// A company has a series for each year and perhaps one of an older system.
    private static let mostSeries = 20

    package static func query(
        _ filter: JobFilter, _ sight: Actor.Sight, today: CalendarDay, answerBy: Instant, groups: [GroupRow],
        _ tx: Transaction
    ) throws -> JobQuery {
        let isOffice = sight == .company
        let typed = filter.words
        let hasNumber = typed.contains { $0.utf8.last.map(isDigit) ?? false }
        let series = try hasNumber ? heads(tx) : []
        let widths = try hasNumber ? widths(tx) : []
        let dealers =
            try isOffice && !filter.dealer.isEmpty && filter.dealer != JobFilter.nobody
            ? dealers(filter.dealer, tx) : nil
        return JobQuery(
            filter: filter, sight: sight, today: today, now: tx.now, answerBy: answerBy,
            words: typed.map { JobWord(text: $0, numbers: numbers($0, series, widths)) }, dealers: dealers,
            group: filter.group.flatMap { code in groups.first { $0.code == code }?.id })
    }

    package static func groups(_ tx: Transaction) throws -> [GroupRow] {
        try tx.rows("SELECT id, code, name_fa, name_en FROM product_group ORDER BY id").map { row in
            GroupRow(id: try row("id"), code: try row("code"), names: try BothNames(row))
        }
    }

    /// Those with this code, else those with the typed words in their names.
    private static func dealers(_ typed: String, _ tx: Transaction) throws -> [ID<Dealer>] {
        let key = SearchText.squeezed(typed)
        let rows = try tx.rows("SELECT id, code, name FROM dealer ORDER BY id")
        let coded = try rows.first { SearchText.squeezed(try $0("code")) == key }
        if let coded { return [try coded("id")] }
        return try rows.filter { SearchText.squeezed(try $0("name")).contains(key) }.prefix(mostDealers)
            .map { try $0("id") }
    }

    /// Whole numbers of jobs that the word may mean, itself among them.
    package static func numbers(of word: String, _ tx: Transaction) throws -> [String] {
        guard word.utf8.last.map(isDigit) ?? false else { return [] }
        return try numbers(word, heads(tx), widths(tx)) + [word.uppercased()]
    }

    /// How many digits a job's number has, now and before.
    private static func widths(_ tx: Transaction) throws -> [Int] {
        try Set(NumberStore.forms("job", tx).map(\.width)).sorted()
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    /// `123` is `1405-000123`, and any other series' 123; `1405000123` and `ar12999` are written without their dash.
    private static func numbers(_ word: String, _ series: [String], _ widths: [Int]) -> [String] {
        series.flatMap { head -> [String] in
            let begin = head.lowercased().filter { $0.isLetter || $0.isNumber }
            let tails = [word, word.hasPrefix(begin) ? String(word.dropFirst(begin.count)) : ""]
            return Set(
                tails.filter(isTail).flatMap { tail in [head + tail] + widths.map { head + padded(tail, to: $0) } }
            )
            .sorted()
        }
    }

    private static func isTail(_ word: String) -> Bool {
        (1...9).contains(word.utf8.count) && word.utf8.allSatisfy(isDigit)
    }

    private static func padded(_ tail: String, to width: Int) -> String {
        String(repeating: "0", count: max(0, width - tail.count)) + tail
    }

    /// What stands before the last dash of the numbers in use, `1405-`. Hops over each series in one look-up of the index.
    private static func heads(_ tx: Transaction) throws -> [String] {
        var heads: [String] = []
        var number: String? = try tx.value("SELECT min(number) FROM job")
        while let known = number, heads.count < mostSeries {
            let head = known.lastIndex(of: "-").map { String(known[...$0]) } ?? ""
            heads.append(head)
            guard !head.isEmpty else { break }
            number = try tx.value("SELECT min(number) FROM job WHERE number > \(head + "\u{10FFFF}")")
        }
        return heads
    }
}

/// One product group, for the filter and the names of the rows.
package struct GroupRow: Sendable {
    package let id: ID<ProductGroup>
    package let code: String
    package let names: BothNames
}
