import Domain
import Web

extension Badge {
    /// Who bears the cost.
    package init(_ warranty: Warranty, _ words: Words) {
        let kind =
            switch warranty {
            case .within: "done"
            case .commitment, .unknown: "warning"
            case .out: "neutral"
            }
        self.init(kind: kind, label: words("jobs.warranty.\(warranty.rawValue)"))
    }
}

extension Fact {
    /// Which day is missing where nobody can say what the warranty is.
    package static func missing(for verdict: Warranty, from start: WarrantyStart, _ words: Words) -> Fact? {
        guard verdict == .unknown else { return nil }
        return Fact(label: words("jobs.warranty_end"), value: words("jobs.warranty.missing.\(start.rawValue)"))
    }
}
