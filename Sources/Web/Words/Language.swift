/// The languages a person can read Kardan in. Persian is the default.
public enum Language: String, CaseIterable, Sendable {
    case fa, en

    public var direction: String { self == .fa ? "rtl" : "ltr" }
    /// The language's own name, for the switch; the same in every language.
    public var ownName: String { self == .fa ? "فارسی" : "English" }
    /// Of a thing's names the one that its readers see. - Parameter en: empty where it has none.
    public func name(fa: String, en: String) -> String { self == .fa || en.isEmpty ? fa : en }
}
