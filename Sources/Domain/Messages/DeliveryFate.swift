/// Marks the ids of the company's own systems that are told what happens.
public enum Hook {}

/// Marks the ids of what goes to a system or to a browser.
public enum Delivery {}

/// What came of one try to hand something over by HTTP.
public enum DeliveryAnswer: Hashable, Sendable {
    case status(Int)
    /// Nobody was reached, or nobody answered in time: a word of ours.
    case silent(String)
    /// Nobody was asked, and nobody will be: a word of ours.
    case refused(String)
}

/// What becomes of it. Whoever gets something twice knows it by its number, so a silence is tried again.
public enum DeliveryFate: Hashable, Sendable {
    case done
    /// Tried again after so many seconds.
    case again(after: Int64)
    case failed
    /// Nobody will ever be there again.
    case gone

    /// Seconds.
    private static let (first, longest) = (15.0, 6 * 3_600.0)

    /// - Parameters:
    ///   - attempts: how often it was tried, this one counted.
    ///   - isPatient: whether a no may become a yes, as with a system that is being mended.
    ///   - scatter: from 0 to 1, drawn by lot.
    public init(_ answer: DeliveryAnswer, attempts: Int, isPatient: Bool, scatter: Double) {
        switch answer {
        case .status(200..<300): self = .done
        case .status(410): self = .gone
        case .status(404) where !isPatient: self = .gone
        case .status(let status) where !isPatient && (400..<500).contains(status) && status != 408 && status != 429:
            self = .failed
        case .refused: self = .failed
        case .status, .silent:
            let wanted = min(Self.longest, Self.first * Double(1 << (2 * min(max(attempts - 1, 0), 10))))
            self = .again(after: Int64((wanted * (0.5 + min(max(scatter, 0), 1))).rounded(.up)))
        }
    }
}
