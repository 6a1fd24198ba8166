import Domain
import Testing

@Suite("A sum becomes orders to the bank")
struct OrderSplitTests {
    private static let day = CalendarDay(iso: "2026-11-23")!
    private static let limits = try! OrderLimits(
        [
            OrderLimit(method: .paya, from: CalendarDay(iso: "2025-05-04")!, least: nil, greatest: 2_000_000_000),
            OrderLimit(method: .satna, from: CalendarDay(iso: "2025-05-04")!, least: 1_000_000_000, greatest: nil),
        ], on: day)

    struct Case: Sendable {
        let amount: Int64
        let methods: [PaymentMethod]
        var ceiling: Int64 = .max
        let orders: [(PaymentMethod, Int64)]
    }

    @Test(
        "by the preferred method within its limit, else by the other, else in several orders",
        arguments: [
            Case(amount: 1, methods: [.paya, .satna], orders: [(.paya, 1)]),
            Case(amount: 2_000_000_000, methods: [.paya, .satna], orders: [(.paya, 2_000_000_000)]),
            Case(amount: 2_000_000_001, methods: [.paya, .satna], orders: [(.satna, 2_000_000_001)]),
            Case(amount: 999_999_999, methods: [.satna, .paya], orders: [(.paya, 999_999_999)]),
            Case(amount: 1_000_000_000, methods: [.satna, .paya], orders: [(.satna, 1_000_000_000)]),
            Case(amount: 2_000_000_001, methods: [.paya], orders: [(.paya, 2_000_000_000), (.paya, 1)]),
            Case(amount: 4_000_000_000, methods: [.paya], orders: [(.paya, 2_000_000_000), (.paya, 2_000_000_000)]),
            // A rest of 500 million would be too small for SATNA: equal orders.
            Case(
                amount: 3_500_000_001, methods: [.satna], ceiling: 3_000_000_000,
                orders: [(.satna, 1_750_000_001), (.satna, 1_750_000_000)]),
            Case(
                amount: 3_000_000_000, methods: [.paya, .satna], ceiling: 1_500_000_000,
                orders: [(.paya, 1_500_000_000), (.paya, 1_500_000_000)]),
        ])
    func table(_ one: Case) throws {
        let parts = try OrderSplit.parts(
            of: one.amount, by: one.methods, limits: Self.limits, ceiling: one.ceiling)
        #expect(parts.map(\.method) == one.orders.map(\.0))
        #expect(parts.map(\.amount) == one.orders.map(\.1))
    }

    @Test("and is refused where no method can carry it")
    func refused() {
        #expect(throws: Complaint("banks.order.impossible", "999999999")) {
            try OrderSplit.parts(of: 999_999_999, by: [.satna], limits: Self.limits)
        }
        #expect(throws: Complaint("banks.order.many", "200000000001")) {
            try OrderSplit.parts(of: 200_000_000_001, by: [.paya], limits: Self.limits)
        }
        #expect(throws: Complaint("banks.order.impossible", "5")) {
            try OrderSplit.parts(of: 5, by: [.satna], limits: Self.limits, ceiling: 900_000_000)
        }
    }

    @Test("whose sum is the sum, none of them beyond its limits, whatever the limits are")
    func property() throws {
        var dice = Dice(seed: 14_050_902)
        for _ in 0..<5_000 {
            let greatest = dice.roll(Int64(1)...50)
            let least = dice.roll(Int64(1)...50)
            let limits = try OrderLimits(
                [
                    OrderLimit(method: .paya, from: Self.day, least: nil, greatest: greatest),
                    OrderLimit(
                        method: .satna, from: Self.day, least: least,
                        greatest: dice.chance(50) ? nil : least + dice.roll(Int64(0)...50)),
                ], on: Self.day)
            let methods = dice.pick([[PaymentMethod.paya], [.satna], [.paya, .satna], [.satna, .paya]])
            let amount = dice.roll(Int64(1)...2_000)
            let ceiling = dice.chance(50) ? Int64.max : dice.roll(Int64(1)...100)
            let parts: [OrderSplit.Part]
            do { parts = try OrderSplit.parts(of: amount, by: methods, limits: limits, ceiling: ceiling) } catch {
                continue
            }
            #expect(parts.map(\.amount).reduce(0, +) == amount)
            #expect(parts.count <= OrderSplit.mostParts)
            for part in parts {
                #expect(methods.contains(part.method))
                #expect(limits.range(of: part.method).contains(part.amount) && part.amount <= ceiling)
            }
        }
    }

    @Test("The limits of a day are the latest rows written for it")
    func dated() throws {
        let rows = try [("2025-05-04", 100), ("2026-01-01", 300), ("2025-06-01", 200), ("2026-01-01", 400)].map {
            try OrderLimit(method: .paya, from: CalendarDay(iso: $0)!, least: nil, greatest: $1)
        }
        for (day, greatest) in [
            ("2025-05-03", Int64.max), ("2025-05-04", 100), ("2025-06-01", 200), ("2025-12-31", 200),
            ("2026-01-01", 400),
        ] {
            #expect(OrderLimits(rows, on: CalendarDay(iso: day)!).range(of: .paya) == 1...greatest)
        }
        #expect(OrderLimits(rows, on: Self.day).range(of: .satna) == 1...Int64.max)
        for (least, greatest) in [(5, 4), (0, 4), (nil, 0), (-1, nil)] as [(Int64?, Int64?)] {
            #expect(throws: Complaint("banks.limit.empty")) {
                try OrderLimit(method: .paya, from: Self.day, least: least, greatest: greatest)
            }
        }
    }
}
