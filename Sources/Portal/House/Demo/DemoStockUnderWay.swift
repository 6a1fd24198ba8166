import Base
import Database
import Domain
import Ground
import Stock

extension DemoStock {
    private static let day: Int64 = 86_400

    /// What a keeper finds to do in the morning: an order that came in part and is late, one that is due, a draft; a device on
    /// loan and one that should be back; a count under way.
    func goOn(_ people: People, _ tx: Transaction) throws {
        try order(people, tx)
        try lend(people, tx)
        guard let dealer = try DemoList.dealers(tx).first, let manager = people.dealers[dealer.id] else { return }
        try deeds.count(
            "A-\(dealer.code)", lines: 4, missing: 1, by: people.keeper, counter: manager,
            tx.at(now.adding(seconds: -7200)))
    }

    private func day(_ days: Int) -> CalendarDay { company.clock.day(of: now).adding(days: days) }

    private func order(_ people: People, _ tx: Transaction) throws {
        let parts = try DemoStockList.parts(tx).filter { !$0.isSerial }.prefix(9)
        let lines = parts.enumerated().map {
            StockDeeds.Line($0.element.code, Int64(20 + $0.offset * 5), cost: $0.element.cost)
        }
        guard lines.count == 9 else { return }
        func add(_ range: Range<Int>, from supplier: String, due: Int, isPlaced: Bool = true, ago: Int64) throws
            -> String
        {
            try deeds.order(
                Array(lines[range]), from: supplier, at: Self.central, due: day(due), isPlaced: isPlaced,
                by: people.manager, tx.at(now.adding(seconds: -ago * Self.day)))
        }
        let late = try add(0..<4, from: "پخش قطعات البرز", due: -3, ago: 24)
        try deeds.receive(
            [lines[0], .init(parts[1].code, 10)], ofOrder: late, by: people.keeper,
            tx.at(now.adding(seconds: -9 * Self.day)))
        _ = try add(4..<7, from: "صنایع برودتی سپهر", due: 9, ago: 5)
        _ = try add(7..<9, from: "پخش قطعات البرز", due: 14, isPlaced: false, ago: 1)
    }

    private func lend(_ people: People, _ tx: Transaction) throws {
        let jobs = try DemoList.underWay(limit: 2, tx)
        guard jobs.count == 2 else { return }
        try deeds.addDevice(
            "YAKH-AMANI", fa: "یخچال امانی", en: "Fridge on loan", serials: ["AM1001", "AM1002", "AM1003"],
            cost: 180_000_000, at: Self.central, by: people.keeper, tx.at(now.adding(seconds: -30 * Self.day)))
        for (index, job) in jobs.enumerated() {
            let (ago, due) = index == 0 ? (2, 6) : (11, -4)
            try deeds.lend(
                "AM100\(index + 1)", for: job, deposit: 20_000_000, condition: "سالم، بدون خط", due: day(due),
                by: people.keeper, tx.at(now.adding(seconds: -Int64(ago) * Self.day)))
        }
    }
}
