import Database
import Domain
import Ground

/// Takes records of files into the catalogue.
package enum TakePart {
    /// - Returns: whether the part was added. - Throws: `FieldRefusal`, its field named as the file's column.
    package static func run(_ record: PartRecord, by person: ID<Person>?, _ tx: Transaction) throws -> Bool {
        try check(record, tx)
        let known = try PartCodeStore.part(record.code, tx)
        var facts = try known.map { try PartList.facts(of: $0, tx) } ?? PartFacts(nameFa: record.nameFa)
        facts.take(record)
        let isNew = try PartStore.set(record.code, facts, by: person, tx)
        for alias in record.aliases { try add(alias, to: record.code, by: person, tx) }
        return isNew
    }

    /// - Throws: `FieldRefusal` where it is another part's.
    private static func add(
        _ alias: String, to code: String, by person: ID<Person>?, _ tx: Transaction
    ) throws {
        guard let part = try PartCodeStore.part(code, tx) else { return }
        let owner = try PartCodeStore.part(alias, tx)
        guard owner != part else { return }
        try PartCodeStore.checkFree(alias, field: "aliases", tx)
        try PartCodeStore.insert(.alias, alias, part, by: person, tx)
        try PartStore.rewrite(wordsOf: part, tx)
    }

    /// Into the draft of this import. - Returns: whether anything of it differs from what holds on the list's day.
    /// - Throws: `FieldRefusal`.
    package static func run(
        _ record: PartPriceRecord, of list: PartPriceDraft, by person: ID<Person>?, _ tx: Transaction
    ) throws -> Bool {
        let part = try PartCodeStore.known(record.code, field: "code", tx)
        let held = try PartPriceRowList.holding(part, on: list.from, tx)
        let changed = record.prices.filter { held[$0.key]?.amount.minor != $0.value }
        guard !changed.isEmpty else { return false }
        let id = try PartPriceStore.draft(list, by: person, tx)
        // By another of its codes.
        guard try !PartPriceRowList.has(part, in: id, tx) else {
            throw FieldRefusal(field: "code", complaint: Complaint("imports.part_prices.twice", record.code))
        }
        for (kind, amount) in changed.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            try PartPriceStore.add(kind, amount, of: part, to: id, tx)
        }
        return true
    }

    /// - Throws: `FieldRefusal`.
    package static func run(_ record: PartFitRecord, by person: ID<Person>?, _ tx: Transaction) throws -> Bool {
        let part = try PartCodeStore.known(record.code, field: "code", tx)
        let model = try PartFitList.model(record.model, field: "model", tx)
        return try PartFitStore.set(
            part, for: model, assembly: record.assembly, most: record.most, by: person, tx)
    }

    /// What stands against a record, without taking it. - Throws: `FieldRefusal`.
    package static func check(_ record: PartRecord, _ tx: Transaction) throws {
        guard !record.aliases.isEmpty else { return }
        let part = try PartCodeStore.part(record.code, tx)
        for alias in record.aliases {
            guard let owner = try PartCodeStore.part(alias, tx), owner != part else { continue }
            try PartCodeStore.checkFree(alias, field: "aliases", tx)
        }
    }

    /// - Throws: `FieldRefusal`.
    package static func check(_ record: PartPriceRecord, _ tx: Transaction) throws {
        _ = try PartCodeStore.known(record.code, field: "code", tx)
    }

    /// - Throws: `FieldRefusal`.
    package static func check(_ record: PartFitRecord, _ tx: Transaction) throws {
        _ = try PartCodeStore.known(record.code, field: "code", tx)
        _ = try PartFitList.model(record.model, field: "model", tx)
    }
}

/// The list of prices that a file becomes.
package struct PartPriceDraft: Sendable {
    let file: String
    /// The import's number, by which each step of it finds the list again.
    let source: Int64
    let from: CalendarDay

    package init(file: String, source: Int64, from: CalendarDay) {
        (self.file, self.source, self.from) = (file, source, from)
    }
}

extension PartFacts {
    fileprivate mutating func take(_ record: PartRecord) {
        nameFa = record.nameFa
        nameEn = record.nameEn ?? nameEn
        group = record.group ?? group
        unit = record.unit ?? unit
        tracking = record.tracking ?? tracking
        mustReturn = record.mustReturn ?? mustReturn
        isRepairable = record.isRepairable ?? isRepairable
        shelfLifeDays = record.shelfLifeDays ?? shelfLifeDays
        weightGrams = record.weightGrams ?? weightGrams
        makerNumber = record.makerNumber ?? makerNumber
        barcode = record.barcode ?? barcode
        note = record.note ?? note
    }
}
