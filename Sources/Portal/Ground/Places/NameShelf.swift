import Database
import Domain
import Synchronization
import Web

/// A name in both languages.
package struct BothNames: Sendable {
    package let fa: String
    package let en: String

    package init(fa: String, en: String) {
        self.fa = fa
        self.en = en
    }

    package func shown(_ reader: Reader) -> String { reader.name(fa: fa, en: en) }
}

/// Names that come with the program and that no page changes: provinces, cities, kinds of service, reasons.
package struct CommonNames: Sendable {
    package struct City: Sendable {
        package let id: ID<Domain.City>
        package let province: ID<Province>
        package let names: BothNames
    }

    package let provinces: [(id: ID<Province>, names: BothNames)]
    package let cities: [City]
    package let services: [(code: String, names: BothNames)]
    private let cityPlaces: [ID<Domain.City>: Int]
    private let reasons: [String: BothNames]

    package init(
        provinces: [(id: ID<Province>, names: BothNames)], cities: [City], services: [(code: String, names: BothNames)],
        reasons: [String: BothNames]
    ) {
        (self.provinces, self.cities, self.services, self.reasons) = (provinces, cities, services, reasons)
        cityPlaces = Dictionary(uniqueKeysWithValues: cities.enumerated().map { ($1.id, $0) })
    }

    package func city(_ id: ID<Domain.City>) -> City? { cityPlaces[id].map { cities[$0] } }

    package func service(_ code: String, _ reader: Reader) -> String {
        services.first { $0.code == code }?.names.shown(reader) ?? code
    }

    package func reason(_ kind: ReasonKind, _ code: String) -> BothNames? { reasons["\(kind.rawValue) \(code)"] }

    /// Of whatever kind it is. Codes of two kinds that are the same mean the same.
    package func reason(_ code: String) -> BothNames? {
        ReasonKind.allCases.lazy.compactMap { reason($0, code) }.first
    }
}

/// One company's common names, read once: they stand on every row of every list.
public final class NameShelf: Sendable {
    private let names = Mutex<CommonNames?>(nil)

    public init() {}

    package func names(_ tx: Transaction) throws -> CommonNames {
        if let known = names.withLock({ $0 }) { return known }
        let read = try CommonNameList.read(tx)
        names.withLock { $0 = read }
        return read
    }
}
