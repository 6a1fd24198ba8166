import Mustache

/// What `shared/pick` shows: one choice of the filters above a list. A form's choice is a `Field`, which can be refused.
public struct Pick: MustacheParent, Sendable {
    private let name: String
    private let label: String
    /// The first choice, which narrows nothing; nil where one must be chosen.
    private let blank: String?
    private let options: OptionList

    public init(
        _ name: String, _ label: String, blank: String? = nil, _ options: [(value: String, label: String)],
        chosen: String?
    ) {
        (self.name, self.label, self.blank) = (name, label, blank)
        self.options = options.reduce(into: OptionList()) { $0.add($1.value, $1.label, selected: $1.value == chosen) }
    }

    public func child(named child: String) -> Any? {
        switch child {
        case "id": Cell("f-\(name)")
        case "name": Cell(name)
        case "label": Cell(label)
        case "blank": blank.map(Cell.init)
        case "options": options
        default: nil
        }
    }
}

/// The choices as finished markup: 60 of them through a template's loop cost more than the 25 rows below, on a page that is
/// open all day.
private struct OptionList: MustacheCustomRenderable, Sendable {
    private(set) var renderText = ""
    var isNull: Bool { renderText.isEmpty }

    mutating func add(_ value: String, _ label: String, selected: Bool) {
        renderText += "<option value=\""
        renderText += HTMLText().escapeText(value)
        renderText += selected ? "\" selected>" : "\">"
        renderText += HTMLText().escapeText(label)
        renderText += "</option>"
    }
}
