import Domain

/// How far a printed sheet is filled, as far as a server can know it, in tenths of a millimetre. A browser cannot say the sum
/// so far where it breaks a table, so a table with a sum is broken here, a little before the sheet would be full.
public struct PrintedSheet: Sendable {
    private let height: Int
    private var filled = 0

    /// - Parameter height: between the margins.
    private init(height: Int) { self.height = height }

    /// A4 within the margins of `90-print.css`.
    public static let upright = PrintedSheet(height: 2_600)
    public static let broad = PrintedSheet(height: 1_730)

    /// A row of a table with so many lines of text in its highest cell.
    public static func row(lines: Int = 1) -> Int { 30 + 46 * lines }

    /// How many lines a text takes where so many letters go into one, broken between its words.
    public static func lines(_ text: String, letters: Int) -> Int {
        var (lines, filled) = (1, 0)
        for word in text.split(separator: " ") {
            if filled > 0, filled + 1 + word.count > letters { (lines, filled) = (lines + 1, 0) }
            filled += word.count + (filled > 0 ? 1 : 0)
            lines += filled / (letters + 1)
            filled %= letters + 1
        }
        return lines
    }

    /// The head of a table, with the title above it.
    public static let head = 240
    /// The row with a sum.
    private static let sum = row()

    /// Something that stays in one piece, or of which no sum is carried.
    public mutating func put(_ size: Int) {
        filled += size
        if filled > height { filled = size % height }
    }

    /// Breaks a table so that each part, with its head and the row that carries its sums on, goes on one sheet.
    /// - Parameter rows: each with its height.
    /// - Returns: the rows of each part; none where there are no rows.
    mutating func split(_ rows: [Int]) -> [Range<Int>] {
        guard !rows.isEmpty else { return [] }
        var parts: [Range<Int>] = []
        var start = 0
        put(Self.head)
        for (place, size) in rows.enumerated() {
            if filled + size + Self.sum > height, place > start {
                parts.append(start..<place)
                start = place
                filled = Self.head + Self.sum
            }
            filled += size
        }
        parts.append(start..<rows.count)
        filled += Self.sum
        return parts
    }

    /// The parts of a table with what each brings from the one before and carries to the next.
    /// - Parameters:
    ///   - sizes: the height of each row.
    ///   - sums: what each row adds to each of the sums.
    /// - Throws: `kernel.money.overflow`.
    public mutating func parts<Row: Sendable>(
        of rows: [Row], sizes: [Int], sums: [[Money]], _ reader: Reader
    ) throws(Complaint) -> [PrintedPart<Row>] {
        var parts: [PrintedPart<Row>] = []
        var soFar: [Money] = []
        for range in split(sizes) {
            let brought = soFar.isEmpty ? nil : CarriedSums(soFar, reader)
            for place in range {
                guard !soFar.isEmpty else {
                    soFar = sums[place]
                    continue
                }
                for (column, money) in sums[place].enumerated() { soFar[column] = try soFar[column].adding(money) }
            }
            let isLast = range.upperBound == rows.count
            parts.append(
                PrintedPart(
                    brought: brought, rows: Array(rows[range]), carried: isLast ? nil : CarriedSums(soFar, reader)))
        }
        return parts
    }
}

/// The rows of a table that go on one printed sheet.
public struct PrintedPart<Row: Sendable>: Sendable {
    /// What all parts before come to.
    public let brought: CarriedSums?
    public let rows: [Row]
    /// What all parts up to this one come to; nil for the last one, after which the sum of all stands.
    public let carried: CarriedSums?
}

public struct CarriedSums: Sendable {
    public let sums: [Amount]

    init(_ sums: [Money], _ reader: Reader) { self.sums = sums.map { Amount($0, reader) } }
}
