import Domain
import Web

/// The form of a bank's format: what was typed, what of it can be read, and what stands against it.
struct FormatForm: Sendable {
    let kind: BankFormat.Kind
    let name: Input<String>
    let mostOrders: Input<Int64>
    let greatestSum: Input<Int64>
    let description: Input<String>
    let debtorSheba: Input<String>
    let columns: [ColumnForm]
    /// Of a payout, to look at the format with; empty for invented rows.
    let payout: String
    /// As far as it can be read.
    let format: BankFormat
    let complaint: Complaint?

    static let methods: [[PaymentMethod]] = [[.paya, .satna], [.satna, .paya], [.paya], [.satna]]
    static let columnParts = ["content", "header", "longest", "digits", "text", "calendar", "width"]

    init(_ body: FormBody) {
        kind = BankFormat.Kind(rawValue: body.raw("kind")) ?? .text
        name = body.input("name", shortText(limit: 60))
        mostOrders = body.input("most_orders") { try TypedNumber.integer($0, in: 1...Int64(BankFormat.mostRows)) }
        greatestSum = body.money("greatest_sum", else: nil, in: 1...Int64.max)
        description = body.input("description", else: "", shortText(limit: BankColumn.longestText))
        debtorSheba = body.input("debtor_sheba", else: "") { try Sheba($0).text }
        let count = min(Int(body.raw("columns")) ?? 0, BankFormat.mostColumns)
        columns = (0..<max(0, count)).map { ColumnForm(body, at: $0) }
        payout = body.text("payout")
        var format = BankFormat()
        Self.read(body, into: &format)
        format.kind = kind
        format.columns = columns.map(\.column)
        format.mostOrders = Int(mostOrders.value ?? 1_000)
        format.greatestSum = greatestSum.value
        format.description = description.value ?? ""
        format.debtor.sheba = debtorSheba.value ?? ""
        self.format = format
        do {
            try format.check()
            complaint = nil
        } catch { complaint = error }
    }

    var isGood: Bool {
        complaint == nil && name.complaint == nil && mostOrders.complaint == nil && greatestSum.complaint == nil
            && description.complaint == nil && debtorSheba.complaint == nil && columns.allSatisfy(\.isGood)
    }

    private static func read(_ body: FormBody, into format: inout BankFormat) {
        format.hasHeader = body.isChecked("header")
        format.controlLine = choice(body, "control", format.controlLine)
        format.delimiter = choice(body, "delimiter", format.delimiter)
        format.lineEnd = choice(body, "line_end", format.lineEnd)
        format.encoding = choice(body, "encoding", format.encoding)
        format.unwritable = choice(body, "unwritable", format.unwritable)
        format.quoting = choice(body, "quoting", format.quoting)
        format.methods = methods.first { text($0) == body.raw("methods") } ?? format.methods
        format.isOneMethodPerFile = body.isChecked("one_method")
        format.debtor.name = body.text("debtor_name")
        format.debtor.bic = body.text("debtor_bic").uppercased()
        format.debtor.charges = choice(body, "charges", format.debtor.charges)
        for column in AnswerColumn.allCases { format.answer.set(column, body.text("answer_\(column.rawValue)")) }
        format.answer.isListOfPaid = body.isChecked("list_of_paid")
        format.answer.paidWords = words(body.text("answer_paid"))
        format.answer.returnedWords = words(body.text("answer_returned"))
    }

    private static func choice<Value: RawRepresentable>(
        _ body: FormBody, _ name: String, _ fallback: Value
    ) -> Value where Value.RawValue == String {
        Value(rawValue: body.raw(name)) ?? fallback
    }

    static func text(_ methods: [PaymentMethod]) -> String { methods.map(\.rawValue).joined(separator: "_") }

    private static func words(_ text: String) -> [String] {
        text.split(separator: "|").map { SearchText.stored(String($0)) }.filter { !$0.isEmpty }
    }
}

/// One column in the form.
struct ColumnForm: Sendable {
    let place: Int
    let header: Input<String>
    let longest: Input<Int64>
    let width: Input<Int64>
    let text: Input<String>
    let column: BankColumn

