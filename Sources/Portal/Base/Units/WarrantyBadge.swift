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
    /// Of the work on it: its last day, or what is missing to tell it; nil where it has none.
    package static func warrantyEnd(_ verdict: CoverVerdict, _ reader: Reader) -> Fact? {
        guard let line = verdict[.labour] else { return nil }
        let label = reader.words("jobs.warranty_end")
        if case .missing = line.reason { return Fact(label: label, value: CoverWording(reader).reason(line)) }
        return line.lastDay.map { Fact(label: label, value: reader.wholeDay($0)) }
    }
}
