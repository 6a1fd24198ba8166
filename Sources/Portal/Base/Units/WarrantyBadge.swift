import Domain
import Web

extension Badge {
    /// Who bears the cost.
    package init(_ warranty: Warranty, _ words: Words) {
        let kind =
            switch warranty {
            case .within: "done"
            case .commitment: "warning"
            case .out: "neutral"
            }
        self.init(kind: kind, label: words("jobs.warranty.\(warranty.rawValue)"))
    }
}
