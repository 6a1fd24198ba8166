import Database
import Domain
import Ground
import Web

/// What the form of an order chooses from.
struct OrderChoices: Sendable {
    /// Where it may go.
    let places: [PlaceRow]
    let suppliers: [String]
    /// Which are offered while a code is typed.
    let parts: [(code: String, names: BothNames)]

    init(_ tx: Transaction) throws {
        places = try StockPlaceList.all(.givers, tx)
        suppliers = try OrderList.suppliers(tx)
        parts = try StockPartList.offered(.company, tx)
    }
}

/// A line of an order, as it was typed.
struct OrderLineInput: Sendable {
    let position: Int
    let code: Input<String>
    let quantity: Input<Int64>
    let price: Input<Int64>

    init(_ form: FormBody, _ position: Int) {
        self.position = position
        let code = form.input("code\(position)", else: "", shortText(limit: PartCode.longest))
        quantity = form.input("quantity\(position)", else: code.typed.isEmpty ? nil : 1) {
            try TypedNumber.integer($0, in: 1...PurchaseRules.mostQuantity)
        }
        price = form.money("price\(position)", else: nil, in: 0...PurchaseRules.mostPrice)
        let isStray = code.typed.isEmpty && !(quantity.typed.isEmpty && price.typed.isEmpty)
        self.code =
            isStray
            ? Input(name: code.name, typed: code.typed, value: nil, complaint: Complaint("stock.line.code")) : code
    }

    var isEmpty: Bool { code.value?.isEmpty ?? false }
    var isRefused: Bool { [code.complaint, quantity.complaint, price.complaint].contains { $0 != nil } }
}

/// An order as it was typed.
struct OrderForm: Sendable {
    private static let (first, step) = (5, 10)

    let supplier: Input<String>
    let place: Input<ID<StockPlace>>
    let due: Input<CalendarDay>
    let reference: Input<String>
    let note: Input<String>
    let lines: [OrderLineInput]
    /// Whether it only asks for more lines.
    let asksMore: Bool

    init(_ form: FormBody, _ choices: OrderChoices, calendar: CalendarSystem) {
        supplier = form.input("supplier") { typed in
            let name = try shortText(limit: 100)(typed)
            guard !SearchText.squeezed(name).isEmpty else { throw Complaint("form.missing") }
            return name
        }
        place = form.input("place") { typed in
            guard let id = ID<StockPlace>(typed), choices.places.contains(where: { $0.id == id }) else {
                throw Complaint("form.choose")
            }
            return id
        }
        due = form.input("due") { try calendar.parse($0) }
        reference = form.input("reference", else: "", shortText(limit: 60))
        note = form.input("note", else: "", shortText(limit: 500))
        // Held to its bounds before it is added to: the field is hidden, but anybody can write into it.
        let shown = min(Int(form.raw("rows")) ?? Self.first, PurchaseRules.mostLines)
        let rows = min(max(shown, Self.first) + (form.isChecked("more") ? Self.step : 0), PurchaseRules.mostLines)
        lines = (1...rows).map { OrderLineInput(form, $0) }
        asksMore = form.isChecked("more")
    }

    var isRefused: Bool {
        lines.contains(where: \.isRefused)
            || [supplier.complaint, place.complaint, due.complaint, reference.complaint, note.complaint].contains {
                $0 != nil
            }
    }

    /// - Throws: `RefusedLines` by their positions; `stock.line.none`.
    func order(_ choices: OrderChoices, _ tx: Transaction) throws -> NewOrder {
        let filled = lines.filter { !$0.isEmpty }
        guard let place = choices.places.first(where: { $0.id == place.value }) else { throw Complaint("form.choose") }
        let parts = try StockPartList.find(filled.compactMap(\.code.value), tx)
        var (known, complaints): ([NewOrder.Line], [Int: Complaint]) = ([], [:])
        for input in filled {
            do throws(Complaint) { known.append(try Self.line(input, parts)) } catch {
                complaints[input.position] = error
            }
        }
        guard complaints.isEmpty else { throw RefusedLines(complaints: complaints) }
        return NewOrder(
            supplier: try supplier.required(), place: place, due: try due.required(),
            reference: try reference.required(), note: try note.required(), lines: known)
    }

    private static func line(
        _ input: OrderLineInput, _ parts: [String: StockPart]
    ) throws(Complaint) -> NewOrder.Line {
        let code = try input.code.required()
        guard let part = parts[PartCode.key(code)] else { throw Complaint("stock.line.unknown", code) }
        guard !part.isRetired else { throw Complaint("stock.line.retired", part.code) }
        return NewOrder.Line(
            position: input.position, part: part, quantity: try input.quantity.required(), price: input.price.value)
    }
}

extension FormBody {
    /// A draft as it stands.
    init(_ order: OrderRow, _ lines: [OrderLineRow], _ reader: Reader) {
        self.init([
            "supplier": order.supplier, "place": order.place.id.description, "due": reader.day(order.dueOn),
            "reference": order.reference, "note": order.note, "rows": String(lines.count),
            FormBody.unitField: reader.unit.rawValue,
        ])
        for (index, line) in lines.enumerated() {
            fields["code\(index + 1)"] = [line.part.code]
            fields["quantity\(index + 1)"] = [String(line.count.ordered)]
            fields["price\(index + 1)"] = [line.price.map { reader.unit.text($0) } ?? ""]
        }
    }

    /// The receipt of what is still to come: of what is followed by serials a line for each piece.
    /// - Parameter seesCost: else the order's price is not shown, and holds all the same.
    init(receiptOf order: OrderRow, _ lines: [OrderLineRow], seesCost: Bool, _ reader: Reader) {
        self.init([
            "reason": PaperReason.purchase.rawValue, "to": order.place.id.description, "reference": order.reference,
            FormBody.unitField: reader.unit.rawValue,
        ])
        let open = lines.flatMap { line -> [(OrderLineRow, Int64)] in
            guard line.part.tracking == .serial else { return line.count.open > 0 ? [(line, line.count.open)] : [] }
            return Array(repeating: (line, 1), count: Int(min(line.count.open, Int64(PaperLines.most))))
        }.prefix(PaperLines.most)
        fields["rows"] = [String(open.count)]
        for (index, (line, quantity)) in open.enumerated() {
            fields["code\(index + 1)"] = [line.part.code]
            fields["quantity\(index + 1)"] = [String(quantity)]
            if seesCost { fields["cost\(index + 1)"] = [line.price.map { reader.unit.text($0) } ?? ""] }
        }
    }
}
