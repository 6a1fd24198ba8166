import Database
import Domain
import Ground
import Web

/// What a customer is and how he is reached, as the office writes it down.
struct CustomerParticulars: Sendable, Equatable {
    struct Number: Sendable, Equatable {
        let stored: String
        let line: String

        /// What stands in the row of one who was erased or merged is none.
        var isReal: Bool { (try? CustomerNumber(stored)) != nil }

        /// As it stands in a field: `02188776655 #12`.
        var typed: String { MobileNumber.local(stored: stored) + (line.isEmpty ? "" : " #\(line)") }
    }

    struct Place: Sendable, Equatable {
        let city: ID<City>
        let text: String
        let postalCode: String
        /// As somebody has just said; what is known already is kept elsewhere.
        var pin: MapPin?
        /// As it was shown to him.
        var oldPin: MapPin?
    }

    var name: String
    var kind: CustomerKind
    /// The main one first.
    var numbers: [Number]
    var nationalID: String
    /// Empty where none is known.
    var email = ""
    var consent: CustomerConsent
    var note: String
    var tags: String
    var addresses: [Place]

    /// Its values by name, for the history.
    var texts: [String: String] {
        [
            "name": name, "customer_kind": kind.rawValue, "national_id": nationalID, "email": email,
            "consent": consent.rawValue,
            "note": note, "tags": tags, "numbers": numbers.map(\.typed).joined(separator: ", "),
            "addresses": addresses.map { "\($0.text) \($0.postalCode)" }.joined(separator: "; "),
        ]
    }

    /// With what another knew who turned out to be the same.
    func joined(with other: CustomerParticulars) -> CustomerParticulars {
        var both = self
        both.consent = consent.joined(with: other.consent)
        if nationalID.isEmpty, kind == other.kind { both.nationalID = other.nationalID }
        if email.isEmpty { both.email = other.email }
        both.note = [note, other.note == note ? "" : other.note].filter { !$0.isEmpty }.joined(separator: " · ")
        let known = Self.list(tags)
        let new = Self.list(other.tags).filter { !known.contains($0) }
        both.tags = new.isEmpty ? tags : (known + new).joined(separator: "، ")
        return both
    }

    private static func list(_ tags: String) -> [String] {
        tags.split { ",،".contains($0) }.map { SearchText.stored(String($0)) }.filter { !$0.isEmpty }
    }

    func dossier(_ words: Words) -> [DossierLine] {
        let reached: [(String, String)] = numbers.enumerated().filter { $0.element.isReal }.map { index, number in
            (words(index == 0 ? "jobs.new.mobile" : "customers.number"), number.typed)
        }
        let places: [(String, String)] = addresses.map { (words("customers.address"), "\($0.text) \($0.postalCode)") }
        let called = [(words("customers.name"), name)]
        let rest = [
            (words("customers.email"), email), (words("customers.national_id"), nationalID),
            (words("customers.note"), note),
            (words("customers.tags"), tags), (words("customers.consent"), words(consent)),
        ]
        return (called + reached + places + rest).filter { !$0.1.isEmpty }.map {
            DossierLine(words("jobs.customer"), $0.0, $0.1)
        }
    }
}

extension Words {
    func callAsFunction(_ kind: CustomerKind) -> String { self("customers.kind.\(kind.rawValue)") }
    func callAsFunction(_ consent: CustomerConsent) -> String { self("customers.consent.\(consent.rawValue)") }
}

extension CustomerKind: ColumnValue {}
extension CustomerConsent: ColumnValue {}
