/// Who is asked about a contact: one person, or a unit of the head office, whoever of it is first.
public enum Addressee: Hashable, Sendable {
    case person(ID<Person>)
    case unit(Role)

    /// `person:12` or `unit:reception`, as forms write it.
    public var text: String {
        switch self {
        case .person(let id): "person:\(id)"
        case .unit(let role): "unit:\(role.rawValue)"
        }
    }

    /// - Throws: `form.choose` where it is neither, or a unit that is none of the head office's.
    public init(text: String) throws(Complaint) {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        if parts.count == 2, parts[0] == "person", let id = ID<Person>(parts[1]) {
            self = .person(id)
        } else if parts.count == 2, parts[0] == "unit", let role = Role(rawValue: parts[1]), !role.isOfDealer {
            self = .unit(role)
        } else {
            throw Complaint("form.choose")
        }
    }

    /// Whether it is this person who is asked.
    public func includes(_ actor: Actor) -> Bool {
        switch self {
        case .person(let id): id == actor.person
        case .unit(let role): actor.has(role)
        }
    }
}
