/// Whether a customer signs on the screen that somebody was there.
public enum SignatureRule: String, CaseIterable, Sendable {
    case off
    /// Where he is willing.
    case offered
    /// Before a job is completed.
    case required

    /// - Parameter reason: why there is none: nobody's work is held up by a customer who does not sign.
    /// - Throws: `visits.signature.missing` where the visit may not end so without one.
    public func check(_ outcome: VisitOutcome, isSigned: Bool, reason: String) throws(Complaint) {
        guard self == .required, outcome == .completed, !isSigned, reason.isEmpty else { return }
        throw Complaint("visits.signature.missing")
    }
}
