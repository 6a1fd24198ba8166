import Domain
import Web

/// The fields of the form of a format, in groups as the page shows them.
struct FormatFields: Sendable {
    struct Group: Sendable {
        let title: String
        let fields: [Field]
        let selects: [Field]
        let checks: [Field]
    }

    private let form: FormatForm
    private let reader: Reader

    init(_ form: FormatForm, _ reader: Reader) {
        (self.form, self.reader) = (form, reader)
    }

    /// In the order of the page; those of the other kinds of files are left out.
    func groups() -> [Group] { [general, form.kind == .pain ? debtor : layout, orders] }

    private var general: Group {
        let name = Field(form.name, label: "banks.name", for: reader).with { $0.required = true }
        let text = Field(form.description, label: "banks.description", for: reader)
            .with { $0.hint = reader.words("banks.description.hint") }
        return group("general", fields: [name, text])
    }

    private var layout: Group {
        let format = form.format
        let control = select("control", BankFormat.ControlLine.allCases, format.controlLine)
        let header = check("header", format.hasHeader)
        guard form.kind == .text else { return group("layout", selects: [control], checks: [header]) }
        return group(
            "layout",
            selects: [
                select("delimiter", BankFormat.Delimiter.allCases, format.delimiter),
                select("encoding", BankFormat.Encoding.allCases, format.encoding)
                    .with { $0.hint = reader.words("banks.encoding.hint") },
                select("unwritable", BankFormat.Unwritable.allCases, format.unwritable),
                select("quoting", BankFormat.Quoting.allCases, format.quoting),
                select("line_end", BankFormat.LineEnd.allCases, format.lineEnd), control,
            ], checks: [header])
    }

    private var orders: Group {
        let format = form.format
        var methods = Field(name: "methods", label: reader.words("banks.methods"))
        methods.hint = reader.words("banks.methods.hint")
        methods.options = FormatForm.methods.map { all in
            let text = FormatForm.text(all)
            return .init(value: text, label: reader.words("banks.methods.\(text)"), selected: all == format.methods)
        }
        let most = Field(form.mostOrders, label: "banks.most_orders", for: reader)
            .with { ($0.required, $0.inputMode, $0.direction) = (true, "numeric", "ltr") }
        let sum = Field(form.greatestSum, label: "banks.greatest_sum", for: reader).asMoney(reader).with {
            $0.hint = reader.words("banks.greatest_sum.hint")
        }
        return group(
            "orders", fields: [most, sum], selects: [methods], checks: [check("one_method", format.isOneMethodPerFile)])
    }

    private var debtor: Group {
        let debtor = form.format.debtor
        let name = plain("debtor_name", debtor.name).with { $0.required = true }
        let sheba = Field(form.debtorSheba, label: "banks.debtor_sheba", for: reader)
            .with { ($0.required, $0.direction) = (true, "ltr") }
        let bic = plain("debtor_bic", debtor.bic).with {
            $0.direction = "ltr"
            $0.hint = reader.words("banks.debtor_bic.hint")
        }
        let charges = select("charges", BankFormat.Debtor.Charges.allCases, debtor.charges)
        return group("debtor", fields: [name, sheba, bic], selects: [charges])
    }

    /// Below the columns.
    var answer: Group {
        let answer = form.format.answer
        let heads = AnswerColumn.allCases.map { plain("answer_\($0.rawValue)", answer.head(of: $0)) }
        let words = [("paid", answer.paidWords), ("returned", answer.returnedWords)].map { name, words in
            plain("answer_\(name)", words.joined(separator: "|")).with {
                $0.hint = reader.words("banks.answer_words.hint")
            }
        }
        return group("answer", fields: heads + words, checks: [check("list_of_paid", answer.isListOfPaid)])
    }

    private func group(
        _ name: String, fields: [Field] = [], selects: [Field] = [], checks: [Field] = []
    ) -> Group {
        Group(title: reader.words("banks.group.\(name)"), fields: fields, selects: selects, checks: checks)
    }

    private func plain(_ name: String, _ value: String) -> Field {
        Field(name: name, label: reader.words("banks.\(name)"), value: value)
    }

    private func check(_ name: String, _ isChecked: Bool) -> Field {
        var field = Field(name: name, label: reader.words("banks.\(name)"))
        field.options = [.init(value: "1", label: reader.words("banks.\(name).yes"), selected: isChecked)]
        return field
    }

    private func select<Value: RawRepresentable & Equatable>(
        _ name: String, _ all: [Value], _ chosen: Value
    ) -> Field where Value.RawValue == String {
        var field = Field(name: name, label: reader.words("banks.\(name)"))
        field.options = all.map {
            .init(
                value: $0.rawValue, label: reader.words("banks.\(name).\($0.rawValue)"), selected: $0 == chosen)
        }
        return field
    }
}

/// The fields of one column, as many as what it holds asks for.
struct ColumnFields: Sendable {
    let number: String
    let title: String
    let fields: [Field]
    let selects: [Field]
    let up: String?
    let down: String?
    let remove: String

    init(_ form: ColumnForm, of all: FormatForm, _ reader: Reader) {
        let (place, column) = (form.place, form.column)
        number = reader.number(place + 1)
        title = reader.words("banks.content.\(column.content.rawValue)")
        up = place > 0 ? "up.\(place)" : nil
        down = place + 1 < all.columns.count ? "down.\(place)" : nil
        remove = "remove.\(place)"
        var content = Field(name: "content.\(place)", label: reader.words("banks.content"))
        content.options = BankColumn.Content.allCases.map {
            .init(
                value: $0.rawValue, label: reader.words("banks.content.\($0.rawValue)"), selected: $0 == column.content)
        }
        var digits = Field(name: "digits.\(place)", label: reader.words("banks.digits"))
        digits.options = BankColumn.Script.allCases.map {
            .init(value: $0.rawValue, label: reader.words("banks.digits.\($0.rawValue)"), selected: $0 == column.digits)
        }
        var calendar = Field(name: "calendar.\(place)", label: reader.words("banks.calendar"))
        calendar.options = CalendarSystem.allCases.map {
            .init(
                value: $0.rawValue, label: reader.words("kernel.calendar.\($0.rawValue)"),
                selected: $0 == column.calendar)
        }
        selects = [content] + (column.content.hasDigits ? [digits] : []) + (column.content == .date ? [calendar] : [])
        let header = Field(form.header, label: "banks.header", for: reader)
        let longest = Field(form.longest, label: "banks.longest", for: reader)
            .with { ($0.inputMode, $0.direction) = ("numeric", "ltr") }
        let width = Field(form.width, label: "banks.width", for: reader)
            .with { ($0.inputMode, $0.direction, $0.required) = ("numeric", "ltr", true) }
        let isFixed = all.kind == .text && all.format.delimiter == .none
        fields =
            [header] + (column.content.isText ? [longest] : []) + (isFixed ? [width] : []) + Self.text(form, reader)
    }

    /// What only some columns have: a fixed text, the bank's words for the methods, how a date is written.
    private static func text(_ form: ColumnForm, _ reader: Reader) -> [Field] {
        switch form.column.content {
        case .fixed, .method, .date:
            let label = "banks.text.\(form.column.content.rawValue)"
            var field = Field(form.text, label: label, for: reader)
            field.value = form.text.complaint == nil ? form.column.text : field.value
            field.hint = form.column.content == .fixed ? nil : reader.words("\(label).hint")
            return [field]
        default: return []
        }
    }
}
