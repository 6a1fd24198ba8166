/// A model of a product as a file gives it.
public struct ProductRecord: Sendable {
    public let code: String
    public let name: String
    /// The group's name as written.
    public let group: String
    public let warrantyMonths: Int
    /// `sale` or `installation`
    public let warrantyFrom: String
    public let periodicMonths: Int?

    public init(_ cells: RecordCells, words: ImportWords) throws(CellRefusal) {
        code = try cells.read("model", CellText.code)
        name = try cells.read("name", CellText.words(limit: 200))
        group = try cells.read("group", CellText.words(limit: 100))
        warrantyMonths = try cells.read("warranty_months", CellText.whole(0...600))
        warrantyFrom = try cells.read("warranty_from") { text throws(Complaint) in
            guard let code = words.code(.warrantyFrom, text) else { throw Complaint("imports.warranty.unknown", text) }
            return code
        }
        periodicMonths = try cells.readIfFilled("periodic_months", CellText.whole(0...600)).flatMap {
            $0 == 0 ? nil : $0
        }
    }
}
