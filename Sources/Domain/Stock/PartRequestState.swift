/// How far a dealer's request for parts is.
public enum PartRequestState: String, CaseIterable, Sendable {
    case asked, approved, rejected, cancelled, picked, sent, received

    /// Whether somebody still has something to do about it.
    public var isOpen: Bool {
        switch self {
        case .asked, .approved, .picked, .sent: true
        case .rejected, .cancelled, .received: false
        }
    }
}

public enum PartRequestDeed: String, CaseIterable, Sendable {
    case approve, reject, cancel, pick, send, receive
}

extension PartRequestState {
    /// - Returns: nil where that cannot be done now.
    public func after(_ deed: PartRequestDeed) -> PartRequestState? {
        switch (self, deed) {
        case (.asked, .approve): .approved
        case (.asked, .reject): .rejected
        case (.asked, .cancel), (.approved, .cancel), (.picked, .cancel): .cancelled
        case (.approved, .pick): .picked
        case (.picked, .send): .sent
        case (.sent, .receive): .received
        case (.asked, .pick), (.asked, .send), (.asked, .receive),
            (.approved, .approve), (.approved, .reject), (.approved, .send), (.approved, .receive),
            (.picked, .approve), (.picked, .reject), (.picked, .pick), (.picked, .receive),
            (.sent, .approve), (.sent, .reject), (.sent, .cancel), (.sent, .pick), (.sent, .send),
            (.rejected, .approve), (.rejected, .reject), (.rejected, .cancel), (.rejected, .pick), (.rejected, .send),
            (.rejected, .receive),
            (.cancelled, .approve), (.cancelled, .reject), (.cancelled, .cancel), (.cancelled, .pick),
            (.cancelled, .send), (.cancelled, .receive),
            (.received, .approve), (.received, .reject), (.received, .cancel), (.received, .pick), (.received, .send),
            (.received, .receive):
            nil
        }
    }
}
