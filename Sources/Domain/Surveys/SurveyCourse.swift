/// Where the call about a job stands.
public enum SurveyState: String, CaseIterable, Sendable {
    case waiting, done
    /// Tried as often as the company tries, or by a number that is nobody's.
    case notReached = "not_reached"
    case refused
    /// Its days went by before anybody was reached.
    case expired
    /// Nobody calls; why is beside it.
    case out
}

/// By which way somebody has answered.
public enum SurveyWay: String, CaseIterable, Sendable { case call, link, sms }

/// Why nobody calls about a job.
public enum SurveyOmission: String, CaseIterable, Sendable {
    /// The share that is called is without it.
    case sampled
    /// He was called a short while ago.
    case rested
    /// He has a complaint that is open.
    case complaint
    /// He wants no calls.
    case refused
    /// The job turned out to be another's.
    case corrected
    /// His data were taken out.
    case erased
}

/// What came of a call, by the classes of AAPOR's Standard Definitions for people whose names are known.
public enum SurveyResult: String, CaseIterable, Sendable {
    case complete, partial
    case refusal
    case breakOff = "break_off"
    case callBack = "call_back"
    case noAnswer = "no_answer"
    case busy, machine
    /// He was reached and cannot: illness, language, a death.
    case other
    case wrongNumber = "wrong_number"
    case notWorking = "not_working"

    public enum Class: String, CaseIterable, Sendable {
        case interview, partial, refusal, nonContact, other, ineligible
    }

    public var standing: Class {
        switch self {
        case .complete: .interview
        case .partial: .partial
        case .refusal, .breakOff: .refusal
        case .callBack, .noAnswer, .busy, .machine: .nonContact
        case .other: .other
        case .wrongNumber, .notWorking: .ineligible
        }
    }

    public var code: String {
        switch self {
        case .complete: "1.1"
        case .partial: "1.2"
        case .refusal: "2.11"
        case .breakOff: "2.12"
        case .callBack: "2.21"
        case .noAnswer: "2.20"
        case .busy: "2.20"
        case .machine: "2.22"
        case .other: "2.30"
        case .wrongNumber: "4.30"
        case .notWorking: "4.31"
        }
    }

    /// Whether answers go with it.
    public var hasAnswers: Bool { self == .complete || self == .partial }
    /// Whether he must not be called again, about this or any job.
    public var stopsAll: Bool { self == .refusal }
    /// An attempt of which nothing came.
    public var isFailure: Bool { self == .noAnswer || self == .busy || self == .machine }

    /// Where the call stands after it; nil where it is tried again.
    public var end: SurveyState? {
        switch self {
        case .complete, .partial: .done
        case .refusal, .breakOff: .refused
        case .other, .wrongNumber, .notWorking: .notReached
        case .callBack, .noAnswer, .busy, .machine: nil
        }
    }
}

/// When a company calls, and how often.
public struct SurveyPace: Hashable, Sendable {
    public static let hours = 0...1_440
    /// Minutes of the day between which calls are made.
    public let from: Int
    public let to: Int
    /// Calls to one person on one day.
    public let mostADay: Int
    /// Calls of which nothing came, after which he counts as not reached.
    public let mostFailures: Int

    private static let (busyRest, rest) = (30, 60)
    private static let bands = 3

    /// - Throws: `surveys.pace.hours` where there is less than three hours between them.
    public init(from: Int, to: Int, mostADay: Int, mostFailures: Int) throws(Complaint) {
        guard Self.hours.contains(from), Self.hours.contains(to), to - from >= 180 else {
            throw Complaint("surveys.pace.hours")
        }
        (self.from, self.to, self.mostADay, self.mostFailures) = (from, to, max(1, mostADay), max(1, mostFailures))
    }

    /// A moment by the days from today and the minute of that day.
    public struct Moment: Hashable, Sendable {
        public let days: Int
        public let minute: Int

        public init(days: Int, minute: Int) { (self.days, self.minute) = (days, minute) }
    }

    /// The third of the calling hours that holds the minute, from 0 on.
    public func band(_ minute: Int) -> Int { min(Self.bands - 1, max(0, (minute - from) * Self.bands / (to - from))) }

    private func start(of band: Int) -> Int { from + (to - from) * band / Self.bands }

    /// When to try again after a call of which nothing came: at an hour that was not tried yet, today if enough time lies
    /// between and the day's calls are not used up; nil where it was the last one.
    /// - Parameters:
    ///   - failures: with this one.
    ///   - tried: bands in which he was called, with this one.
    ///   - today: calls of this day, with this one.
    public func again(after result: SurveyResult, at minute: Int, failures: Int, tried: Set<Int>, today: Int) -> Moment?
    {
        guard failures < mostFailures else { return nil }
        if today < mostADay {
            if result == .busy, minute + Self.busyRest < to {
                return Moment(days: 0, minute: max(from, minute + Self.busyRest))
            }
            let later = (0..<Self.bands).first { !tried.contains($0) && start(of: $0) >= minute + Self.rest }
            if let later { return Moment(days: 0, minute: start(of: later)) }
        }
        let fresh = (0..<Self.bands).first { !tried.contains($0) } ?? 0
        return Moment(days: 1, minute: start(of: fresh))
    }

    /// The first moment from this one on at which somebody may be called.
    public func open(at minute: Int) -> Moment {
        if minute < from { return Moment(days: 0, minute: from) }
        return minute < to ? Moment(days: 0, minute: minute) : Moment(days: 1, minute: from)
    }
}

/// Which share of a dealer's jobs of a month is called about.
public struct SurveySample: Hashable, Sendable {
    /// Of a hundred.
    public let share: Int
    /// So many of each dealer and month are called about whatever the share is, where he has so many.
    public let least: Int

    public init(share: Int, least: Int) { (self.share, self.least) = (min(100, max(0, share)), max(0, least)) }

    /// Whether the next job is one: as many as the share makes of all that were there, rounded up, and at least `least`.
    /// - Parameters:
    ///   - seen: jobs of the dealer and the month that came before it.
    ///   - taken: those of them that are called about.
    public func takes(seen: Int, taken: Int) -> Bool { taken < least || taken * 100 < share * (seen + 1) }
}

/// Whether somebody calls about a job, as the rules say when it is their turn.
public struct SurveyVerdict: Hashable, Sendable {
    /// nil: somebody calls.
    public let omission: SurveyOmission?

    /// - Parameters:
    ///   - isTaken: what the sample says; asked last, so that those who are not called take nobody's place.
    public init(hasRefused: Bool, complains: Bool, isRested: Bool, isTaken: Bool) {
        omission = hasRefused ? .refused : complains ? .complaint : isRested ? .rested : isTaken ? nil : .sampled
    }
}

/// Somebody asks a customer about a job: not about work of his own.
public struct MayAskCustomer: Sendable {
    /// - Parameter workers: who has worked on the job.
    /// - Throws: `surveys.denied.role`, `surveys.denied.own`.
    public init(_ actor: Actor, workers: Set<ID<Person>>) throws(Complaint) {
        guard actor.has(.surveyAgent, .serviceManager, .administrator) else { throw Complaint("surveys.denied.role") }
        guard !workers.contains(actor.person) else { throw Complaint("surveys.denied.own") }
    }
}