    init(_ body: FormBody, at place: Int) {
        self.place = place
        header = body.input("header.\(place)", else: "", shortText(limit: BankColumn.longestHeader))
        let content = BankColumn.Content(rawValue: body.raw("content.\(place)")) ?? .empty
        // What the column or the file has no use for has no field, and whatever was typed there before counts no more.
        longest =
            content.isText
            ? body.input("longest.\(place)", else: nil) { try TypedNumber.integer($0, in: 1...1_000) }
            : Input(name: "longest.\(place)", typed: "", value: nil)
        width =
            body.raw("delimiter") == BankFormat.Delimiter.none.rawValue
            ? body.input("width.\(place)", else: nil) { try TypedNumber.integer($0, in: 1...1_000) }
            : Input(name: "width.\(place)", typed: "", value: nil)
        text = body.input("text.\(place)", else: "", shortText(limit: BankColumn.longestText))
        var column = BankColumn(content, header: header.value ?? "")
        (column.longest, column.width) = (longest.value.map(Int.init), width.value.map(Int.init))
        column.digits = BankColumn.Script(rawValue: body.raw("digits.\(place)")) ?? .latin
        column.calendar = CalendarSystem(rawValue: body.raw("calendar.\(place)")) ?? .jalali
        column.text = text.value ?? ""
        if column.content == .date, column.text.isEmpty { column.text = "yyyy/MM/dd" }
        self.column = column
    }

    var isGood: Bool {
        header.complaint == nil && longest.complaint == nil && width.complaint == nil && text.complaint == nil
    }
}

extension FormBody {
    /// A format as its form would send it, its amounts in this unit.
    package init(_ name: String, _ format: BankFormat, in unit: MoneyUnit = .rial) {
        self.init()
        let plain = [
            ("name", name), ("kind", format.kind.rawValue), ("control", format.controlLine.rawValue),
            ("delimiter", format.delimiter.rawValue), ("line_end", format.lineEnd.rawValue),
            ("encoding", format.encoding.rawValue), ("unwritable", format.unwritable.rawValue),
            ("quoting", format.quoting.rawValue), ("methods", FormatForm.text(format.methods)),
            ("most_orders", String(format.mostOrders)), ("greatest_sum", format.greatestSum.map(unit.text) ?? ""),
            (Self.unitField, unit.rawValue),
            ("description", format.description), ("debtor_name", format.debtor.name),
            ("debtor_sheba", format.debtor.sheba), ("debtor_bic", format.debtor.bic),
            ("charges", format.debtor.charges.rawValue),
            ("answer_paid", format.answer.paidWords.joined(separator: "|")),
            ("answer_returned", format.answer.returnedWords.joined(separator: "|")),
            ("columns", String(format.columns.count)),
        ]
        for (key, value) in plain { fields[key] = [value] }
        for column in AnswerColumn.allCases {
            fields["answer_\(column.rawValue)"] = [format.answer.head(of: column)]
        }
        if format.hasHeader { fields["header"] = ["1"] }
        if format.isOneMethodPerFile { fields["one_method"] = ["1"] }
        if format.answer.isListOfPaid { fields["list_of_paid"] = ["1"] }
        for (place, column) in format.columns.enumerated() { put(column, at: place) }
    }

    private mutating func put(_ column: BankColumn, at place: Int) {
        fields["content.\(place)"] = [column.content.rawValue]
        fields["header.\(place)"] = [column.header]
        fields["longest.\(place)"] = [column.longest.map(String.init) ?? ""]
        fields["width.\(place)"] = [column.width.map(String.init) ?? ""]
        fields["digits.\(place)"] = [column.digits.rawValue]
        fields["calendar.\(place)"] = [column.calendar.rawValue]
        fields["text.\(place)"] = [column.text]
    }

    /// Does what a button beside a column asks for: `up.3`, `down.3`, `remove.3`, `add`. Other words change nothing.
    mutating func rearrangeColumns(_ deed: String) {
        let parts = deed.split(separator: ".")
        let count = min(max(Int(raw("columns")) ?? 0, 0), BankFormat.mostColumns)
        var order = Array(0..<count)
        if deed == "add", count < BankFormat.mostColumns { order.append(count) }
        if parts.count == 2, let place = Int(parts[1]), order.indices.contains(place) {
            switch parts[0] {
            case "up" where place > 0: order.swapAt(place, place - 1)
            case "down" where place + 1 < count: order.swapAt(place, place + 1)
            case "remove": order.remove(at: place)
            default: break
            }
        }
        let before = fields
        for part in FormatForm.columnParts {
            for place in 0..<count { fields["\(part).\(place)"] = nil }
            for (place, origin) in order.enumerated() { fields["\(part).\(place)"] = before["\(part).\(origin)"] }
        }
        fields["columns"] = [String(order.count)]
    }
}
