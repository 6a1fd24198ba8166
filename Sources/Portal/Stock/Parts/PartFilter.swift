import Domain
import Ground

/// What the catalogue is narrowed to, as it stands in the address.
struct PartFilter: PagedFilter {
    static let paging = Paging(onward: "before", back: .never)
    let typed: String
    let group: ID<PartGroup>?
    /// The code of a model that they are for; empty: whatever they are for.
    let model: String
    /// Those that are set aside instead of those in use.
    let isRetired: Bool
    var cursor: Cursor<ID<SparePart>>?

    init(_ asked: Asked) {
        typed = asked.text("q")
        group = asked.id("group")
        model = asked.filled("model").flatMap { try? CellText.code($0) } ?? ""
        isRetired = asked.text("state") == "retired"
        cursor = asked.cursor(Self.paging) { ID($0) }
    }

    var fields: [Address.Field] {
        [("q", typed), ("group", group?.description ?? ""), ("model", model), ("state", isRetired ? "retired" : "")]
    }

    var isNarrowed: Bool { !typed.isEmpty || !model.isEmpty || group != nil || isRetired }
}
