import Domain
import Ground
import Web

/// The button that sets a thing aside, or takes it up again (`products/_retirement`).
struct Retirement: Sendable {
    let action: String
    let version: String
    let isRetired: Bool
    let text: String
    let label: String

    /// - Parameter thing: `model` or `group`, as its words call it.
    init(_ action: String, version: Int, isRetired: Bool, of thing: String, _ words: Words) {
        self.action = action
        self.version = String(version)
        self.isRetired = isRetired
        text = words(isRetired ? "products.restore.\(thing)" : "products.retire.\(thing)")
        label = words(isRetired ? "products.restore" : "products.retire")
    }

    /// Beside the name of what is set aside.
    static func badge(_ isRetired: Bool, _ words: Words) -> Badge? {
        isRetired ? Badge(kind: "neutral", label: words("products.retired.state")) : nil
    }
}
