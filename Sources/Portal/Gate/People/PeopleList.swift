import Database
import Domain
import Ground
import Web

/// What the people's pages read.
enum PeopleList {
    struct Item: Sendable {
        let member: Member
        let dealer: String?
    }

    static func all(_ tx: Transaction) throws -> [Item] {
        try tx.rows(
            """
            SELECT p.id, p.name, p.mobile, p.roles, p.dealer_id, p.state, p.version, d.name AS dealer_name
            FROM person p LEFT JOIN dealer d ON d.id = p.dealer_id ORDER BY p.id
            """
        ).map { Item(member: try Member($0), dealer: try $0.optional("dealer_name")) }
    }

    static func dealers(_ tx: Transaction) throws -> [DealerChoice] {
        try tx.rows("SELECT id, code, name FROM dealer ORDER BY code").map {
            DealerChoice(id: try $0("id"), code: try $0("code"), name: try $0("name"))
        }
    }
}

/// Which people the list shows. It lives in the URL.
struct PeopleFilter: Filter {
    let text: String
    let role: Role?
    let isLocked: Bool?

    init(_ asked: Asked) {
        text = asked.text("q")
        role = asked.word("role")
        isLocked =
            switch asked.text("state") {
            case "locked": true
            case "open": false
            default: nil
            }
    }

    var fields: [Address.Field] {
        [("q", text), ("role", role?.rawValue ?? ""), ("state", isLocked.map { $0 ? "locked" : "open" } ?? "")]
    }

    /// Those that it lets through, in the order of their names.
    func shown(_ items: [PeopleList.Item]) -> [PeopleList.Item] {
        items.filter(holds).inPersianOrder(by: \.member.name)
    }

    /// By name, however written, by dealer, or by a part of the mobile number.
    func holds(_ item: PeopleList.Item) -> Bool {
        let key = SearchText.key(text)
        let digits = SearchText.squeezed(text).drop { $0 == "0" }
        let isNamed =
            key.isEmpty || SearchText.key(item.member.name).contains(key)
            || SearchText.key(item.dealer ?? "").contains(key)
            || (digits.count > 2 && item.member.mobile.contains(digits))
        return isNamed && role.map(item.member.roles.all.contains) ?? true
            && isLocked.map { $0 == item.member.isLocked } ?? true
    }
}
