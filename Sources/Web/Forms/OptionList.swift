import Mustache

/// The choices of a select that stands on a page opened all day, as finished markup: 60 choices through a template's loop
/// cost more than the 25 rows below them. In the template: `<select>{{{places}}}</select>`.
public struct OptionList: MustacheCustomRenderable, Sendable {
    public private(set) var renderText = ""
    public var isNull: Bool { renderText.isEmpty }

    public init() {}

    public mutating func add(_ value: String, _ label: String, selected: Bool) {
        renderText += "<option value=\""
        renderText += HTMLText().escapeText(value)
        renderText += selected ? "\" selected>" : "\">"
        renderText += HTMLText().escapeText(label)
        renderText += "</option>"
    }
}
