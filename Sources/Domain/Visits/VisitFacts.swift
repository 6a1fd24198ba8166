/// What a dealer's person says of one visit.
public struct VisitFacts: Hashable, Sendable {
    public struct Part: Hashable, Sendable {
        /// A code of the company's, or words.
        public let name: String
        public let quantity: Int
        /// As a part of the catalogue; nil for a free text.
        public let part: ID<SparePart>?
        /// Fitted although it is not for such a machine.
        public let isMisfit: Bool
        /// Whether each piece of it has a serial of its own.
        public let isTracked: Bool
        /// The serials of what was taken out for it, as far as somebody read them; no more than `quantity`.
        public let removed: [String]

        public init(
            name: String, quantity: Int, part: ID<SparePart>? = nil, isMisfit: Bool = false, isTracked: Bool = false,
            removed: [String] = []
        ) {
            (self.name, self.quantity, self.part, self.isMisfit) = (name, quantity, part, isMisfit)
            (self.isTracked, self.removed) = (isTracked, removed)
        }

        /// Whether a serial is to be asked for still.
        public var lacksRemoved: Bool { isTracked && removed.count < quantity }
    }

    public var outcome: VisitOutcome
    /// Only asked where nobody was at home.
    public var endsJob: Bool
    public var visitedAt: Instant
    public var minutes: Int
    /// One way, tenths of a kilometre.
    public var kmTenths: Int
    public var symptom: String
    /// Why the machine had it, in the words of whoever found out.
    public var cause: String
    public var remedy: String
    public var parts: [Part]
    /// What the customer paid for labour, minor units.
    public var customerLabour: Int64
    public var customerParts: Int64
    public var customerTravel: Int64
    public var note: String
    /// Why the customer has not signed, where the company asks for it.
    public var unsigned = ""

    public init(
        outcome: VisitOutcome, endsJob: Bool, visitedAt: Instant, minutes: Int, kmTenths: Int, symptom: String,
        cause: String = "", remedy: String, parts: [Part], customerLabour: Int64, customerParts: Int64,
        customerTravel: Int64, note: String
    ) {
        (self.outcome, self.endsJob, self.visitedAt, self.note) = (outcome, endsJob, visitedAt, note)
        (self.minutes, self.kmTenths, self.parts) = (minutes, kmTenths, parts)
        (self.symptom, self.cause, self.remedy) = (symptom, cause, remedy)
        (self.customerLabour, self.customerParts, self.customerTravel) = (customerLabour, customerParts, customerTravel)
    }

    public var deed: JobDeed { outcome.deed(endsJob: endsJob) }

    /// By which a later repair of the same machine is known as a repeat; nil where no symptom was named.
    public var faultCode: String? { FaultCode.of(symptom) }
}

/// How far the numbers of a visit may go; the store holds bounds of its own that are no narrower.
public enum VisitBounds {
    /// A day's work: what took longer took several visits.
    public static let minutes: ClosedRange<Int64> = 0...720
    /// Tenths of a kilometre: 3,000 km, more than any road of the country one way.
    public static let kmTenths: ClosedRange<Int64> = 0...30_000
    /// Of one part: nobody fits more of it into one machine.
    public static let quantity: ClosedRange<Int64> = 1...50
    /// Minor units: a hundred thousand million rial, well beyond any one repair and far from the end of an Int64.
    public static let amount: ClosedRange<Int64> = 0...100_000_000_000
    public static let parts = 40
    public static let photos = 12

    /// A visit lies between the job's acceptance and now. People give minutes, so the minute of the acceptance counts.
    /// - Throws: `visits.moment.future`, `visits.moment.early`.
    public static func check(_ visitedAt: Instant, now: Instant, acceptedAt: Instant?) throws(Complaint) {
        guard visitedAt <= now else { throw Complaint("visits.moment.future") }
        if let acceptedAt, visitedAt.seconds < acceptedAt.seconds - acceptedAt.seconds % 60 {
            throw Complaint("visits.moment.early")
        }
    }
}
