/// A part as a file gives it. What a cell does not say stays as it was.
public struct PartRecord: Sendable {
    public let code: String
    public let nameFa: String
    public let nameEn: String?
    public let group: String?
    public let unit: PartUnit?
    public let tracking: PartTracking?
    public let mustReturn: PartReturn?
    public let isRepairable: Bool?
    public let shelfLifeDays: Int?
    public let weightGrams: Int?
    public let makerNumber: String?
    public let barcode: String?
    public let aliases: [String]
    public let note: String?

    public init(_ cells: RecordCells, words: ImportWords) throws(CellRefusal) {
        code = try cells.read("code", PartCode.parse)
        nameFa = try cells.read("name_fa", PartRules.name)
        nameEn = try cells.readIfFilled("name_en", PartRules.name)
        group = try cells.readIfFilled("group", PartRules.group)
        unit = try cells.readIfFilled("unit") { text throws(Complaint) in try PartRules.unit(text, words) }
        tracking = try cells.readIfFilled("tracking") { text throws(Complaint) in
            try PartRules.tracking(text, words)
        }
        mustReturn = try cells.readIfFilled("must_return") { text throws(Complaint) in
            try PartRules.mustReturn(text, words)
        }
        isRepairable = try cells.readIfFilled("is_repairable") { text throws(Complaint) in
            try PartRules.yes(text, words)
        }
        shelfLifeDays = try cells.readIfFilled("shelf_life", PartRules.shelfLife).flatMap { $0 }
        weightGrams = try cells.readIfFilled("weight", PartRules.weight).flatMap { $0 }
        makerNumber = try cells.readIfFilled("maker_number", PartRules.makerNumber)
        barcode = try cells.readIfFilled("barcode", PartRules.barcode)
        aliases =
            try cells.readIfFilled("aliases") { text throws(Complaint) in
                var codes: [String] = []
                for alias in CellText.list(text) { codes.append(try PartCode.parse(alias)) }
                return codes
            } ?? []
        note = try cells.readIfFilled("note", PartRules.note)
    }
}

/// Prices of a part as a file gives them, in Rials.
public struct PartPriceRecord: Sendable {
    /// Any code of the part.
    public let code: String
    public let prices: [PartPriceKind: Int64]

    public init(_ cells: RecordCells) throws(CellRefusal) {
        code = try cells.read("code", PartCode.parse)
        var prices: [PartPriceKind: Int64] = [:]
        for kind in PartPriceKind.allCases {
            prices[kind] = try cells.readIfFilled(kind.rawValue) { text throws(Complaint) in
                try MoneyUnit.rial.read(text, in: 0...PartPrice.most)
            }
        }
        guard !prices.isEmpty else { throw cells.refusal("customer", Complaint("parts.prices.nothing")) }
        self.prices = prices
    }
}

/// That a part is for a model, as a file gives it.
public struct PartFitRecord: Sendable {
    /// Any code of the part.
    public let code: String
    public let model: String
    public let assembly: String
    public let most: Int

    public init(_ cells: RecordCells) throws(CellRefusal) {
        model = try cells.read("model", CellText.code)
        code = try cells.read("code", PartCode.parse)
        assembly = try cells.readIfFilled("assembly", FitRules.assembly) ?? ""
        most = try cells.readIfFilled("most", FitRules.most) ?? 1
    }
}
