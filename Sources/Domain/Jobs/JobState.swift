/// Marks the ids of jobs and what hangs on them.
public enum Job {}
public enum Customer {}
public enum Unit {}
public enum City {}
public enum Province {}
public enum ProductGroup {}
public enum ProductModel {}
public enum Visit {}
public enum Attachment {}

/// Where a job stands (DESIGN §4).
public enum JobState: String, CaseIterable, Lifecycle {
    case received, offered, accepted, scheduled
    case underWay = "under_way"
    case done, closed
    /// Given back unserviced, with a reason.
    case returned
    case cancelled

    /// Nothing more happens to it but money.
    public static let open = allCases.filter { !$0.isEnded }

    public var isEnded: Bool {
        switch self {
        case .received, .offered, .accepted, .scheduled, .underWay: false
        case .done, .closed, .returned, .cancelled: true
        }
    }

    public static let impossible = "jobs.deed.impossible"

    public func next(_ deed: JobDeed) -> JobState? {
        switch self {
        case .received:
            switch deed {
            case .offer: .offered
            case .admit: .underWay
            case .cancel: .cancelled
            case .giveBack: .returned
            case .accept, .decline, .withdraw, .expire, .schedule, .begin, .finish, .close: nil
            }
        case .offered:
            switch deed {
            case .offer: .offered
            case .accept: .accepted
            case .decline, .withdraw, .expire: .received
            case .cancel: .cancelled
            case .giveBack, .schedule, .begin, .finish, .close, .admit: nil
            }
        case .accepted:
            switch deed {
            case .offer: .offered
            case .decline, .withdraw: .received
            case .schedule: .scheduled
            case .begin, .admit: .underWay
            case .finish: .done
            case .cancel: .cancelled
            case .giveBack: .returned
            case .accept, .expire, .close: nil
            }
        case .scheduled:
            switch deed {
            case .offer: .offered
            case .decline, .withdraw: .received
            case .schedule: .scheduled
            case .begin, .admit: .underWay
            case .finish: .done
            case .cancel: .cancelled
            case .giveBack: .returned
            case .accept, .expire, .close: nil
            }
        case .underWay:
            switch deed {
            case .offer: .offered
            case .withdraw: .received
            case .schedule, .begin, .admit: .underWay
            case .finish: .done
            case .cancel: .cancelled
            case .giveBack: .returned
            case .accept, .decline, .expire, .close: nil
            }
        case .done:
            switch deed {
            case .close: .closed
            case .offer, .accept, .decline, .withdraw, .expire, .schedule, .begin, .finish, .cancel, .giveBack, .admit:
                nil
            }
        case .closed, .returned, .cancelled: nil
        }
    }
}

/// What can be done to a job.
public enum JobDeed: String, CaseIterable, Sendable {
    /// Put to a dealer; from any later state it is put to another one.
    case offer
    case accept
    case decline
    /// Taken back from the dealer.
    case withdraw
    /// Nobody has answered the offer in time.
    case expire
    case schedule
    /// A visit after which the job goes on.
    case begin
    /// A visit that ends the job; the fee is computed.
    case finish
    case cancel
    case giveBack = "give_back"
    case close
    /// The machine was taken into the company's own workshop; a dealer who had the job has it no more.
    case admit
}
