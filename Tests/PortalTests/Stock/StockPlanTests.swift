import Database
import Domain
import Testing

@testable import Ground
@testable import Stock

@Suite("The list of what lies where")
struct StockPlanTests {
    private func fill(_ count: Int) async throws -> (world: World, stores: [ID<StockPlace>]) {
        let world = try await World()
        try await PartPagesTests.fill(world, count: count)
        let stores = [try await world.addPlace(.central, "C1"), try await world.addPlace(.central, "C2")]
        try await world.arman.write { tx in
            let parts: [ID<SparePart>] = try tx.list("SELECT id FROM spare_part ORDER BY id")
            for (index, part) in parts.enumerated() {
                // Every third lies in both, every seventh nowhere.
                for (place, store) in stores.enumerated() where index % 7 != 6 && (place == 0 || index % 3 == 0) {
                    try tx.later(
                        """
                        INSERT INTO stock_balance (part_id, place_id, owner, condition, serial, lot, quantity)
                        VALUES (\(part), \(store), 'company', 'new', '', '', \(Int64(index + 1)))
                        """)
                }
            }
        }
        try await world.arman.store.analyze()
        return (world, stores)
    }

    @Test("walks the catalogue by its codes, and reads neither it nor all that lies anywhere whole")
    func plans() async throws {
        let (world, stores) = try await fill(2_000)
        // Of one place a server gathers so few first, and sorts them: it is no worse at this size.
        for place in TestEngine.server == nil ? [nil, stores[0]] : [nil] {
            let plan = try await world.arman.read { tx in
                let statement = StockList.walk(at: place, from: "P-0500", count: 52)
                guard TestEngine.server == nil else {
                    return try tx.rows("EXPLAIN \(statement)").map { try $0("QUERY PLAN") as String }
                }
                return try tx.rows("EXPLAIN QUERY PLAN \(statement)").map { try $0("detail") as String }
            }
            let whole = ["SCAN b", "TEMP B-TREE", "Seq Scan on spare_part", "Seq Scan on stock_balance", "Sort"]
            let read = plan.filter { line in whole.contains { line.contains($0) } }
            #expect(read == [], "\(plan)")
        }
    }

    @Test("its pages have each line once, in the order of the codes, as the whole list has")
    func pages() async throws {
        let (world, stores) = try await fill(240)
        for query in ["", "place=\(stores[1])"] {
            let (paged, whole) = try await world.arman.read { tx in
                let today = world.arman.clock.day(of: tx.now)
                func slice(_ filter: StockFilter, size: Int) throws -> Slice<StockRow, StockKey> {
                    try StockList.slice(filter, .company, on: today, size: size, tx)
                }
                var (keys, filter): ([StockKey], StockFilter) = ([], StockFilter(Asked(query: query)))
                while true {
                    let page = try slice(filter, size: 7)
                    keys += page.lines.map { StockKey($0) }
                    guard let next = page.next else { break }
                    filter = filter.at(Cursor(.onward, next))
                }
                return (keys, try slice(StockFilter(Asked(query: query)), size: 1_000).lines.map { StockKey($0) })
            }
            let codes = paged.map(\.code)
            let sorted = codes.sorted()
            #expect(paged == whole && codes == sorted, "\(query)")
            #expect(whole.count > 60)
        }
    }
}
