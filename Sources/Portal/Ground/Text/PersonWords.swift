import Domain
import Web

extension Reader {
    /// A person's roles, in the order of the table of roles.
    package func roles(_ roles: Roles) -> String {
        roles.ordered.map { words("role.\($0.rawValue)") }.joined(separator: words("list.comma"))
    }
}

extension Member {
    package func badge(_ words: Words) -> Badge {
        isLocked
            ? Badge(kind: "error", label: words("people.state.locked"))
            : Badge(kind: "done", label: words("people.state.open"))
    }
}
