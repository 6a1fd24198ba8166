import Database
import Domain
import Ground

/// Once a day: that what lies where, and what it is worth, is the sum of what came and went.
struct ProveStock: RunKind {
    let name = "stock_proof"
    let every: Int64? = 86_400

    func open(_: RunRow, in company: OpenCompany, _: Root) async throws -> any RunWork { Work(company: company) }

    private struct Work: RunWork {
        let company: OpenCompany

        mutating func next(after _: String) async throws -> RunStep {
            let company = company
            let found = try await company.readAtLength { tx -> [Complaint]? in
                guard try StockSetting(tx).isOn else { return nil }
                return try StockDoctorList.problems(on: company.clock.day(of: tx.now), tx)
            }
            guard let found else { return .end { _ in } }
            return .end { tx in try StockProof(at: tx.now, found).keep(tx) }
        }
    }
}

/// What the last proof of the books came to.
struct StockProof: Sendable {
    private struct Kept: Codable {
        let at: Int64
        let count: Int
        let problems: [[String]]
    }

    private static let setting = "stock_proof"
    /// What is wrong at so many places is looked for by the doctor.
    private static let mostKept = 5

    let at: Instant
    let count: Int
    /// The first of them.
    let problems: [Complaint]

    init(at: Instant, _ all: [Complaint]) {
        (self.at, count, problems) = (at, all.count, Array(all.prefix(Self.mostKept)))
    }

    /// nil before the first.
    init?(_ tx: Transaction) throws {
        guard let text = try SettingStore.value(Self.setting, tx) else { return nil }
        let kept: Kept = try JSONText.read(text)
        (at, count) = (Instant(seconds: kept.at), kept.count)
        problems = kept.problems.compactMap { words in
            words.first.map { Complaint($0, values: Array(words.dropFirst())) }
        }
    }

    /// The stock manager is told where something does not hold.
    func keep(_ tx: Transaction) throws {
        let kept = Kept(at: at.seconds, count: count, problems: problems.map { [$0.key] + $0.values })
        try SettingStore.set(Self.setting, try JSONText.of(kept), tx)
        guard count > 0 else { return }
        try OutboxStore.add(
            Notice("stock_unproven", about: EventSubject("setting"), String(count)), to: .office([.stockManager]),
            but: nil, tx)
    }
}
