import Domain
import Web

/// One rule of a draft as a person fills it in.
struct RuleForm: Sendable {
    var cells: RuleCells
    var complaints: [RuleColumn: Complaint] = [:]
    /// Whether the fields of another method were on the page: then those of the chosen one must be filled first.
    let isOtherMethod: Bool

    /// Columns whose values are ticked.
    static let ticked: [RuleColumn] = [
        .serviceType, .productGroup, .warranty, .dealerGrade, .zone, .outcome, .dayKind,
    ]
    /// Columns whose values are typed, for a company has too many.
    static let listed: [RuleColumn] = [.productModel, .dealer]

    var method: FeeMethod.Name { FeeMethod.Name(rawValue: cells[.method]) ?? .fixed }

    init(_ cells: RuleCells) {
        self.cells = cells
        if self.cells[.method].isEmpty { self.cells[.method] = FeeMethod.Name.fixed.rawValue }
        isOtherMethod = false
    }

    /// - Parameter before: the rule as it is stored.
    init(_ body: FormBody, over before: RuleCells) {
        var cells = before
        for column in RuleColumn.allCases {
            if Self.ticked.contains(column) {
                cells.choose(body.all(column.rawValue), in: column)
            } else if Self.listed.contains(column) {
                cells.choose(RuleCells.typedValues(body.text(column.rawValue)), in: column)
            } else {
                cells.type(body.text(column.rawValue), in: column)
            }
        }
        self.cells = cells
        isOtherMethod = body.text("shown") != cells[.method] || body.text("do") == "fields"
        let unused = Set(FeeMethod.Name.allCases.flatMap(\.columns)).subtracting(method.columns)
        for column in unused { self.cells[column] = "" }
    }

    mutating func refuse(_ refused: RowRefusals) {
        for row in refused.rows {
            guard let column = RuleColumn(rawValue: row.column), complaints[column] == nil else { continue }
            complaints[column] = row.complaint
        }
    }
}
