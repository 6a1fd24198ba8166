/// What is written about, named as the notice that it goes on from.
public enum MessageEvent: String, CaseIterable, Sendable {
    case jobReceived = "job_received"
    case jobAccepted = "job_accepted"
    case appointmentAgreed = "appointment_agreed"
    case appointmentChanged = "appointment_changed"
    case estimateToApprove = "estimate_to_approve"
    case machineReady = "machine_ready"
    /// A machine that can be fetched still waits for its customer.
    case storageReminder = "storage_reminder"
    case jobFinished = "job_finished"
    case technicianOnWay = "technician_on_way"
    case appointmentCancelled = "appointment_cancelled"
    case jobCalledOff = "job_called_off"
    case survey
    case jobOffered = "job_offered"
    case jobWithdrawn = "job_withdrawn"
    /// What the job waited for is with its dealer.
    case partCame = "part_came"
    case claimSentBack = "claim_sent_back"
    case claimApproved = "claim_approved"
    case claimPartApproved = "claim_part_approved"
    case claimRejected = "claim_rejected"
    case payoutPaid = "payout_paid"
    case partsDue = "parts_due"
    case partsLate = "parts_late"
    case contractEnds = "contract_ends"
    case promiseMissed = "promise_missed"
    case complaintCame = "complaint_came"
    case bankAnswered = "bank_answered"
    case creditLow = "post_credit_low"
    case backupFailed = "backup_failed"
    case signInCode = "sign_in_code"
    case passwordCode = "password_code"
    case invitation
    case emailCode = "email_code"
    case serialKnown = "serial_known"
    case serialUnknown = "serial_unknown"
    case cardActivated = "card_activated"

    public enum Audience: String, CaseIterable, Sendable {
        case customer, dealer, office
        /// Whoever signs in, or is asked in: of what the gate does, and of no notice.
        case member
        /// Whoever has asked something by a text message: the answer, and no notice.
        case asker

        /// Whether it is told of by notices.
        public var isTold: Bool { self != .member && self != .asker }
    }

    public var audience: Audience {
        switch self {
        case .jobReceived, .jobAccepted, .appointmentAgreed, .appointmentChanged, .estimateToApprove, .machineReady,
            .storageReminder, .jobFinished, .technicianOnWay, .appointmentCancelled, .jobCalledOff, .survey:
            .customer
        case .promiseMissed, .complaintCame, .bankAnswered, .creditLow, .backupFailed: .office
        case .signInCode, .passwordCode, .invitation, .emailCode: .member
        case .serialKnown, .serialUnknown, .cardActivated: .asker
        default: .dealer
        }
    }

    /// Whether it is of no use in a moment: it goes before all others, at any hour.
    public var isUrgent: Bool { self == .signInCode || self == .passwordCode || self == .emailCode }

    /// What its text may speak of.
    public var fields: [MessageField] {
        switch self {
        case .jobReceived: [.name, .number, .link, .company]
        case .jobAccepted: [.name, .number, .dealer, .link, .company]
        case .appointmentAgreed, .appointmentChanged: [.name, .number, .dealer, .day, .hours, .link, .company]
        case .estimateToApprove: [.name, .number, .dealer, .approve, .company]
        case .machineReady: [.name, .number, .link, .company]
        case .storageReminder: [.name, .number, .day, .link, .company]
        case .jobFinished: [.name, .number, .dealer, .rate, .confirm, .company]
        case .technicianOnWay: [.name, .number, .dealer, .link, .company]
        case .appointmentCancelled: [.name, .number, .link, .company]
        case .survey: [.name, .number, .dealer, .rate, .company]
        case .jobOffered: [.name, .number, .answerBy, .company]
        case .contractEnds: [.name, .day, .company]
        case .backupFailed: [.name, .company]
        case .signInCode, .passwordCode, .emailCode: [.code, .company]
        case .invitation: [.name, .entry, .company]
        case .serialKnown, .cardActivated: [.serial, .model, .until, .company]
        case .serialUnknown: [.serial, .company]
        default: [.name, .number, .company]
        }
    }

