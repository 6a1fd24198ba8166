import Base
import Database
import Domain
import Ground

/// Cards of machines that are in the shops, and two machines that have failed too often.
struct DemoCards: Sendable {
    private static let cards = 24
    let company: OpenCompany
    let root: Root
    let now: Instant

    static func serial(_ place: Int) -> String { "SH\(20_000_000 + place)" }
    static func number(_ place: Int) -> String { "G-\(140_500 + place)" }

    func run() async throws {
        let (company, today) = (company, company.clock.day(of: now))
        guard let model = try await company.read({ try DemoList.modelCode($0) }) else { return }
        let day = { (before: Int) in company.clock.calendar.text(today.adding(days: -before)) }
        let rows = (1...Self.cards).map { place in
            [Self.serial(place), model, Self.number(place), day(60 + place % 9)].joined(separator: ",")
        }
        let text = (["سریال,کد مدل,شماره کارت,تاریخ تولید"] + rows).joined(separator: "\n") + "\n"
        _ = try await ImportFile(company: company, root: root, language: .fa)
            .run(.cards, name: "کارت‌های پاییز.csv", bytes: Array(text.utf8))
        try await company.write { tx in
            let repaired = try DemoList.repaired(limit: 2, tx)
            let causes: [(ExchangeCause, Int)] = [(.failures, 3), (.days, 34)]
            for (machine, (cause, amount)) in zip(repaired, causes) {
                try ExchangeStore.mark(machine.unit, cause, amount: amount, job: machine.job, by: nil, tx)
            }
        }
    }
}
