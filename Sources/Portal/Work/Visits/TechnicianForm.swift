import Domain
import Web

/// One of the dealer's people, to whom a job can be given.
package struct TechnicianRow: Sendable {
    package let id: ID<Person>
    package let name: String
}

/// The choice of a technician; the empty choice takes the job back to the manager.
struct TechnicianForm: Sendable {
    let who: Input<TechnicianRow?>

    init(_ form: FormBody, among people: [TechnicianRow]) {
        who = form.input("technician", else: .some(nil)) { typed in
            guard let row = people.first(where: { String($0.id.value) == typed }) else {
                throw Complaint("visits.technician.unknown")
            }
            return row
        }
    }

    static func field(_ people: [TechnicianRow], chosen: ID<Person>?, _ reader: Reader) -> Field {
        Field(name: "technician", label: reader.words("visits.technician")).with {
            $0.blank = reader.words("visits.technician.none")
            $0.options = people.map {
                Field.Option(value: String($0.id.value), label: $0.name, selected: $0.id == chosen)
            }
        }
    }
}
