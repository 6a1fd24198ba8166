/// What `shared/pick` shows: one choice of the filters above a list. A form's choice is a `Field`, which can be refused.
public struct Pick: PageParts, Sendable {
    private let name: String
    private let label: String
    /// The first choice, which narrows nothing; nil where one must be chosen.
    private let blank: String?
    /// Finished markup: 60 choices through a template's loop cost more than the 25 rows below, on a page that is open all day.
    private let options: String

    public init(
        _ name: String, _ label: String, blank: String? = nil, _ options: [(value: String, label: String)],
        chosen: String?
    ) {
        (self.name, self.label, self.blank) = (name, label, blank)
        self.options = options.reduce(into: "") { markup, option in
            markup += "<option value=\""
            markup += HTMLText.escaped(option.value)
            markup += option.value == chosen ? "\" selected>" : "\">"
            markup += HTMLText.escaped(option.label)
            markup += "</option>"
        }
    }

    public func child(named child: String) -> Part? {
        switch child {
        case "id": .text("f-\(name)")
        case "name": .text(name)
        case "label": .text(label)
        case "blank": blank.map(Part.text)
        case "options": .text(options)
        default: nil
        }
    }
}
