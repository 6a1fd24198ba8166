import Database
import Domain

/// Something secret that goes to one telephone and into no bell: a code, a link that lets somebody in.
package struct SecretNotice: Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case signInCode = "sign_in_code"
        case passwordCode = "password_code"
        case invitation
    }

    package let kind: Kind
    /// In the company's book; nil where he is not there yet.
    package let person: ID<Person>?
    package let name: String
    package let number: MobileNumber
    package let secret: String
    package let endsAt: Instant
    /// Tells it from another one to the same person.
    package let occasion: String

    package init(
        _ kind: Kind, to person: ID<Person>?, _ name: String, _ number: MobileNumber, secret: String, endsAt: Instant,
        occasion: String
    ) {
        (self.kind, self.person, self.name, self.number) = (kind, person, name, number)
        (self.secret, self.endsAt, self.occasion) = (secret, endsAt, occasion)
    }
}

package enum SecretSlots {
    /// Sends it in the transaction. - Returns: false where the company sends none of these.
    package static let send = Slot<@Sendable (SecretNotice, OpenCompany, Transaction) throws -> Bool>("secret.send")
    /// Whether it would.
    package static let sends = Slot<@Sendable (SecretNotice.Kind, Transaction) throws -> Bool>("secret.sends")

    /// Takes back what still waits to go to a number.
    package static let void = Slot<@Sendable (SecretNotice.Kind, MobileNumber, Transaction) throws -> Void>(
        "secret.void")
    /// Whether somebody can do nothing without it, so that its words may not be switched off.
    package static let needs = Slot<@Sendable (SecretNotice.Kind, Transaction) throws -> Bool>("secret.needs")

    /// - Returns: false where nobody sends it.
    package static func send(_ notice: SecretNotice, in company: OpenCompany, _ tx: Transaction) throws -> Bool {
        for piece in company.fittings[send] where try piece(notice, company, tx) { return true }
        return false
    }

    package static func void(
        _ kind: SecretNotice.Kind, to number: MobileNumber, in company: OpenCompany, _ tx: Transaction
    ) throws {
        for piece in company.fittings[void] { try piece(kind, number, tx) }
    }

    package static func needs(_ kind: SecretNotice.Kind, in company: OpenCompany, _ tx: Transaction) throws -> Bool {
        try company.fittings[needs].contains { try $0(kind, tx) }
    }

    package static func sends(_ kind: SecretNotice.Kind, in company: OpenCompany, _ tx: Transaction) throws -> Bool {
        try company.fittings[sends].contains { try $0(kind, tx) }
    }
}
