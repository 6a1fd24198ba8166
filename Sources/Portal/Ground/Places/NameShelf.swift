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

    fileprivate func shown(in language: Language) -> String { language.name(fa: fa, en: en) }
}

/// Names that stand everywhere and are seldom changed: provinces, cities, kinds of service, reasons.
package struct CommonNames: Sendable {
    package struct City: Sendable {
        package let id: ID<Domain.City>
        package let province: ID<Province>
        package let names: BothNames
    }

    /// What a language's reader finds in alphabetical order; sorted once, not for each page.
    private struct InOrder {
        let provinces: [(id: ID<Province>, names: BothNames)]
        let cities: [String]
    }

    package let provinces: [(id: ID<Province>, names: BothNames)]
    package let cities: [City]
    /// All, also those that are set aside.
    package let services: [(code: String, names: BothNames)]
    /// Those that may be chosen.
    package let offeredServices: [(code: String, names: BothNames)]
    private let inOrder: [Language: InOrder]
    private let cityPlaces: [ID<Domain.City>: Int]
    private let reasons: [String: BothNames]

    package init(
        provinces: [(id: ID<Province>, names: BothNames)], cities: [City], services: [(code: String, names: BothNames)],
        retiredServices: Set<String> = [], reasons: [String: BothNames]
    ) {
        offeredServices = services.filter { !retiredServices.contains($0.code) }
        (self.provinces, self.cities, self.services, self.reasons) = (provinces, cities, services, reasons)
        cityPlaces = Dictionary(uniqueKeysWithValues: cities.enumerated().map { ($1.id, $0) })
        inOrder = Dictionary(
            uniqueKeysWithValues: Language.allCases.map { language in
                let ordered = InOrder(
                    provinces: provinces.inPersianOrder { $0.names.shown(in: language) },
                    cities: Set(cities.map { $0.names.shown(in: language) }).inPersianOrder(by: \.self))
                return (language, ordered)
            })
    }

    package func provinces(_ reader: Reader) -> [(id: ID<Province>, names: BothNames)] {
        inOrder[reader.language]?.provinces ?? provinces
    }

    /// As people type them: of two cities of one name, the name.
    package func cityNames(_ reader: Reader) -> [String] { inOrder[reader.language]?.cities ?? [] }

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

/// One company's common names: they stand on every row of every list. Each process looks now and then whether another one has
/// changed them.
public final class NameShelf: Sendable {
    private struct Known {
        let names: CommonNames
        let version: String
        let lookedAt: Instant
    }

    /// The setting that changes with them.
    static let version = "names_version"
    /// Seconds.
    private static let patience: Int64 = 20
    private let known = Mutex<Known?>(nil)

    public init() {}

    package func names(_ tx: Transaction) throws -> CommonNames {
        let kept = known.withLock { $0 }
        if let kept, kept.lookedAt.adding(seconds: Self.patience) > tx.now { return kept.names }
        let version = try SettingStore.value(Self.version, tx) ?? ""
        let names = try kept.flatMap { $0.version == version ? $0.names : nil } ?? CommonNameList.read(tx)
        known.withLock { $0 = Known(names: names, version: version, lookedAt: tx.now) }
        return names
    }

    /// Who has changed them sees it at once.
    package func forget() { known.withLock { $0 = nil } }
}
