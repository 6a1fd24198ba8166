import Database
import Domain

/// What somebody has written to the company by himself, where no rule of the machine's answers it.
package struct ReceivedNotice: Sendable {
    /// Of a mail.
    package struct Head: Sendable {
        package let address: String
        package let name: String
        package let subject: String

        package init(address: String, name: String, subject: String) {
            (self.address, self.name, self.subject) = (address, name, subject)
        }
    }

    /// As it is stored; empty where none is known.
    package let number: String
    package let text: String
    /// nil for a text message.
    package let head: Head?

    package init(number: String, text: String, head: Head? = nil) {
        (self.number, self.text, self.head) = (number, text, head)
    }
}

package enum ReceivedSlots {
    /// Whoever speaks with people writes it down. - Returns: the number under which he did; nil where he did not.
    package static let taken = Slot<@Sendable (ReceivedNotice, OpenCompany, Transaction) throws -> String?>(
        "received.taken")
}
