import Domain
import Web

/// One rule of a draft as a person fills it in.
struct RuleForm: Sendable {
    var cells: RuleCells
    var complaints: [RuleColumn: Complaint] = [:]
    /// Whether the fields of another method were on the page: then those of the chosen one must be filled first.
    let isOtherMethod: Bool
    /// In which its amounts were typed; its cells hold rial.
    private let unit: MoneyUnit

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
        (isOtherMethod, unit) = (false, .rial)
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
        unit = body.moneyUnit
        let unused = Set(FeeMethod.Name.allCases.flatMap(\.columns)).subtracting(method.columns)
        for column in unused { self.cells[column] = "" }
        self.cells = self.cells.withAmounts(unit.rial)
    }

    /// What is no whole number of rial, as it was typed.
    private func named(_ complaint: Complaint, in column: RuleColumn) -> Complaint {
        guard unit == .toman, complaint.key == "fees.number.whole", column != .priority else { return complaint }
        return Complaint("kernel.money.toman", values: complaint.values.map(unit.text))
    }

    mutating func refuse(_ refused: RowRefusals) {
        for row in refused.rows {
            guard let column = RuleColumn(rawValue: row.column), complaints[column] == nil else { continue }
            complaints[column] = named(row.complaint, in: column)
        }
    }
}
