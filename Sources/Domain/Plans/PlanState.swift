/// Where a planned service stands.
public enum PlanState: String, CaseIterable, Lifecycle {
    case planned
    /// Its window is open: somebody should call.
    case due
    case called
    /// A job is made of it.
    case booked
    case done
    /// Its window is over, and nobody came.
    case missed
    case refused
    case cancelled

    public static let impossible = "plans.deed.impossible"

    /// Nobody has called yet: a plan that is changed moves it.
    public var isUntouched: Bool { self == .planned || self == .due }

    public func next(_ deed: PlanDeed) -> PlanState? {
        switch self {
        case .planned:
            switch deed {
            case .fallDue: .due
            case .call: .called
            case .book: .booked
            case .miss: .missed
            case .refuse: .refused
            case .cancel: .cancelled
            case .settle: .done
            case .finish, .giveBack: nil
            }
        case .due, .called:
            switch deed {
            case .call: .called
            case .book: .booked
            case .miss: .missed
            case .refuse: .refused
            case .cancel: .cancelled
            case .settle: .done
            case .fallDue, .finish, .giveBack: nil
            }
        case .booked:
            switch deed {
            case .finish: .done
            case .refuse: .refused
            case .giveBack: .called
            case .fallDue, .call, .book, .miss, .cancel, .settle: nil
            }
        case .done, .missed, .refused, .cancelled: nil
        }
    }
}

/// What can be done to a planned service.
public enum PlanDeed: String, CaseIterable, Sendable {
    case fallDue = "fall_due"
    case call
    /// A job is made of it.
    case book
    /// Its job has ended.
    case finish
    /// A job of its kind that was made by hand has ended.
    case settle
    case miss
    case refuse
    case cancel
    /// Its job will not be done.
    case giveBack = "give_back"
}

/// What came of a call.
public enum CallOutcome: String, CaseIterable, Sendable {
    case agreed
    case noAnswer = "no_answer"
    case later
    case refused

    public var deed: PlanDeed { self == .refused ? .refuse : .call }

    /// When to call again. - Throws: `plans.denied.call_day` where a day must be said and is not, or is no later one.
    public func nextCall(asked day: CalendarDay?, today: CalendarDay) throws(Complaint) -> CalendarDay {
        switch self {
        case .agreed, .refused: return today
        case .noAnswer where day == nil: return today.adding(days: 1)
        case .noAnswer, .later:
            guard let day, day > today else { throw Complaint("plans.denied.call_day") }
            return day
        }
    }
}
