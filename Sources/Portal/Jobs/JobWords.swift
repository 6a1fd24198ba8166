import Domain
import Web

extension Badge {
    /// Where a job stands.
    init(_ state: JobState, _ words: Words) {
        self.init(kind: state.look, label: words("jobs.state.\(state.rawValue)"))
    }
}

extension Badge {
    /// Who bears the cost.
    init(_ warranty: Warranty, _ words: Words) {
        let kind =
            switch warranty {
            case .within: "done"
            case .commitment: "warning"
            case .out: "neutral"
            }
        self.init(kind: kind, label: words("jobs.warranty.\(warranty.rawValue)"))
    }
}

extension JobState {
    /// The badge's look, as the style guide gives it out.
    var look: String {
        switch self {
        case .received, .closed: "neutral"
        case .offered: "info"
        case .accepted, .scheduled: "accent"
        case .underWay: "warning"
        case .done: "done"
        case .returned, .cancelled: "error"
        }
    }
}
