/// The proof that a contact is at its end: nobody is asked about it any more, and whoever complained or proposed something
/// was told what became of it.
public struct MayCloseContact: Sendable {
    public let done: String
    public let answer: String

    /// - Parameters:
    ///   - asked: how many are asked about it and have not answered.
    ///   - done: what the company did.
    ///   - answer: what the other side was told.
    /// - Throws: `contacts.denied.closed`, `contacts.denied.asked`, `contacts.denied.done`, `contacts.denied.answer`.
    public init(
        _ kind: ContactKind, _ state: ContactState, asked: Int, done: String, answer: String
    ) throws(Complaint) {
        guard state == .open else { throw Complaint("contacts.denied.closed") }
        guard asked == 0 else { throw Complaint("contacts.denied.asked", String(asked)) }
        guard !kind.wantsAnswer || !done.isEmpty else { throw Complaint("contacts.denied.done") }
        guard !kind.wantsAnswer || !answer.isEmpty else { throw Complaint("contacts.denied.answer") }
        (self.done, self.answer) = (done, answer)
    }
}