    /// Without which its text says nothing.
    public var needed: MessageField? {
        switch self {
        case .signInCode, .passwordCode, .emailCode: .code
        case .invitation: .entry
        default: nil
        }
    }

    /// What nobody need read any more once this is written: it is not sent where it still waits.
    public var supersedes: [MessageEvent] {
        switch self {
        case .appointmentAgreed, .appointmentChanged: [.jobAccepted, .appointmentAgreed, .appointmentChanged]
        case .estimateToApprove: [.estimateToApprove]
        case .jobFinished:
            [
                .jobReceived, .jobAccepted, .appointmentAgreed, .appointmentChanged, .estimateToApprove,
                .technicianOnWay,
                .appointmentCancelled,
            ]
        case .technicianOnWay: [.appointmentAgreed, .appointmentChanged]
        case .appointmentCancelled: [.technicianOnWay]
        default: []
        }
    }

    /// Whether a company may use it for selling: then it goes to whoever has agreed to that, at hours that the law allows.
    public var mayAdvertise: Bool { self == .survey }

    /// Seconds after which it is of no use any more.
    public var lifetime: Int64 {
        switch self {
        case .jobOffered, .jobWithdrawn: 12 * 3_600
        // He rings at the door meanwhile.
        case .technicianOnWay: 3_600
        // Whoever has asked waits for it.
        case .serialKnown, .serialUnknown, .cardActivated: 3_600
        default: 2 * 86_400
        }
    }
}

/// What stands in a text for what is known only when it is written: `{number}`.
public enum MessageField: String, CaseIterable, Sendable {
    case name, number, dealer, day, hours, company
    /// Where the job is followed, rated, its last visit confirmed, and what it costs approved.
    case link, rate, confirm, approve
    /// What lets somebody in: a code, a page of his own.
    case code, entry
    /// A machine, and until when it is covered.
    case serial, model, until
    /// When an offer expires.
    case answerBy = "answer_by"
}

/// A text with its fields, as a company writes it.
public struct MessageText: Hashable, Sendable {
    public static let longest = 1_000
    public let text: String

    /// - Throws: `messages.text.empty`, `.long`, `.field` with the one that this event does not know, `.needed` with
    ///   the one that it lacks.
    public init(_ typed: String, for event: MessageEvent) throws(Complaint) {
        guard !typed.isEmpty else { throw Complaint("form.missing") }
        guard typed.count <= Self.longest else { throw Complaint("form.too_long", String(Self.longest)) }
        for name in FieldedText.names(in: typed) {
            guard let field = MessageField(rawValue: name), event.fields.contains(field) else {
                throw Complaint("messages.text.field", "{\(name)}")
            }
        }
        if let needed = event.needed, !FieldedText.names(in: typed).contains(needed.rawValue) {
            throw Complaint("messages.text.needed", "{\(needed.rawValue)}")
        }
        text = typed
    }

    /// One that was checked before.
    public init(stored text: String) { self.text = text }

    /// Its fields in the order in which they first stand.
    public var fields: [MessageField] {
        FieldedText.names(in: text).reduce(into: []) { known, name in
            if let field = MessageField(rawValue: name), !known.contains(field) { known.append(field) }
        }
    }

    /// A line goes with the field that nothing is known of: nobody reads `Link: `.
    public func filled(_ values: [MessageField: String]) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).compactMap { line -> String? in
            let names = FieldedText.names(in: String(line)).compactMap(MessageField.init)
            guard names.allSatisfy({ values[$0]?.isEmpty == false }) else { return nil }
            return FieldedText.filled(String(line)) { name in MessageField(rawValue: name).flatMap { values[$0] } }
        }
        return lines.joined(separator: "\n")
    }

    /// Numbers that read from left to right among Persian words, also on a telephone: one mark before each.
    public static func marked(_ numbers: String) -> String {
        numbers.split(separator: "، ").map { "\u{200E}\($0)" }.joined(separator: "، ")
    }

    /// What stands at the end of advertising: how to end it, in the operators' own word.
    public static func wayOut(inPersian isPersian: Bool) -> String {
        isPersian ? "\n\u{644}\u{63A}\u{648}\u{6F1}\u{6F1}" : "\nTo stop: \u{644}\u{63A}\u{648}11"
    }
}
