import Domain
import Ground
import Web

/// One line of a bill as it was typed.
struct BillLineInput: Sendable {
    let place: Int
    let kind: Input<BillLineKind>
    let text: Input<String>
    let quantity: Input<Int>
    let price: Input<Int64>
    let bearer: Input<Bearer>
    let reason: Input<String>
    let isExempt: Bool
    let part: ID<SparePart>?
    let isEmpty: Bool

    /// - Parameter parts: those that the draft named before.
    init(_ form: FormBody, _ place: Int, parts: Set<ID<SparePart>>) {
        self.place = place
        isEmpty = ["text", "price"].allSatisfy { form.text("\($0)\(place)").isEmpty }
        kind = form.input("kind\(place)", else: .other) { typed in
            guard let kind = BillLineKind(rawValue: typed) else { throw Complaint("form.choose") }
            return kind
        }
        let words = shortText(limit: BillLine.longest)
        text =
            isEmpty ? form.input("text\(place)", else: "", words) : form.input("text\(place)", words)
        quantity = form.input("quantity\(place)", else: 1) { typed in
            let range = BillLine.quantities
            return Int(try TypedNumber.integer(typed, in: Int64(range.lowerBound)...Int64(range.upperBound)))
        }
        price =
            isEmpty
            ? form.money("price\(place)", else: 0, in: BillLine.prices)
            : form.money("price\(place)", in: BillLine.prices)
        bearer = form.input("bearer\(place)", else: .customer) { typed in
            guard let bearer = Bearer(rawValue: typed) else { throw Complaint("form.choose") }
            return bearer
        }
        reason = form.input("reason\(place)", else: "", shortText(limit: BillLine.longest))
        isExempt = form.isChecked("exempt\(place)")
        part = ID<SparePart>(form.raw("part\(place)")).flatMap { parts.contains($0) ? $0 : nil }
    }

    var isRefused: Bool {
        [kind.complaint, text.complaint, quantity.complaint, price.complaint, bearer.complaint, reason.complaint]
            .contains { $0 != nil }
    }

    /// nil where it is empty, or refused.
    var line: BillLine? {
        guard !isEmpty, let kind = kind.value, let text = text.value, let quantity = quantity.value,
            let price = price.value, let bearer = bearer.value, let reason = reason.value
        else { return nil }
        return BillLine(
            kind, text, quantity: quantity, price: price, bearer: bearer, isExempt: isExempt,
            reason: bearer == .customer ? "" : reason, part: part)
    }
}

/// A bill as it was typed.
struct DraftForm: Sendable {
    private static let (first, step) = (3, 4)

    let lines: [BillLineInput]
    let buyer: Input<BuyerKind>
    /// Name, numbers, postal code and address.
    let texts: [Input<String>]
    let discount: Input<Int>
    let discountReason: Input<String>
    let due: Input<CalendarDay>
    let note: Input<String>
    let asksMore: Bool
    let isIssued: Bool
    let count: Int

    static let textNames = ["name", "national_id", "code", "postal_code", "address"]

    init(_ form: FormBody, parts: Set<ID<SparePart>>, today: CalendarDay, _ calendar: CalendarSystem) {
        (asksMore, isIssued) = (form.isChecked("more"), form.isChecked("issue"))
        // The field is hidden, but anybody can write into it.
        let shown = min(max(Int(form.raw("lines")) ?? Self.first, Self.first), BillLine.most)
        let count = min(shown + (asksMore ? Self.step : 0), BillLine.most)
        self.count = count
        lines = (1...count).map { BillLineInput(form, $0, parts: parts) }
        buyer = form.input("buyer") { typed in
            guard let kind = BuyerKind(rawValue: typed) else { throw Complaint("form.choose") }
            return kind
        }
        texts = Self.textNames.map { name in
            name == "name"
                ? form.input(name, shortText(limit: 150)) : form.input(name, else: "", shortText(limit: 300))
        }
        discount = form.input("discount", else: 0) { try ValueAddedTax.read($0) }
        discountReason = form.input("discount_reason", else: "", shortText(limit: BillLine.longest))
        due = form.input("due", else: today) { typed in
            let day = try calendar.parse(typed)
            guard day >= today else { throw Complaint("bills.due.past") }
            guard day <= today.adding(days: NewReceipt.farthest) else { throw Complaint("receipts.far") }
            return day
        }
        note = form.input("note", else: "", shortText(limit: 500))
    }

    var canGrow: Bool { count < BillLine.most }

    /// nil where something of it is refused.
    var facts: DraftFacts? {
        guard !lines.contains(where: \.isRefused), let kind = buyer.value, let discount = discount.value,
            let reason = discountReason.value, let due = due.value, let note = note.value,
            texts.allSatisfy({ $0.value != nil })
        else { return nil }
        let said = texts.map { $0.value ?? "" }
        return DraftFacts(
            buyer: TypedBuyer(
                kind: kind, name: said[0], nationalID: said[1], economicCode: said[2], postalCode: said[3],
                address: said[4]),
            discount: discount, discountReason: reason, due: due, note: note, lines: lines.compactMap(\.line))
    }
}

extension FormBody {
    /// As if it had been typed.
    init(_ facts: DraftFacts, _ reader: Reader) {
        self.init([
            Self.unitField: reader.unit.rawValue, "buyer": facts.buyer.kind.rawValue, "name": facts.buyer.name,
            "national_id": facts.buyer.nationalID, "code": facts.buyer.economicCode,
            "postal_code": facts.buyer.postalCode, "address": facts.buyer.address,
            "discount": facts.discount == 0 ? "" : ValueAddedTax.text(facts.discount),
            "discount_reason": facts.discountReason, "due": reader.day(facts.due), "note": facts.note,
            "lines": String(facts.lines.count + 1),
        ])
        for (index, line) in facts.lines.enumerated() {
            let place = index + 1
            let texts = [
                "kind": line.kind.rawValue, "text": line.text, "quantity": String(line.quantity),
                "price": reader.unit.text(line.price), "bearer": line.bearer.rawValue, "reason": line.reason,
                "part": line.part?.description ?? "",
            ]
            for (name, text) in texts where !text.isEmpty { fields["\(name)\(place)"] = [text] }
            if line.isExempt { fields["exempt\(place)"] = ["1"] }
        }
    }
}
