/// What was counted of a part in a place, as a file gives it.
public struct CountRecord: Sendable {
    /// Of the count.
    public let number: String
    public let place: String
    /// Any code of the part.
    public let code: String
    public let condition: PartCondition
    /// A serial or a lot, as the part is followed; empty where it is followed by neither.
    public let mark: String
    /// nil where nobody has counted it.
    public let quantity: Int64?

    public init(_ cells: RecordCells, words: ImportWords) throws(CellRefusal) {
        number = try cells.read("number", CellText.code)
        place = try cells.read("place", PartCode.parse)
        code = try cells.read("code", PartCode.parse)
        condition =
            try cells.readIfFilled("condition") { text throws(Complaint) in
                try PartRules.condition(text, words)
            } ?? .new
        mark = try cells.readIfFilled("mark", SerialText.parse) ?? ""
        quantity = try cells.readIfFilled("quantity") { text throws(Complaint) in
            try TypedNumber.integer(text, in: 0...1_000_000_000)
        }
    }

    /// By which a file's records are told apart.
    public var key: String { [number, place, code, condition.rawValue, mark].joined(separator: " ") }
}
