/// What a customer says of the work that was done for him.
public struct JobRating: Hashable, Sendable {
    public static let longest = 500
    /// One is bad, five is as good as it can be.
    public static let scale = 1...5
    public let stars: Int
    public let text: String

    /// - Throws: `form.choose` where nothing or something strange was chosen, `form.too_long`.
    public init(stars typed: String, text: String) throws(Complaint) {
        guard let stars = Int(Digits.ascii(typed)), Self.scale.contains(stars) else { throw Complaint("form.choose") }
        guard text.count <= Self.longest else { throw Complaint("form.too_long", String(Self.longest)) }
        (self.stars, self.text) = (stars, SearchText.stored(text))
    }
}

extension LinkPurpose {
    /// Whether a job that stands there can be spoken of so.
    /// - Parameters:
    ///   - isVisited: whether somebody has written down that he was there.
    ///   - isEstimated: whether what it will cost waits for an answer.
    public func suits(_ state: JobState, isVisited: Bool, isEstimated: Bool = false) -> Bool {
        switch self {
        case .track: true
        case .rate: state == .done || state == .closed
        case .confirm: isVisited
        case .approve: isEstimated && !state.isEnded
        }
    }
}
