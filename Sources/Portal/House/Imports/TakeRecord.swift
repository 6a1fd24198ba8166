import Base
import Database
import Domain
import Ground
import Stock
import Work

/// Takes one record of a file into the company's tables.
struct TakeRecord: Sendable {
    let kind: ImportKind
    let words: ImportWords
    let clock: CompanyClock
    let places: Places
    let catalogue: RequestRecord.Catalogue
    let by: ID<Person>?
    /// What a file of prices becomes.
    private let prices: PartPriceDraft

    init(_ row: ImportRow, words: ImportWords, clock: CompanyClock, _ tx: Transaction) throws {
        kind = row.kind
        by = row.madeBy
        prices = PartPriceDraft(
            file: row.fileName, source: row.id.value,
            from: row.plan.validFrom.flatMap(CalendarDay.init(iso:)) ?? clock.day(of: row.madeAt))
        self.words = words
        self.clock = clock
        places = try PlaceList.all(tx)
        catalogue = try ImportList.catalogue(places, tx)
    }

    /// The column that tells one record of a file from another.
    var keyColumn: String {
        switch kind {
        case .dealers, .tariff, .parts, .partPrices, .partFit: "code"
        case .products: "model"
        case .requests: "number"
        case .counts: "code"
        case .cards: "serial"
        }
    }

    /// - Parameter taken: the keys of the file's earlier records that were taken; this one's is added.
    /// - Returns: whether anything new came of it; false where the company had it before.
    /// - Throws: `CellRefusal`.
    func run(_ cells: RecordCells, taken: inout Set<String>, in tx: Transaction) throws -> Bool {
        switch kind {
        case .dealers:
            let dealer = try DealerRecord(cells, calendar: clock.calendar, places: places.finder, words: words)
            try once(dealer.particulars.code, &taken, cells)
            return try DealerStore.set(dealer, places, words, by: by, tx)
        case .products:
            let product = try ProductRecord(cells, words: words)
            try once(product.code, &taken, cells)
            do { return try ProductStore.set(product, words, by: by, tx) } catch let complaint as Complaint {
                throw cells.refusal("warranty_months", complaint)
            }
        case .requests:
            let request = try RequestRecord(cells, calendar: clock.calendar, catalogue: catalogue, words: words)
            try once(request.number, &taken, cells)
            return try add(request, cells, tx)
        case .parts, .partPrices, .partFit, .counts:
            return try takePart(cells, &taken, isTaken: true, tx)
        case .cards, .tariff:
            preconditionFailure("a tariff is taken whole, and cards together")
        }
    }

    /// Whether the record can be read, without taking it; for the preview.
    func check(_ cells: RecordCells, taken: inout Set<String>, in tx: Transaction) throws {
        switch kind {
        case .dealers:
            let dealer = try DealerRecord(cells, calendar: clock.calendar, places: places.finder, words: words)
            try once(dealer.particulars.code, &taken, cells)
        case .products:
            try once(try ProductRecord(cells, words: words).code, &taken, cells)
        case .requests:
            let request = try RequestRecord(cells, calendar: clock.calendar, catalogue: catalogue, words: words)
            try once(request.number, &taken, cells)
            _ = try isKnown(request, cells, tx)
        case .parts, .partPrices, .partFit, .counts:
            _ = try takePart(cells, &taken, isTaken: false, tx)
        case .cards, .tariff:
            break
        }
    }

    /// - Parameter isTaken: whether it is taken, or looked at alone.
    private func takePart(
        _ cells: RecordCells, _ taken: inout Set<String>, isTaken: Bool, _ tx: Transaction
    ) throws -> Bool {
        do {
            switch kind {
            case .parts:
                let part = try PartRecord(cells, words: words)
                try once(part.code, &taken, cells)
                guard isTaken else {
                    try TakePart.check(part, tx)
                    return false
                }
                return try TakePart.run(part, by: by, tx)
            case .partPrices:
                let price = try PartPriceRecord(cells)
                try once(price.code, &taken, cells)
                guard isTaken else {
                    try TakePart.check(price, tx)
                    return false
                }
                return try TakePart.run(price, of: prices, by: by, tx)
            case .counts:
                let counted = try CountRecord(cells, words: words)
                try once(counted.key, &taken, cells)
                guard isTaken else {
                    try TakeCount.check(counted, tx)
                    return false
                }
                return try TakeCount.run(counted, by: by, tx)
            default:
                let fit = try PartFitRecord(cells)
                guard isTaken else {
                    try TakePart.check(fit, tx)
                    return false
                }
                return try TakePart.run(fit, by: by, tx)
            }
        } catch let refused as FieldRefusal { throw cells.refusal(refused.field, refused.complaint) }
    }

    private func once(_ key: String, _ taken: inout Set<String>, _ cells: RecordCells) throws {
        guard taken.insert(key).inserted else {
            throw cells.refusal(keyColumn, Complaint("imports.\(kind.rawValue).twice", key))
        }
    }

    private func add(_ request: RequestRecord, _ cells: RecordCells, _ tx: Transaction) throws -> Bool {
        if try isKnown(request, cells, tx) { return false }
        let customer = try CustomerStore.findOrAdd(request.mobile, request.customer, tx)
        let unit = try UnitStore.findOrAdd(request.serial, request.model, customer, request.purchasedOn, by: by, tx)
        try NumberStore.skip(request.number, in: "job", tx)
        try AddJob(
            number: request.number, serviceType: request.serviceType, customer: customer, unit: unit,
            city: places.id(request.city), address: request.address, statedFault: request.statedFault,
            receivedAt: clock.instant(request.receivedOn, hour: 12, minute: 0), receivedOn: request.receivedOn, by: by,
            origin: "imported"
        ).run(calendar: clock.calendar, in: tx)
        return true
    }

    /// - Throws: `CellRefusal` where the number is another request's, or the serial another model's.
    private func isKnown(_ request: RequestRecord, _ cells: RecordCells, _ tx: Transaction) throws -> Bool {
        if let known = try ImportList.knownRequest(request.number, tx) {
            guard known == (request.serviceType, request.receivedOn, request.serial) else {
                throw cells.refusal("number", Complaint("imports.requests.other", request.number))
            }
            return true
        }
        do {
            try UnitStore.check(request.serial, request.model, tx)
            try UnitStore.checkService(request.serviceType, for: request.serial, tx)
        } catch let complaint as Complaint {
            throw cells.refusal("serial", complaint)
        }
        return false
    }
}
