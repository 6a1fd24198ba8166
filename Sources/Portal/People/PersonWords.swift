import Domain
import Web

extension Reader {
    /// A person's roles, in the order of the table of roles.
    func roles(_ roles: Roles) -> String {
        roles.ordered.map { words("role.\($0.rawValue)") }.joined(separator: words("list.comma"))
    }

    /// A stored number as people read it: `0912 345 6789`, its groups kept in their order within Persian text.
    func mobile(_ e164: String) -> String {
        "\u{2066}" + digits((try? MobileNumber(e164))?.shown ?? e164) + "\u{2069}"
    }
}

extension Member {
    func badge(_ words: Words) -> Badge {
        isLocked
            ? Badge(kind: "error", label: words("people.state.locked"))
            : Badge(kind: "done", label: words("people.state.open"))
    }
}
