import Database
import Domain
import Synchronization
import Web

/// A name in both languages.
struct BothNames: Sendable {
    let fa: String
    let en: String

    func shown(_ reader: Reader) -> String { reader.name(fa: fa, en: en) }
}

/// Names that come with the program and that no page changes: provinces, cities, kinds of service, reasons.
struct CommonNames: Sendable {
    struct City: Sendable {
        let id: ID<Domain.City>
        let province: ID<Province>
        let names: BothNames
    }

    let provinces: [(id: ID<Province>, names: BothNames)]
    let cities: [City]
    let services: [(code: String, names: BothNames)]
    private let cityPlaces: [ID<Domain.City>: Int]
    private let reasons: [String: BothNames]

    init(
        provinces: [(id: ID<Province>, names: BothNames)], cities: [City], services: [(code: String, names: BothNames)],
        reasons: [String: BothNames]
    ) {
        (self.provinces, self.cities, self.services, self.reasons) = (provinces, cities, services, reasons)
        cityPlaces = Dictionary(uniqueKeysWithValues: cities.enumerated().map { ($1.id, $0) })
    }

    func city(_ id: ID<Domain.City>) -> City? { cityPlaces[id].map { cities[$0] } }

    func service(_ code: String, _ reader: Reader) -> String {
        services.first { $0.code == code }?.names.shown(reader) ?? code
    }

    func reason(_ kind: ReasonKind, _ code: String) -> BothNames? { reasons["\(kind.rawValue) \(code)"] }
}

/// One company's common names, read once: they stand on every row of every list.
public final class NameShelf: Sendable {
    private let names = Mutex<CommonNames?>(nil)

    public init() {}

    func names(_ tx: Transaction) throws -> CommonNames {
        if let known = names.withLock({ $0 }) { return known }
        let read = try CommonNameList.read(tx)
        names.withLock { $0 = read }
        return read
    }
}
