import Domain
import Web

extension Badge {
    /// Where a job stands.
    package init(_ state: JobState, _ words: Words) {
        self.init(kind: state.look, label: words("jobs.state.\(state.rawValue)"))
    }
}

extension JobState {
    /// The badge's look, as the style guide gives it out.
    package var look: String {
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
