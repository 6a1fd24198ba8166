import Domain
import HTTPTypes

/// Why a request is not done. All there are; each becomes a page in one place.
public enum Refusal: Error, Sendable {
    /// Not there, or not for this person: he cannot tell which. 404
    case hidden
    /// He may see it, but not do this. 403
    case denied
    /// The form's token is missing or another person's. 403
    case forgedForm
    /// What was sent cannot be read at all. 400
    case unreadable
    /// The request does not say, or says twice, whom it is for. 400
    case noHost
    /// The portal is not called so; it is at this address. 421
    case otherHost(String)
    /// The sentence says what is wrong; forms with fields answer 422 by themselves.
    case invalid(Complaint)
    /// Somebody was faster, or the thing is closed. 409
    case stale(Complaint)
    /// The body is over the limit. 413
    case tooLarge
    /// Too many tries. 429
    case tooMany
    /// So many files of this person are on their way already. 429
    case tooManyUploads
    /// The body comes too slowly. 408
    case tooSlow
    /// The store cannot be reached now. 503
    case unavailable
    /// The company is being moved to another place: for some minutes it can be read and not changed. 503
    case readOnly

    public var status: HTTPResponse.Status {
        switch self {
        case .hidden: .notFound
        case .denied, .forgedForm: .forbidden
        case .unreadable, .noHost: .badRequest
        case .otherHost: .misdirectedRequest
        case .invalid: .unprocessableContent
        case .stale: .conflict
        case .tooLarge: .contentTooLarge
        case .tooMany, .tooManyUploads: .tooManyRequests
        case .tooSlow: .requestTimeout
        case .unavailable, .readOnly: .serviceUnavailable
        }
    }

    /// The sentence of the error page.
    public var complaint: Complaint {
        switch self {
        case .hidden: Complaint("error.hidden")
        case .denied: Complaint("error.denied")
        case .forgedForm: Complaint("error.forged_form")
        case .unreadable: Complaint("error.unreadable")
        case .noHost: Complaint("error.no_host")
        case .otherHost(let address): Complaint("error.other_host", address)
        case .invalid(let complaint), .stale(let complaint): complaint
        case .tooLarge: Complaint("error.too_large")
        case .tooMany: Complaint("error.too_many")
        case .tooManyUploads: Complaint("error.too_many_uploads")
        case .tooSlow: Complaint("error.too_slow")
        case .unavailable: Complaint("error.unavailable")
        case .readOnly: Complaint("error.read_only")
        }
    }
}
