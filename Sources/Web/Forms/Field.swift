import Domain

/// What `shared/field` shows: a label, a box, a hint, an error. Also for `shared/textarea` and `shared/select`.
public struct Field: PageParts, Sendable {
    public struct Option: PageParts, Sendable {
        public let value: String
        public let label: String
        public let selected: Bool
        /// What state the choice is in.
        public let badge: Badge?

        public init(value: String, label: String, selected: Bool, badge: Badge? = nil) {
            self.value = value
            self.label = label
            self.selected = selected
            self.badge = badge
        }

        public func child(named name: String) -> Part? {
            switch name {
            case "value": .text(value)
            case "label": .text(label)
            case "selected": .flag(selected)
            case "badge": badge.map(Part.parts)
            default: nil
            }
        }
    }

    public var name: String
    /// On a page with several forms, of each field another one.
    public var id: String
    public var label: String
    public var value: String
    public var error: String?
    public var hint: String?
    public var type = "text"
    public var inputMode: String?
    public var required = false
    public var direction: String?
    public var autocomplete: String?
    /// The id of a `<datalist>` on the page.
    public var list: String?
    /// Whether the page opens with the caret in it: one field of a page.
    public var hasFocus = false
    /// Shown inside the box: «ریال».
    public var unit: String?
    /// The first, empty choice of a select.
    public var blank: String?
    public var options: [Option] = []
    /// Of a day: which ones may be chosen.
    public var days: DayBounds?

    public init(name: String, label: String, value: String = "", error: String? = nil) {
        self.name = name
        id = "f-\(name)"
        self.label = label
        self.value = value
        self.error = error
    }

    public init<Value>(_ input: Input<Value>, label: String, for reader: Reader) {
        self.init(
            name: input.name, label: reader.words(label), value: input.typed,
            error: input.complaint.map(reader.complaint))
    }

    /// The same field with some of its properties set: `Field(…).with { $0.type = "tel" }`.
    public func with(_ change: (inout Field) -> Void) -> Field {
        var copy = self
        change(&copy)
        return copy
    }

    public func child(named child: String) -> Part? {
        switch child {
        case "id": .text(id)
        case "name": .text(name)
        case "label": .text(label)
        case "value": .text(value)
        case "error": error.map(Part.text)
        case "hint": hint.map(Part.text)
        case "type": .text(type)
        case "inputmode": inputMode.map(Part.text)
        case "required": .flag(required)
        case "direction": direction.map(Part.text)
        case "autocomplete": autocomplete.map(Part.text)
        case "list": list.map(Part.text)
        case "autofocus": .flag(hasFocus)
        case "unit": unit.map(Part.text)
        case "blank": blank.map(Part.text)
        case "options": .rows(options)
        case "days": days.map(Part.parts)
        default: nil
        }
    }
}

/// The list above a refused form: each error leads to its field.
public struct FormErrors: Sendable {
    public struct Item: Sendable {
        /// The id of the field.
        public let field: String?
        public let text: String
    }

    public let items: [Item]

    /// nil where no field has an error, so that `{{#errors}}` shows nothing.
    /// - Parameter beside: what is wrong with no field in particular.
    public init?(_ fields: [Field], beside sentences: [String] = []) {
        items =
            sentences.map { Item(field: nil, text: $0) }
            + fields.compactMap { field in
                field.error.map { Item(field: field.id, text: "\(field.label): \($0)") }
            }
        if items.isEmpty { return nil }
    }

    /// Errors that concern no single field.
    public init(texts: [String]) { items = texts.map { Item(field: nil, text: $0) } }
}
