/// A text with fields in braces, for what is known only when it is written out: `{number}`.
public enum FieldedText {
    /// The names of its fields, in their order, as often as they stand there.
    public static func names(in text: String) -> [String] {
        text.matches(of: #/\{([^{}\n]*)\}/#).map { String($0.output.1) }
    }

    /// In one pass: what a value holds is no field. A field without a value stays as it is.
    public static func filled(_ text: String, _ values: (String) -> String?) -> String {
        text.replacing(#/\{([^{}\n]*)\}/#) { match in values(String(match.output.1)) ?? String(match.output.0) }
    }
}
