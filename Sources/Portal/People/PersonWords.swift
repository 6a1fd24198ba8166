import Domain
import Web

extension Reader {
    /// A person's roles, in the order of the table of roles.
    func roles(_ roles: Roles) -> String {
        roles.ordered.map { words("role.\($0.rawValue)") }.joined(separator: words("list.comma"))
    }

    /// A stored number as people read it: `0912 345 6789`.
    func mobile(_ e164: String) -> String { digits((try? MobileNumber(e164))?.shown ?? e164) }
}

extension Member {
    func badge(_ words: Words) -> Badge {
        isLocked
            ? Badge(kind: "error", label: words("people.state.locked"))
            : Badge(kind: "done", label: words("people.state.open"))
    }
}
