public enum PartRequest {}
public enum PartRequestLine {}
public enum StockReservation {}

/// How far a request for parts is.
public enum PartRequestState: String, CaseIterable, Sendable {
    case asked, approved, refused, cancelled, picked, sent, received

    /// Whether somebody still has something to do about it.
    public var isOpen: Bool {
        switch self {
        case .asked, .approved, .picked, .sent: true
        case .refused, .cancelled, .received: false
        }
    }

    /// Those of which nothing has left the store yet.
    public static let unsent: [PartRequestState] = [.asked, .approved, .picked]
}

public enum PartRequestDeed: String, CaseIterable, Sendable {
    case approve, refuse, cancel, pick, send, receive
    /// Its transfer was taken back while it was under way: it is to be picked again.
    case recall
}

extension PartRequestState {
    /// - Returns: nil where that cannot be done now.
    public func after(_ deed: PartRequestDeed) -> PartRequestState? {
        switch (self, deed) {
        case (.asked, .approve): .approved
        case (.asked, .refuse): .refused
        case (.asked, .cancel), (.approved, .cancel), (.picked, .cancel): .cancelled
        case (.approved, .pick): .picked
        case (.picked, .send): .sent
        case (.sent, .receive): .received
        case (.sent, .recall): .approved
        case (.asked, .pick), (.asked, .send), (.asked, .receive), (.asked, .recall),
            (.approved, .approve), (.approved, .refuse), (.approved, .send), (.approved, .receive),
            (.approved, .recall),
            (.picked, .approve), (.picked, .refuse), (.picked, .pick), (.picked, .receive), (.picked, .recall),
            (.sent, .approve), (.sent, .refuse), (.sent, .cancel), (.sent, .pick), (.sent, .send),
            (.refused, _), (.cancelled, _), (.received, _):
            nil
        }
    }
}

/// What is given of a request.
public enum PartRequestRules {
    /// What is kept back for a request is kept for so many days, where nobody says otherwise.
    public static let keptDays = 14
    public static let mostLines = 30
    public static let mostQuantity: Int64 = 100_000

    /// - Parameters:
    ///   - asked: of each line.
    ///   - approved: of each line, in the same order; none above what was asked.
    ///   - reason: must be said where less is given.
    /// - Throws: `stock.request.over`, `stock.request.nothing`, `stock.request.why`.
    public static func checkApproval(asked: [Int64], approved: [Int64], reason: String) throws(Complaint) {
        let pairs = zip(asked, approved)
        guard asked.count == approved.count, pairs.allSatisfy({ 0 <= $1 && $1 <= $0 }) else {
            throw Complaint("stock.request.over")
        }
        guard approved.contains(where: { $0 > 0 }) else { throw Complaint("stock.request.nothing") }
        if reason.isEmpty, pairs.contains(where: { $1 < $0 }) { throw Complaint("stock.request.why") }
    }

    /// What can be kept back or given: what lies there less what is kept back for others, never below zero.
    public static func free(onHand: Int64, reserved: Int64) -> Int64 { max(0, onHand - reserved) }
}
