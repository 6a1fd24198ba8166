import Domain
import Web

/// One rule of a draft as a person fills it in.
struct RuleForm: Sendable {
    var cells: RuleCells
    var complaints: [RuleColumn: Complaint] = [:]
    /// Whether the fields of another method were on the page: then those of the chosen one must be filled first.
    let isOtherMethod: Bool
    /// How many rows of bands the form has.
    let bandRows: Int
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
        bandRows = Self.rows(of: cells)
    }

    /// - Parameter before: the rule as it is stored.
    init(_ body: FormBody, over before: RuleCells) {
        var cells = before
        for column in RuleColumn.allCases {
            if Self.ticked.contains(column) {
                cells.choose(body.all(column.rawValue), in: column)
            } else if Self.listed.contains(column) {
                cells.choose(RuleCells.typedValues(body.text(column.rawValue)), in: column)
            } else if column == .bands, let bands = Self.bands(body) {
                cells[.bands] = bands.cell
            } else {
                cells.type(body.text(column.rawValue), in: column)
            }
        }
        self.cells = cells
        let button = body.text("do")
        isOtherMethod = body.text("shown") != cells[.method] || ["fields", "bands"].contains(button)
        let shown = max(Self.rows(of: cells), min(Int(body.text("band_rows")) ?? 0, Self.mostBands))
        bandRows = button == "bands" ? min(shown + 2, Self.mostBands) : shown
        unit = body.moneyUnit
        let unused = Set(FeeMethod.Name.allCases.flatMap(\.columns)).subtracting(method.columns)
        for column in unused { self.cells[column] = "" }
        self.cells = self.cells.withAmounts(unit.rial)
    }

    private static let mostBands = 40

    /// One more than there are, and three at the least.
    private static func rows(of cells: RuleCells) -> Int { max(3, TypedBands(cell: cells[.bands]).rows.count + 1) }

    /// nil for a form that has them in one text.
    private static func bands(_ body: FormBody) -> TypedBands? {
        guard let count = Int(body.text("band_rows")) else { return nil }
        return TypedBands(
            (0..<min(max(count, 0), mostBands)).map { place in
                .init(end: body.text("band_end.\(place)"), amount: body.text("band_amount.\(place)"))
            })
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
