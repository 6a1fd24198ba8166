import Database
import Domain
import Foundation

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

extension Error {
    /// What a disk or an engine said, in a sentence that names what was not made; all else as it is.
    func said(as key: String, _ path: String) -> any Error {
        switch self {
        case let fault as DatabaseFault: Complaint(key, path, "\(fault)")
        case let fault as CocoaError: Complaint(key, path, fault.cause)
        default: self
        }
    }
}

extension CocoaError {
    /// In the system's own words.
    fileprivate var cause: String {
        guard let cause = underlying as? POSIXError else { return "\(self)" }
        return String(cString: strerror(cause.code.rawValue))
    }
}
