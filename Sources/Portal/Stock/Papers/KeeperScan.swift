import Domain
import Ground
import Web

/// One line as a scanner or a keyboard gives it: a place, a part, how many or which.
struct ScanForm: Sendable {
    let place: Input<String>
    let part: Input<String>
    let mark: Input<String>
    let quantity: Input<Int64>
    let condition: Input<PartCondition>
    /// Whether each scan of a part counts one, without asking how many.
    let isEach: Bool

    init(_ form: FormBody) {
        place = form.input("place", else: "", shortText(limit: PartCode.longest))
        part = form.input("part", else: "", shortText(limit: PartCode.longest))
        mark = form.input("mark", else: "") { try SerialText.parse($0) }
        quantity = form.input("quantity", else: nil) {
            try TypedNumber.integer($0, in: 1...PaperLines.mostQuantity)
        }
        condition = form.input("condition", else: .new) { typed in
            guard let condition = PartCondition(rawValue: typed) else { throw Complaint("form.choose") }
            return condition
        }
        isEach = form.isChecked("each")
    }

    /// - Throws: `FieldRefusal` of the first field that cannot be understood.
    func checked() throws {
        for (name, complaint) in [
            ("place", place.complaint), ("part", part.complaint), ("mark", mark.complaint),
            ("quantity", quantity.complaint), ("condition", condition.complaint),
        ] {
            if let complaint { throw FieldRefusal(field: name, complaint: complaint) }
        }
    }
}

/// What a scan comes to.
enum ScanStep: Sendable {
    /// The field that is asked for next.
    case ask(String, of: StockPart)
    case line(StockPart, quantity: Int64, mark: String)

    /// - Parameter known: the part of what was scanned.
    /// - Throws: `FieldRefusal`.
    init(_ form: ScanForm, _ known: StockPart?) throws {
        try form.checked()
        let code = form.part.value ?? ""
        guard !code.isEmpty else { throw FieldRefusal(field: "part", complaint: Complaint("form.missing")) }
        guard let known else {
            throw FieldRefusal(field: "part", complaint: Complaint("stock.line.unknown", code))
        }
        let mark = form.mark.value ?? ""
        switch known.tracking {
        case .none where !mark.isEmpty:
            throw FieldRefusal(field: "mark", complaint: Complaint("stock.line.untracked"))
        case .serial, .lot:
            guard !mark.isEmpty else {
                self = .ask("mark", of: known)
                return
            }
        case .none: break
        }
        if known.tracking == .serial {
            self = .line(known, quantity: 1, mark: mark)
        } else if let quantity = form.quantity.value ?? (form.isEach ? 1 : nil) {
            self = .line(known, quantity: quantity, mark: mark)
        } else {
            self = .ask("quantity", of: known)
        }
    }
}

/// The fields of a scan: the part, its serial or lot, how many.
struct KeeperFields: Sendable {
    let fields: [Field]
    let condition: Field
    let each: Field

    init(_ form: ScanForm, focus: String, _ refused: FieldRefusal?, _ reader: Reader) {
        let words = reader.words
        func field<Value>(_ input: Input<Value>, _ label: String) -> Field {
            Field(input, label: label, for: reader).with {
                ($0.direction, $0.autocomplete, $0.hasFocus) = ("ltr", "off", input.name == focus)
                $0.error = refused?.field == input.name ? refused.map { reader.complaint($0.complaint) } : nil
            }
        }
        fields = [
            field(form.part, "stock.scan.part"),
            field(form.mark, "stock.line.mark").with { $0.hint = words("stock.scan.mark_hint") },
            field(form.quantity, "stock.line.quantity").with { $0.inputMode = "numeric" },
        ]
        condition = Field(form.condition, label: "stock.line.condition", for: reader).with {
            $0.options = PartCondition.allCases.map {
                .init(
                    value: $0.rawValue, label: words("stock.condition.\($0.rawValue)"),
                    selected: $0 == form.condition.value)
            }
        }
        each = Field(name: "each", label: words("stock.scan.how")).with {
            $0.options = [.init(value: "1", label: words("stock.scan.each"), selected: form.isEach)]
        }
    }
}
