/// What whoever takes a job down should know before it is saved: it may be the wrong owner, the same job twice, the same person twice.
public enum ReceptionDoubt: Hashable, Sendable {
    /// The serial is somebody else's machine.
    case otherOwner(serial: String, ID<Customer>, name: String)
    /// A job on this machine is still open.
    case openJob(String)
    /// The same service was done on it a few days ago.
    case doneLately(String, CalendarDay)
    /// The same fault was told of it a few days ago, whatever was done about it.
    case sameFault(String, CalendarDay)
    /// Somebody of this name in this city is known by another number.
    case namesake(ID<Customer>, name: String, number: String)

    /// By which a form says that it was seen: of whom it spoke, too, for he may be another by now.
    public var code: String {
        switch self {
        case .otherOwner(let serial, let owner, _): "owner:\(serial):\(owner)"
        case .openJob(let number): "open:\(number)"
        case .doneLately(let number, _): "lately:\(number)"
        case .sameFault(let number, _): "fault:\(number)"
        case .namesake(let id, _, _): "namesake:\(id)"
        }
    }

    /// The number of the job that it speaks of; nil where it speaks of none.
    public var job: String? {
        switch self {
        case .openJob(let number), .doneLately(let number, _), .sameFault(let number, _): number
        case .otherOwner, .namesake: nil
        }
    }

    /// Whether all of them were seen.
    public static func areSeen(_ doubts: [ReceptionDoubt], _ codes: Set<String>) -> Bool {
        doubts.allSatisfy { codes.contains($0.code) }
    }
}
