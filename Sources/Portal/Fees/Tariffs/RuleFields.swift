import Domain
import Web

/// What a company has for the columns that a rule chooses from, each code with its name.
struct RuleChoices: Sendable {
    struct Choice: Sendable {
        let code: String
        let name: String
    }

    let values: [RuleColumn: [Choice]]
}

/// Makes the fields of a rule's form, with the complaint beside each.
struct RuleFields: Sendable {
    let form: RuleForm
    let choices: RuleChoices
    let reader: Reader

    private func field(_ column: RuleColumn) -> Field {
        Field(
            name: column.rawValue, label: reader.words("fees.column.\(column.rawValue)"), value: form.cells[column],
            error: form.complaints[column].map(reader.complaint))
    }

    func text(_ column: RuleColumn, required: Bool = false, isCode: Bool = false) -> Field {
        field(column).with {
            $0.required = required
            $0.direction = isCode ? "ltr" : nil
        }
    }

    func number(_ column: RuleColumn, hint: String? = nil) -> Field {
        field(column).with {
            ($0.direction, $0.inputMode) = ("ltr", "decimal")
            $0.value = Self.grouped($0.value)
            $0.hint = hint.map { reader.words($0) }
        }
    }

    /// A number with marks between groups of three; anything else as it was typed.
    private static func grouped(_ text: String) -> String {
        let isNumber = !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
        return isNumber ? FeeReason.grouped(text) : text
    }

    func money(_ column: RuleColumn) -> Field {
        number(column).asMoney(reader).with { $0.value = Self.grouped(reader.unit.text(form.cells[column])) }
    }

    /// Money, or a percentage.
    func amount() -> Field {
        let isPercent = form.method == .percent
        return (isPercent ? number(.amount) : money(.amount)).with {
            $0.label = reader.words(isPercent ? "tariffs.rule.percentage" : "fees.amount")
            if isPercent { $0.unit = reader.words("tariffs.rule.percent_sign") }
            $0.required = true
        }
    }

    func bands() -> BandFields {
        let typed = TypedBands(cell: form.cells.withAmounts(reader.unit.text)[.bands]).rows
        func cell(_ name: String, _ place: Int, _ value: String) -> Field {
            Field(
                name: "band_\(name).\(place)",
                label: reader.words("tariffs.rule.band_\(name)", reader.number(place + 1))
            )
            .with {
                ($0.direction, $0.inputMode) = ("ltr", "decimal")
                $0.value = Self.grouped(value)
            }
        }
        return BandFields(
            all: field(.bands).with { $0.hint = reader.words("tariffs.rule.bands_hint") }, unit: reader.unitName,
            count: String(form.bandRows),
            rows: (0..<form.bandRows).map { place in
                let row = typed.indices.contains(place) ? typed[place] : TypedBands.Row(end: "", amount: "")
                return .init(end: cell("end", place, row.end), amount: cell("amount", place, row.amount))
            })
    }

    /// Values that are typed, a comma between them.
    func list(_ column: RuleColumn) -> Field {
        field(column).with {
            $0.value = form.cells.values(of: column).joined(separator: ", ")
            $0.direction = "ltr"
            $0.hint = reader.words("tariffs.rule.list_hint")
        }
    }

    /// What the company has and what the rule names already, known or not.
    func ticks(_ column: RuleColumn) -> Field {
        let chosen = form.cells.values(of: column)
        let known = choices.values[column] ?? []
        let others = chosen.filter { code in !known.contains { $0.code == code } }
        return field(column).with {
            $0.options =
                known.map { Field.Option(value: $0.code, label: $0.name, selected: chosen.contains($0.code)) }
                + others.map { Field.Option(value: $0, label: $0, selected: true) }
        }
    }

    func select(_ column: RuleColumn, _ values: [String], required: Bool = false, blank: String? = nil) -> Field {
        let chosen = form.cells[column]
        return field(column).with {
            $0.required = required
            $0.blank = blank.map { reader.words($0) }
            $0.options = values.map {
                Field.Option(
                    value: $0, label: reader.words("fees.\(column.rawValue).\($0)"), selected: $0 == chosen)
            }
        }
    }
}

/// The bands of a rule, row by row.
struct BandFields: Sendable {
    struct Row: Sendable {
        let end: Field
        let amount: Field
    }

    /// What is wrong with all of them together.
    let all: Field
    let unit: String
    let count: String
    let rows: [Row]
}
