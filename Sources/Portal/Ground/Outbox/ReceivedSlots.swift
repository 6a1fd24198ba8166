import Database
import Domain

/// What somebody has written to the company by himself, where no rule of the machine's answers it.
package struct ReceivedNotice: Sendable {
    /// As it is stored.
    package let number: String
    package let text: String

    package init(number: String, text: String) { (self.number, self.text) = (number, text) }
}

package enum ReceivedSlots {
    /// Whoever speaks with people writes it down. - Returns: the number under which he did; nil where he did not.
    package static let taken = Slot<@Sendable (ReceivedNotice, OpenCompany, Transaction) throws -> String?>(
        "received.taken")
}
