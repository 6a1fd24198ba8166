/// A model of a product as a file gives it.
public struct ProductRecord: Sendable {
    public let code: String
    public let name: String
    /// The group's name as written.
    public let group: String
    public let warrantyMonths: Int
    public let warrantyFrom: WarrantyStart
    public let periodicMonths: Int?

    public init(_ cells: RecordCells, words: ImportWords) throws(CellRefusal) {
        code = try cells.read("model", ProductRules.code)
        name = try cells.read("name", ProductRules.name)
        group = try cells.read("group", ProductRules.groupName)
        warrantyMonths = try cells.read("warranty_months", ProductRules.warrantyMonths)
        warrantyFrom = try cells.read("warranty_from") { text throws(Complaint) in
            try ProductRules.warrantyFrom(text, words)
        }
        periodicMonths = try cells.readIfFilled("periodic_months", ProductRules.periodicMonths).flatMap { $0 }
    }
}
