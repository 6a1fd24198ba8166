import Database
import Domain
import Web

/// A kind of thing that has files: whoever sees the thing sees them.
package struct AttachmentKind: Sendable {
    package typealias Sight = @Sendable (Int64, Actor, Transaction) throws -> Bool
    /// As in `EventSubject`.
    let name: String
    /// Who may add files on the thing's page; nobody where they come with its own forms alone.
    let adders: Set<Role>
    private let sees: Sight

    package init(_ name: String, addedBy adders: Set<Role> = [], sees: @escaping Sight) {
        (self.name, self.adders, self.sees) = (name, adders, sees)
    }

    /// - Throws: `Refusal.hidden` where there is no such thing, or this person does not see it.
    static func seen(_ subject: EventSubject, _ context: CompanyContext, _ tx: Transaction) throws -> AttachmentKind {
        let kind = context.company.fittings[AttachmentSlots.kinds].first { $0.name == subject.name }
        guard let kind, try kind.sees(subject.id, context.actor, tx) else { throw Refusal.hidden }
        return kind
    }
}

package enum AttachmentSlots {
    package static let kinds = Slot<AttachmentKind>("attachment.kinds")
    /// Why this person may add no more to a thing, although his role may; nil where nothing stands against it.
    package static let closings = Slot<@Sendable (EventSubject, Actor, Transaction) throws -> Complaint?>(
        "attachment.closings")
}

extension CompanyContext {
    /// Why this person may add no more files to a thing.
    func closing(of subject: EventSubject, _ tx: Transaction) throws -> Complaint? {
        for closing in company.fittings[AttachmentSlots.closings] {
            if let complaint = try closing(subject, actor, tx) { return complaint }
        }
        return nil
    }
}
