import Domain
import Ground
import Web

/// Which rules of a tariff are shown: by component, and by what stands in them.
struct RuleFilter: Filter {
    let typed: String
    let component: FeeComponent?

    init(_ asked: Asked) {
        typed = asked.text("q")
        component = asked.word("component")
    }

    var fields: [Address.Field] { [("q", typed), ("component", component?.rawValue ?? "")] }

    func holds(_ rule: RuleWording) -> Bool {
        guard component.map({ $0.rawValue == rule.cells[.component] }) ?? true else { return false }
        let text = SearchText.key(
            ([rule.code, rule.component, rule.note ?? ""] + rule.conditions).joined(separator: " "))
        return SearchText.key(typed).split(separator: " ").allSatisfy { text.contains($0) }
    }

    func pick(_ reader: Reader) -> Pick {
        Pick(
            "component", reader.words("fees.column.component"), blank: reader.words("tariffs.raise.all"),
            FeeComponent.allCases.map { ($0.rawValue, reader.words("fees.component.\($0.rawValue)")) },
            chosen: component?.rawValue)
    }
}
