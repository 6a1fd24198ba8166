import Database
import Domain

extension CopyFault {
    public var complaint: Complaint {
        switch self {
        case .occupied(let table): Complaint("copy.occupied", table)
        case .foreign(let table): Complaint("copy.foreign", table)
        case .different(let table, let one, let other):
            Complaint("copy.different", table, one.map(String.init) ?? "–", other.map(String.init) ?? "–")
        }
    }
}
