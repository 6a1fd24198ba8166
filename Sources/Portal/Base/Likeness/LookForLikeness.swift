import Database
import Domain
import Ground

/// Looks through customers and machines once a day for those that may be one, key by key in the order of an index.
struct LookForLikeness: RunKind {
    static let name = "likeness"
    var name: String { Self.name }
    let every: Int64? = 86_400

    func open(_ run: RunRow, in company: OpenCompany, _: Root) async throws -> any RunWork {
        Work(company: company, seen: run.done)
    }

    /// Where a look stands: since when, at what, after which key.
    struct Place {
        let since: Instant
        let stage: Int
        let key: String

        init(since: Instant, stage: Int = -1, key: String = "") {
            (self.since, self.stage, self.key) = (since, stage, key)
        }

        init?(_ text: String) {
            let parts = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3, let seconds = Int64(parts[0]), let stage = Int(parts[1]) else { return nil }
            self.init(since: Instant(seconds: seconds), stage: stage, key: String(parts[2]))
        }

        var text: String { "\(since.seconds) \(stage) \(key)" }
        var next: Place { Place(since: since, stage: stage + 1) }
        func after(_ key: String) -> Place { Place(since: since, stage: stage, key: key) }
    }

    private struct Work: RunWork {
        let company: OpenCompany
        var seen: Int

        private func standing(_ step: String) async throws -> Place {
            if let place = Place(step) { return place }
            return try await company.read { Place(since: $0.now) }
        }

        mutating func next(after step: String) async throws -> RunStep {
            let company = company
            var place = try await standing(step)
            if place.stage < 0 {
                let left = try await company.read { try UnitStore.withoutLook($0) }
                if !left.isEmpty {
                    seen += left.count
                    let mark = RunProgress(place.text, done: seen)
                    return .write { tx in
                        try UnitStore.writeLooks(left, tx)
                        return mark
                    }
                }
                place = place.next
            }
            while place.stage < LikenessKeyList.stages.count {
                let (at, reason) = (place, LikenessKeyList.stages[place.stage])
                if let found = try await company.readAtLength({ try Pairs.find(reason, at, company, $0) }) {
                    seen += found.count
                    let mark = RunProgress(at.after(found.last).text, done: seen)
                    return .write { tx in
                        try found.add(reason, tx)
                        return mark
                    }
                }
                place = place.next
            }
            let since = place.since
            return .end { tx in
                try LikenessStore.customers.drop(notSeenSince: since, tx)
                try LikenessStore.units.drop(notSeenSince: since, tx)
            }
        }
    }

    /// What one reading found.
    private struct Pairs: Sendable {
        let last: String
        var customers: Set<Likeness<Customer>> = []
        var units: Set<Likeness<Domain.Unit>> = []
        var count: Int { customers.count + units.count }

        static func find(
            _ reason: LikenessReason, _ place: Place, _ company: OpenCompany, _ tx: Transaction
        ) throws -> Pairs? {
            guard reason != .serial else {
                return try LikenessKeyList.units(after: place.key, tx).map {
                    Pairs(last: $0.last, units: Likeness.all(by: $0.keys))
                }
            }
            return try LikenessKeyList.customers(by: reason, after: place.key, in: company, tx).map {
                Pairs(last: $0.last, customers: Likeness.all(by: $0.keys))
            }
        }

        func add(_ reason: LikenessReason, _ tx: Transaction) throws {
            try LikenessStore.customers.add(customers, reason, tx)
            try LikenessStore.units.add(units, reason, tx)
        }
    }
}
