import Domain
import Ground
import Web

/// All schemes, and a form for another.
struct CodingListPage: Page {
    struct Item: Sendable {
        let href: String
        let name: String
        let shape: String
        let badge: Badge?
        let proposal: String?
    }

    static let template = "coding/list"
    let titleKey = "parts.coding"
    let parts: String
    let check: String?
    let items: [Item]
    let hasItems: Bool
    let empty: EmptyNote?
    let action: String?
    let fields: CodingForm.Fields

    init(_ items: [CodingItem], _ form: CodingForm?, _ context: CompanyContext) {
        let words = context.words
        parts = context.paths(PartRoutes.list)
        check = context.pathIfAllowed(CodingRoutes.check)
        self.items = items.map { item in
            Item(
                href: context.paths(CodingRoutes.one, item.id), name: item.name, shape: item.shape,
                badge: item.badge(words),
                proposal: item.isWhole && !item.isRetired
                    ? context.pathIfAllowed(CodingRoutes.proposal, item.id) : nil)
        }
        hasItems = !items.isEmpty
        empty =
            items.isEmpty
            ? EmptyNote(title: words("parts.coding.none"), text: words("parts.coding.none_hint")) : nil
        action = context.may(CodingRoutes.addition) ? context.paths(CodingRoutes.addition) : nil
        let shown = form ?? CodingForm(FormBody(["check": "luhn", "check_separator": "-"]))
        fields = shown.fields(isBlank: form == nil, context.reader)
    }
}

extension CodingItem {
    /// How its codes look: `XX-99-999-9`.
    var shape: String {
        var shape = ""
        for (index, segment) in scheme.segments.enumerated() {
            if index > 0 { shape += segment.separator }
            let mark =
                switch segment.alphabet {
                case .digits: "9"
                case .letters: "A"
                case .mixed: "X"
                }
            shape += String(repeating: mark, count: segment.length)
        }
        if scheme.check != .none {
            shape += scheme.checkSeparator + String(repeating: "#", count: scheme.check.length)
        }
        return shape
    }

    func badge(_ words: Words) -> Badge? {
        if isRetired { return Badge(kind: "neutral", label: words("parts.state.retired")) }
        return isWhole ? nil : Badge(kind: "warning", label: words("parts.coding.unfinished"))
    }
}
