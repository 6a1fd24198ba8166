/// Marks the ids of what made two parts one.
public enum PartMerge {}

/// The proof that two parts which were made one may be two again.
public struct MayUndoPartMerge: Sendable {
    public static let days = 30

    /// - Parameter isGone: whether the part that stayed has turned out to be another one since.
    /// - Throws: `parts.merge.undone_already`, `parts.merge.undo_first`, `parts.merge.late`.
    public init(madeAt: Instant, now: Instant, isUndone: Bool, isGone: Bool) throws(Complaint) {
        guard !isUndone else { throw Complaint("parts.merge.undone_already") }
        guard !isGone else { throw Complaint("parts.merge.undo_first") }
        guard now <= madeAt.adding(seconds: Int64(Self.days) * 86_400) else {
            throw Complaint("parts.merge.late", String(Self.days))
        }
    }
}
