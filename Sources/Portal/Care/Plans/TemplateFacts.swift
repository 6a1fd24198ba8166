import Domain
import Ground

/// For which machines a template is.
enum PlanTarget: Hashable, Sendable {
    case group(ID<ProductGroup>)
    case model(ID<ProductModel>)

    /// As a form and the history write it: `group:3`.
    var text: String {
        switch self {
        case .group(let id): "group:\(id)"
        case .model(let id): "model:\(id)"
        }
    }

    var group: ID<ProductGroup>? { if case .group(let id) = self { id } else { nil } }
    var model: ID<ProductModel>? { if case .model(let id) = self { id } else { nil } }

    init?(text: String) {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        switch parts[0] {
        case "group": if let id = ID<ProductGroup>(parts[1]) { self = .group(id) } else { return nil }
        case "model": if let id = ID<ProductModel>(parts[1]) { self = .model(id) } else { return nil }
        default: return nil
        }
    }
}

/// What a template says, whoever says it.
package struct TemplateFacts: Sendable {
    let name: String
    let target: PlanTarget
    let serviceType: String
    let rule: PlanRule

    init(name: String, target: PlanTarget, serviceType: String, rule: PlanRule) {
        (self.name, self.target, self.serviceType, self.rule) = (name, target, serviceType, rule)
    }

    /// For all machines of a group.
    package init(name: String, group: ID<ProductGroup>, serviceType: String, rule: PlanRule) {
        self.init(name: name, target: .group(group), serviceType: serviceType, rule: rule)
    }

    /// As the history keeps it.
    var texts: [String: String] {
        let days = [rule.early, rule.late].map(String.init).joined(separator: "/")
        let amounts = rule.usage?.amounts ?? rule.steps.map { Int64($0.months) }
        let steps = zip(rule.steps, amounts).map { "\($1)\($0.isFree ? "" : "+")" }.joined(separator: ", ")
        let again = rule.usage?.again ?? rule.again.map(Int64.init)
        return [
            "name": name, "for": target.text, "service": serviceType, "basis": rule.basis.rawValue,
            "day": String(rule.day.code), "closed": rule.closed.rawValue, "window": days, "steps": steps,
            "again": again.map { String($0) } ?? "", "check": rule.steps.map(\.checkList).joined(separator: "\n"),
            "kit": rule.steps.flatMap(\.kit).map(\.text).joined(separator: "\n"),
            "count": rule.usage?.kind.rawValue ?? "", "usual": rule.usage?.usualMonth.map { String($0) } ?? "",
        ]
    }
}

/// A template as it stands.
struct TemplateRow: Sendable {
    let id: ID<PlanTemplate>
    let facts: TemplateFacts
    let targetNames: BothNames
    let isRetired: Bool
    let version: Int
}
