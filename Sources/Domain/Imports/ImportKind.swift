/// What a file of a head office holds.
public enum ImportKind: String, CaseIterable, Sendable {
    case dealers, products, requests, cards, tariff, parts
    case partPrices = "part_prices"
    /// Which models parts are for.
    case partFit = "part_fit"
    /// What was counted in the warehouse.
    case counts

    /// Whether it holds from a day on that its person says.
    public var isDated: Bool { self == .tariff || self == .partPrices }
}

/// Where an import stands.
public enum ImportState: String, Sendable {
    /// The file is stored and its columns are being looked at.
    case preview
    case running, done
    /// Ended before its end by a fault of ours; it can be started again and goes on where it stopped.
    case failed
}

/// Marks the ids of imports.
public enum Import {}

/// A column of a file as Kardan knows it (`Data/import_columns.tsv`).
public struct ImportColumn: Hashable, Sendable {
    /// The same name in code, store and data: `sheba`, `received_on`; of a tariff those of `RuleColumn`.
    public let name: String
    public let nameFa: String
    public let nameEn: String
    /// A file without it cannot be read.
    public let isRequired: Bool
    /// Squeezed, the proper names first.
    let keys: [String]
    let synonymKeys: [String]
    /// What is written there, and what may stand there.
    public let aboutFa: String
    public let aboutEn: String
    public let exampleFa: String
    public let exampleEn: String

    init(_ cells: [String: String]) throws(Complaint) {
        name = cells["column"] ?? ""
        nameFa = cells["name_fa"] ?? ""
        nameEn = cells["name_en"] ?? ""
        isRequired = cells["required"] == "yes"
        keys = [nameFa, nameEn, name].map(SearchText.squeezed)
        synonymKeys = DataTable.list(cells["synonyms"]).map(SearchText.squeezed)
        (aboutFa, aboutEn) = (cells["about_fa"] ?? "", cells["about_en"] ?? "")
        (exampleFa, exampleEn) = (cells["example_fa"] ?? "", cells["example_en"] ?? "")
        guard !name.isEmpty, !nameFa.isEmpty, !nameEn.isEmpty else { throw Complaint("imports.data.broken", name) }
    }
}
