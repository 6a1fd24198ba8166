/// Marks the ids of the trade's things: `ID<Dealer>` is no `ID<Job>`.
public enum Person {}
public enum Dealer {}
public enum Company {}

/// Who acts, in which company's name, and how far he sees.
public struct Actor: Hashable, Sendable {
    public let person: ID<Person>
    public let name: String
    public let roles: Roles
    public let sight: Sight

    /// How far a person sees.
    public enum Sight: Hashable, Sendable {
        /// Everything of the company.
        case company
        /// What belongs to his dealer.
        case dealer(ID<Dealer>)
        /// What his dealer gave to him.
        case technician(ID<Dealer>, ID<Person>)
    }

    /// - Throws: `people.dealer.missing` where a dealer's person has no dealer.
    public init(person: ID<Person>, name: String, roles: Roles, dealer: ID<Dealer>?) throws(Complaint) {
        self.person = person
        self.name = name
        self.roles = roles
        guard roles.all.contains(where: \.isOfDealer) else {
            sight = .company
            return
        }
        guard let dealer else { throw Complaint("people.dealer.missing") }
        sight = roles.all.contains(.dealerManager) ? .dealer(dealer) : .technician(dealer, person)
    }

    public func has(_ roles: Role...) -> Bool { self.roles.meet(Set(roles)) }

    public var dealer: ID<Dealer>? {
        switch sight {
        case .company: nil
        case .dealer(let dealer), .technician(let dealer, _): dealer
        }
    }
}
