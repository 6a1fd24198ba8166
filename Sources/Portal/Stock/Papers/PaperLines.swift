import Database
import Domain
import Ground
import Web

/// One line of a paper, as it was typed.
struct PaperLineInput: Sendable {
    let position: Int
    let code: Input<String>
    let quantity: Input<Int64>
    let condition: Input<PartCondition>
    /// A serial or a lot, as the part is followed.
    let mark: Input<String>
    let cost: Input<Int64>

    init(_ form: FormBody, _ position: Int) {
        self.position = position
        let code = form.input("code\(position)", else: "", shortText(limit: PartCode.longest))
        let isEmpty = code.typed.isEmpty
        quantity = form.input("quantity\(position)", else: isEmpty ? nil : 1) {
            try TypedNumber.integer($0, in: 1...PaperLines.mostQuantity)
        }
        condition = form.input("condition\(position)", else: .new) { typed in
            guard let condition = PartCondition(rawValue: typed) else { throw Complaint("form.choose") }
            return condition
        }
        mark = form.input("mark\(position)", else: "") { try SerialText.parse($0) }
        cost = form.money("cost\(position)", else: nil, in: 0...PaperLines.mostCost)
        let isStray = isEmpty && !(quantity.typed.isEmpty && mark.typed.isEmpty && cost.typed.isEmpty)
        self.code =
            isStray
            ? Input(name: code.name, typed: code.typed, value: nil, complaint: Complaint("stock.line.code")) : code
    }

    var isEmpty: Bool { code.value?.isEmpty ?? false }

    var isRefused: Bool {
        [code.complaint, quantity.complaint, condition.complaint, mark.complaint, cost.complaint].contains { $0 != nil }
    }
}

/// The lines of a paper: typed one below the other, each refused at its own place.
struct PaperLines: Sendable {
    static let mostQuantity: Int64 = 1_000_000_000
    static let mostCost: Int64 = 100_000_000_000
    static let most = 200
    static let (first, step) = (5, 10)

    let inputs: [PaperLineInput]

    init(_ form: FormBody) {
        // Held to its bounds before it is added to: the field is hidden, but anybody can write into it.
        let shown = min(Int(form.raw("rows")) ?? Self.first, Self.most)
        let rows = min(max(shown, Self.first) + (form.isChecked("more") ? Self.step : 0), Self.most)
        inputs = (1...rows).map { PaperLineInput(form, $0) }
    }

    var filled: [PaperLineInput] { inputs.filter { !$0.isEmpty } }
    var isRefused: Bool { inputs.contains(where: \.isRefused) }

    /// What they mean. - Parameter takesRetired: false where new ones come from outside.
    /// - Throws: `RefusedLines`, by their positions; `stock.line.none`.
    func resolved(_ tx: Transaction, takesRetired: Bool) throws -> [PaperLine] {
        try Self.resolved(filled, tx, takesRetired: takesRetired)
    }

    static func resolved(
        _ filled: [PaperLineInput], _ tx: Transaction, takesRetired: Bool
    ) throws -> [PaperLine] {
        guard !filled.isEmpty else { throw Complaint("stock.line.none") }
        let parts = try StockPartList.find(filled.compactMap(\.code.value), tx)
        var (lines, complaints): ([PaperLine], [Int: Complaint]) = ([], [:])
        for input in filled {
            do throws(Complaint) { lines.append(try line(input, parts, takesRetired)) } catch {
                complaints[input.position] = error
            }
        }
        guard complaints.isEmpty else { throw RefusedLines(complaints: complaints) }
        return lines
    }

    private static func line(
        _ input: PaperLineInput, _ parts: [String: StockPart], _ takesRetired: Bool
    ) throws(Complaint) -> PaperLine {
        let code = try input.code.required()
        guard let part = parts[PartCode.key(code)] else { throw Complaint("stock.line.unknown", code) }
        guard takesRetired || !part.isRetired else { throw Complaint("stock.line.retired", part.code) }
        let (quantity, mark) = (try input.quantity.required(), try input.mark.required())
        switch part.tracking {
        case .none where !mark.isEmpty: throw Complaint("stock.line.untracked")
        case .serial where mark.isEmpty: throw Complaint("stock.line.serial")
        case .serial where quantity != 1: throw Complaint("stock.denied.serial_one")
        case .lot where mark.isEmpty: throw Complaint("stock.line.lot")
        case .none, .serial, .lot: break
        }
        return PaperLine(
            position: input.position, part: part, quantity: quantity, condition: try input.condition.required(),
            serial: part.tracking == .serial ? mark : "", lot: part.tracking == .lot ? mark : "",
            cost: input.cost.value)
    }
}

/// A line of a paper.
struct PaperLine: Sendable {
    /// From 1, as it stands on the paper.
    let position: Int
    let part: StockPart
    let quantity: Int64
    let condition: PartCondition
    var owner = StockOwner.company
    let serial: String
    let lot: String
    /// Minor units for one; nil where nobody said it.
    private(set) var cost: Int64?

    func costing(_ cost: Int64?) -> PaperLine {
        var line = self
        line.cost = cost
        return line
    }
}
