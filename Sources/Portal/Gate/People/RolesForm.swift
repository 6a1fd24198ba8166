import Domain
import Ground
import Web

/// A dealer as the form offers it.
struct DealerChoice: Sendable {
    let id: ID<Dealer>
    let code: String
    let name: String
}

/// The roles of a person, and the dealer whose person he is.
struct RolesForm: Sendable {
    let chosen: Set<Role>
    let rolesComplaint: Complaint?
    let dealer: Input<ID<Dealer>>
    private let dealers: [DealerChoice]

    init(_ form: FormBody, dealers: [DealerChoice]) {
        let chosen = Set(form.all("role").compactMap(Role.init(rawValue:)))
        self.chosen = chosen
        self.dealers = dealers
        do {
            _ = try Roles.checked(chosen)
            rolesComplaint = nil
        } catch { rolesComplaint = error }
        let dealer = form.input("dealer", else: nil) { try Self.find($0, dealers) }
        let isOfDealer = chosen.contains(where: \.isOfDealer)
        self.dealer = Self.checked(dealer, isOfDealer: isOfDealer, isOfOffice: !isOfDealer && !chosen.isEmpty)
    }

    /// The form of somebody who has roles already.
    init(_ member: Member, dealers: [DealerChoice]) {
        chosen = member.roles.all
        rolesComplaint = nil
        let code = member.dealer.flatMap { id in dealers.first { $0.id == id }?.code } ?? ""
        dealer = Input(name: "dealer", typed: code, value: member.dealer)
        self.dealers = dealers
    }

    var valid: (roles: Roles, dealer: ID<Dealer>?)? {
        rolesComplaint == nil && dealer.complaint == nil ? (Roles(chosen), dealer.value) : nil
    }

    func fields(_ reader: Reader) -> (roles: Field, dealer: Field) {
        var roles = Field(
            name: "role", label: reader.words("people.roles"), error: rolesComplaint.map(reader.complaint))
        roles.id = "f-roles"
        roles.required = true
        roles.options = Role.allCases.map {
            .init(value: $0.rawValue, label: reader.words("role.\($0.rawValue)"), selected: chosen.contains($0))
        }
        let choice = Field(dealer, label: "people.dealer", for: reader).with {
            $0.hint = reader.words("people.dealer.hint")
            $0.options = dealers.map { .init(value: $0.code, label: $0.name, selected: false) }
        }
        return (roles, choice)
    }

    /// By its code or its name, however typed.
    private static func find(_ typed: String, _ dealers: [DealerChoice]) throws -> ID<Dealer> {
        let key = SearchText.key(typed)
        let found = dealers.filter { SearchText.key($0.code) == key || SearchText.key($0.name) == key }
        guard let dealer = found.first, found.count == 1 else { throw Complaint("people.dealer.unknown", typed) }
        return dealer.id
    }

    private static func checked(_ input: Input<ID<Dealer>>, isOfDealer: Bool, isOfOffice: Bool) -> Input<ID<Dealer>> {
        var checked = input
        if isOfDealer, input.typed.isEmpty { checked.complaint = Complaint("people.dealer.missing") }
        if isOfOffice, !input.typed.isEmpty { checked.complaint = Complaint("people.dealer.unneeded") }
        return checked
    }
}
