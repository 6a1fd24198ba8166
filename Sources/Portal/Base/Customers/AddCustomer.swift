import Database
import Domain
import Ground
import HTTPTypes
import Web

/// Takes down a customer by hand.
struct AddCustomer: Sendable {
    let new: CustomerParticulars
    /// Whether the person has said that he is none of those who look like him.
    let isAnother: Bool

    /// - Throws: `TwinCustomer`; `customers.number.taken`, `customers.….many`.
    func run(by person: ID<Person>, in company: OpenCompany, _ tx: Transaction) throws -> ID<Customer> {
        let twins = isAnother ? [] : try CustomerParticularsStore.twins(of: new, in: company, tx)
        guard twins.isEmpty else {
            throw TwinCustomer(twins: try twins.map { .init(id: $0, name: try CustomerStore.called($0, tx)) })
        }
        let customer = try CustomerParticularsStore.add(new, by: person, tx)
        try AddressPins.keep(new.addresses, of: customer, by: person, in: company, tx)
        return customer
    }
}

/// Somebody is known who may be the same.
struct TwinCustomer: DeedRefusal {
    struct One: Sendable {
        let id: ID<Customer>
        /// With his number.
        let name: String
    }

    let twins: [One]

    var status: HTTPResponse.Status { .conflict }
    func complaint(_: Reader) -> Complaint { Complaint("customers.twin") }
}
