import Database
import Domain
import Ground
import Stock
import Work

/// Parts for the machines of a workshop whose company has a warehouse: some were fitted, others are waited for.
struct DemoBenchParts: Sendable {
    private static let store = "TAMIR"
    let company: OpenCompany
    let now: Instant

    /// - Parameters:
    ///   - repaired: numbers of jobs whose machines got a part.
    ///   - waiting: those that wait for one, every other of them approved.
    func run(_ repaired: [String], _ waiting: [String], _ tx: Transaction) throws {
        let office = try DemoList.actors(tx).office
        guard try Feature.stock.isOn(SettingStore.all(tx)), let workshop = office[.workshopManager],
            let manager = office[.stockManager], let keeper = office[.storekeeper]
        else { return }
        let (deeds, codes) = (StockDeeds(company: company), try often(tx))
        guard let first = codes.first else { return }
        let earlier = tx.at(now.adding(seconds: -20 * 86_400))
        try deeds.addPlace(.central, Self.store, fa: "قفسه تعمیرگاه", en: "Workshop shelf", by: manager, earlier)
        let paper = try deeds.send(
            codes.map { .init($0, 10) }, from: DemoStock.central, to: Self.store, by: keeper, earlier)
        try deeds.receive(paper, by: manager, earlier)
        for (index, number) in repaired.enumerated() {
            let line = StockDeeds.Line(codes[index % codes.count], 1)
            try deeds.fit(line, from: Self.store, for: number, by: workshop, tx.at(now.adding(seconds: -7_200)))
        }
        for (index, number) in waiting.enumerated() {
            try deeds.ask(
                .init(first, 1), from: index.isMultiple(of: 2) ? DemoStock.central : nil, to: Self.store, for: number,
                by: workshop, approvedBy: manager, tx.at(now.adding(seconds: -Int64(index + 2) * 3_600)))
        }
    }

    /// Of what most lies in the central store.
    private func often(_ tx: Transaction) throws -> [String] {
        let fits = try DemoStockList.fits(tx).values.flatMap { $0.prefix(1) }
        return Array(Set(fits.map(\.code)).sorted().prefix(4))
    }
}
