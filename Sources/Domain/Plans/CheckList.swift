/// One line of a check list.
public struct CheckItem: Hashable, Sendable {
    public let text: String
    /// Before the job can be completed.
    public let isRequired: Bool
    public let kind: VisitQuestionKind
}

/// What is looked at in a service, a line each. A line that begins with a star must be answered; one that ends with a unit in
/// square brackets, `[bar]` or `[]`, is answered with a number.
public enum CheckList {
    /// More nobody goes through at a customer's.
    public static let most = 40

    /// A line that stands there twice is one.
    public static func items(_ text: String) -> [CheckItem] {
        var known = Set<String>()
        return text.split(whereSeparator: \.isNewline).compactMap { item(String($0)) }
            .filter { known.insert($0.text).inserted }.prefix(most).map(\.self)
    }

    private static func item(_ line: String) -> CheckItem? {
        var text = SearchText.stored(line)
        let isRequired = text.hasPrefix("*")
        if isRequired { text = SearchText.stored(String(text.drop { $0 == "*" })) }
        var kind = VisitQuestionKind.choice
        if text.hasSuffix("]"), let open = text.lastIndex(of: "[") {
            kind = .number(unit: SearchText.stored(String(text[text.index(after: open)...].dropLast())))
            text = SearchText.stored(String(text[..<open]))
        }
        return text.isEmpty ? nil : CheckItem(text: text, isRequired: isRequired, kind: kind)
    }
}
