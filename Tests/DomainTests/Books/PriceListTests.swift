import Testing

@testable import Domain

@Suite("What customers pay") struct PriceListTests {
    private static let cooler = ID<ProductGroup>(1)
    private static let washer = ID<ProductGroup>(2)
    private static let model = ID<ProductModel>(10)

    private func work(
        _ service: String = "repair", _ group: ID<ProductGroup> = cooler, _ model: ID<ProductModel> = ID(11),
        isDone: Bool = true, km: Int? = nil
    ) -> PricedWork {
        PricedWork(service: service, group: group, model: model, isDone: isDone, kmTenths: km)
    }

    private static let rows: [PriceRow] = [
        PriceRow(.labour, amount: 1_000_000),
        PriceRow(.labour, service: "install", amount: 1_500_000),
        PriceRow(.labour, group: cooler, amount: 2_000_000),
        PriceRow(.labour, service: "repair", group: cooler, amount: 2_500_000),
        PriceRow(.labour, model: model, amount: 3_000_000),
        PriceRow(.call, amount: 700_000),
        PriceRow(.travel, km: 10, amount: 400_000),
        PriceRow(.travel, km: 30, amount: 900_000),
        PriceRow(.road, km: 30, amount: 15_000),
        PriceRow(.package, name: "سرویس کامل", amount: 5_000_000),
    ]

    @Test("are priced by the row that says most of the work")
    func specific() throws {
        let list = try PriceRows(Self.rows)
        let cases: [(PricedWork, Int64)] = [
            (work("repair"), 2_500_000), (work("install"), 2_000_000), (work("install", Self.washer), 1_500_000),
            (work("inspection", Self.washer), 1_000_000), (work("repair", Self.cooler, Self.model), 3_000_000),
            (work(isDone: false), 700_000),
        ]
        for (work, amount) in cases { #expect(list.lines(for: work).map(\.amount) == [amount], "\(work)") }
    }

    @Test("pay for the way by the nearest distance that reaches there, beyond it by the kilometre, there and back")
    func way() throws {
        let list = try PriceRows(Self.rows)
        let cases: [(Int?, Int64?, Int?)] = [
            (nil, nil, nil), (0, 400_000, nil), (100, 400_000, nil), (101, 900_000, nil), (300, 900_000, nil),
            (301, 3_000, 2), (1_000, 2_100_000, 1_400),
        ]
        for (tenths, amount, counted) in cases {
            let lines = list.lines(for: work(km: tenths))
            let way = lines.count > 1 ? lines[1] : nil
            #expect(way?.amount == amount, "\(String(describing: tenths))")
            #expect(way?.countedTenths == counted, "\(String(describing: tenths))")
        }
        let without = try PriceRows([PriceRow(.labour, amount: 1)])
        #expect(without.lines(for: work(km: 500)).count == 1)
    }

    @Test("are not asked twice for the same: such a list is refused")
    func twice() {
        func refused(_ rows: [PriceRow]) -> String? {
            do { _ = try PriceRows(rows) } catch { return error.key }
            return nil
        }
        #expect(refused([]) == "prices.empty")
        #expect(refused([PriceRow(.labour, amount: 1), PriceRow(.labour, amount: 2)]) == "prices.twice")
        #expect(refused([PriceRow(.package, amount: 2)]) == "prices.nameless")
        #expect(refused([PriceRow(.travel, km: 5, amount: 1), PriceRow(.travel, km: 9, amount: 1)]) == nil)
        #expect(refused([PriceRow(.road, km: 5, amount: 1), PriceRow(.road, km: 9, amount: 1)]) == "prices.twice")
        #expect(refused(Array(repeating: PriceRow(.labour, amount: 1), count: 301)) == "prices.many")
    }

    @Test("are let off what the roles of a person allow, and nothing where none does")
    func discounts() throws {
        let list = try PriceRows(Self.rows, discounts: ["reception": 500, "service_manager": 2_000, "auditor": 0])
        #expect(list.discount(of: Roles([.reception])) == 500)
        #expect(list.discount(of: Roles([.reception, .serviceManager])) == 2_000)
        #expect(list.discount(of: Roles([.auditor])) == 0)
        #expect(throws: Complaint.self) { try PriceRows(Self.rows, discounts: ["reception": 10_001]) }
    }
}
