/// The states of a thing, each led on by deeds. What `next` says of every pair of state and deed is tested.
public protocol Lifecycle: Sendable {
    associatedtype Deed: Sendable

    /// The key of the sentence that a thing in its state cannot have this done to it.
    static var impossible: String { get }

    /// - Returns: nil where a thing in this state cannot have that done to it.
    func next(_ deed: Deed) -> Self?
}

extension Lifecycle {
    /// - Throws: `impossible`.
    public func after(_ deed: Deed) throws(Complaint) -> Self {
        guard let next = next(deed) else { throw Complaint(Self.impossible) }
        return next
    }

    public func allows(_ deed: Deed) -> Bool { next(deed) != nil }
}
