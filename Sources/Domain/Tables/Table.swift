/// A delimited file as read: the names of its columns, and its records as they stand, some perhaps ragged.
public struct Table: Hashable, Sendable {
    public let header: [String]
    public let records: [[String]]
    /// The file's line, counted from 1, on which each record begins.
    public let lines: [Int]

    public init(header: [String], records: [[String]], lines: [Int]? = nil) {
        self.header = header
        self.records = records
        self.lines = lines ?? records.indices.map { $0 + 2 }
    }

    /// A complaint where the record has more or fewer cells than the header.
    public func raggedness(of record: [String]) -> Complaint? {
        guard record.count != header.count else { return nil }
        return Complaint("table.ragged", String(record.count), String(header.count))
    }

    /// Refuses columns that are missing, that stand twice, and those that the caller calls unknown.
    public func checkHeader(required: [String], unknown: [String] = []) throws(RowRefusals) {
        let missing = required.filter { !header.contains($0) }
        let twice = Set(header.filter { name in !name.isEmpty && header.count { $0 == name } > 1 }).sorted()
        let refused = [("unknown", unknown), ("missing", missing), ("twice", twice)].flatMap { what, columns in
            columns.map { RowRefusal(line: 1, column: $0, Complaint("table.column.\(what)", $0)) }
        }
        guard refused.isEmpty else { throw RowRefusals(refused) }
    }
}

/// A row of a file that could not be taken, where it stands and why.
public struct RowRefusal: Error, Hashable, Sendable {
    /// The file's name as the reader knows it; empty until somebody says it.
    public var file = ""
    /// The file's line, counted from 1; 0 where the whole file is meant.
    public let line: Int
    /// The column's name; empty where the whole row is meant.
    public let column: String
    /// What the row calls itself: a rule's code, a job's number.
    public let row: String
    public let complaint: Complaint

    public init(line: Int, column: String, row: String = "", _ complaint: Complaint) {
        self.line = line
        self.column = column
        self.row = row
        self.complaint = complaint
    }
}

/// Everything that is wrong with a file, all at once, in the order of its lines.
public struct RowRefusals: Error, Hashable, Sendable {
    public var rows: [RowRefusal]

    public init(_ rows: [RowRefusal]) {
        self.rows = rows
    }
}
