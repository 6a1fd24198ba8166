import Database
import Domain
import Foundation
import Ground
import Stock

/// 400 parts of refrigerators and washers out of the files that the head office handed over, with what they are for and what
/// they cost; a scheme for their codes; a part that took another's place, and prices of the next month that wait for somebody.
struct DemoParts: Sendable {
    let company: OpenCompany
    let root: Root
    let now: Instant

    func run() async throws {
        let file = try ImportFile(company: company, root: root, language: .fa)
        let samples: [(ImportKind, String)] = [
            (.parts, "parts.csv"), (.partFit, "part_fit.csv"), (.partPrices, "part_prices.csv"),
        ]
        for (kind, name) in samples {
            let bytes = [UInt8](try Data(contentsOf: root("Samples/arman/\(name)")))
            _ = try await file.run(kind, name: name, bytes: bytes, validFrom: "1405/01/01")
        }
        let actors = try await company.read { try DemoList.actors($0).office }
        guard let keeper = actors[.storekeeper], let manager = actors[.stockManager] else { return }
        let (company, now) = (company, now)
        let month = company.clock.calendar.month(of: company.clock.day(of: now))
        let next = company.clock.calendar.days(ofMonth: month.year, month.month + 1).lowerBound
        try await company.write { transaction in
            let tx = transaction.at(now)
            for list in try PartPriceRowList.drafts(tx) {
                try PartPriceStore.activate(list.id, at: list.revision, by: manager, tx)
            }
            try Self.addScheme(by: keeper.person, tx)
            try Self.addLinks(from: next, by: keeper.person, tx)
        }
    }

    private static func addScheme(by person: ID<Person>, _ tx: Transaction) throws {
        let assemblies = [
            ("10", "مدار تبرید یا رانش"), ("20", "برق و کنترل"), ("30", "درب"), ("40", "داخل یا آب"),
            ("50", "هوا و آب یا دیگ"), ("60", "بدنه"),
        ]
        try CodingStore.add(
            "کد قطعات", check: .luhn, separator: "-",
            [
                CodeSegment(
                    name: "خانواده", kind: .table, length: 2, alphabet: .letters,
                    values: [.init("FR", "یخچال"), .init("WA", "لباسشویی")]),
                CodeSegment(
                    name: "مجموعه", kind: .table, length: 2, alphabet: .digits, separator: "-",
                    values: assemblies.map { .init($0.0, $0.1) }),
                CodeSegment(name: "ردیف", kind: .serial, length: 3, alphabet: .digits, separator: "-"),
            ], by: person, tx)
    }

    private static func addLinks(from day: CalendarDay, by person: ID<Person>, _ tx: Transaction) throws {
        let parts = try ["FR-20-001-6", "FR-20-002-4", "FR-10-001-8", "FR-10-002-6"].map {
            try PartCodeStore.part($0, tx)
        }
        guard let board = parts[0], let newer = parts[1], let one = parts[2], let other = parts[3] else { return }
        try PartFitStore.supersede(board, by: newer, note: "نسخه تازه سازنده", by: person, tx)
        try PartFitStore.addSubstitute(other, for: one, isMutual: true, note: "", by: person, tx)
        _ = try PartPriceStore.write([.dealer: 16_000_000, .customer: 21_000_000], of: one, from: day, by: person, tx)
    }
}
