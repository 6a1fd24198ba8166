import HTTPTypes
import Web

/// What bears on security, by the name that its lines have. A route that does such a thing says so (`watched`).
package enum SecurityEvent: String, Sendable {
    case signIn = "sign_in"
    case signOut = "sign_out"
    case sessions = "sessions_ended"
    case password = "password_changed"
    case passwordReset = "password_reset"
    case secondStep = "second_step_changed"
    case roles = "roles_changed"
    case lock = "person_locked"
    case unlock = "person_unlocked"
    case invitation = "invitation_made"
    case invitationWithdrawn = "invitation_withdrawn"
    case invitationUsed = "invitation_used"
    case export = "exported"
    case bankFile = "bank_file"
    case paper = "paper_opened"
    case configuration = "configuration_changed"
    case erasure = "customer_erased"
    case access
}

/// What became of it.
enum SecurityResult: String, Sendable {
    case done
    /// Done so far: it ends with another form.
    case pending
    /// What was sent is wrong: a password, a field.
    case wrong
    /// The number is locked, whatever its password.
    case locked
    /// Not for this role.
    case role
    /// Not for this person, though for his role.
    case denied
    /// No such thing, or out of his sight.
    case hidden
    /// The form's token is another's or none.
    case forged
    case tooMany = "too_many"
    case failed

    init(_ status: HTTPResponse.Status) {
        switch status.code {
        case ..<400: self = .done
        // It is asked first who is there.
        case 428: self = .pending
        case 403: self = .denied
        case 404: self = .hidden
        case 422: self = .wrong
        case 429: self = .tooMany
        default: self = .failed
        }
    }

    /// - Returns: nil for what is no refusal of access.
    init?(_ error: any Error) {
        switch (error as? UnreadBody)?.cause ?? error {
        case Refusal.denied: self = .denied
        case Refusal.hidden: self = .hidden
        case Refusal.forgedForm: self = .forged
        case Refusal.tooMany, Refusal.tooManyUploads: self = .tooMany
        default: return nil
        }
    }

    /// Anybody can bring it about, as often as he likes.
    var isRefusal: Bool { self != .done && self != .pending }
}
