import Base
import Database
import Domain
import Fees
import Ground
import Work

/// Grows a demo company to many jobs, for measuring: about a year of them, all but the last days' done and claimed, five
/// for each customer.
struct DemoGrowth: Sendable {
    let company: OpenCompany
    let now: Instant
    /// Called with the number of jobs after each transaction.
    let report: @Sendable (Int) -> Void
    private static let together = 500
    private static let days: Int64 = 400

    private static let firstNames = [
        "علی", "زهرا", "محمد", "فاطمه", "رضا", "مریم", "حسین", "نسرین", "امیر", "ژاله", "کاوه", "پریسا",
    ]
    private static let lastNames = [
        "کریمی", "حسینی", "رضایی", "موسوی", "جعفری", "کیانی", "قاسمی", "نیک‌پور", "صادقی", "میرزایی", "گودرزی", "چگینی",
        "پاکزاد",
    ]
    private static let streets = [
        "خیابان آزادی", "خیابان امام", "کوچه یاس", "بلوار معلم", "میدان شهدا", "خیابان گلستان",
    ]

    private struct Ground: Sendable {
        let coverage: [(dealer: ID<Dealer>, city: ID<City>, groups: Set<ID<ProductGroup>>)]
        let models: [(id: ID<ProductModel>, group: ID<ProductGroup>)]
        let history: DemoHistory
    }

    func run(to count: Int) async throws {
        let (present, ground) = try await company.read { tx in (try DemoList.jobCount(tx), try self.ground(tx)) }
        guard let ground, count > present else { return }
        // What is grown was sent with the end of its job.
        let days = try await company.read { Int64(try ClaimSettingStore.all($0).sendAfterDays) }
        try await company.write { try ClaimSettingStore.set(.sendAfterDays, to: 0, $0) }
        let step = Self.days * 86_400 / Int64(count)
        for start in stride(from: present, to: count, by: Self.together) {
            let range = start..<min(start + Self.together, count)
            try await company.write { tx in
                for index in range {
                    let age = step * Int64(count - index)
                    try add(index, at: now.adding(seconds: -age), customers: max(1, count / 5), ground, tx)
                }
            }
            report(range.upperBound)
        }
        try await company.write { try ClaimSettingStore.set(.sendAfterDays, to: days, $0) }
        try await company.store.analyze()
    }

    private func ground(_ tx: Transaction) throws -> Ground? {
        let actors = try DemoList.actors(tx)
        guard let dispatcher = actors.office[.dispatcher] else { return nil }
        return Ground(
            coverage: try DemoList.coverage(tx), models: try DemoList.models(tx),
            history: DemoHistory(company: company, dealers: actors.dealers, dispatcher: dispatcher, now: now))
    }

    private func add(_ index: Int, at received: Instant, customers: Int, _ ground: Ground, _ tx: Transaction) throws {
        var dice = DemoDice(seed: UInt64(index))
        let place = dice.pick(ground.coverage)
        let models = ground.models.filter { place.groups.contains($0.group) }
        guard let model = models.isEmpty ? ground.models.first : dice.pick(models) else { return }
        let customer = dice.roll(0...(customers - 1))
        let number = try job(index, model.id, place.city, customer, at: received, &dice, tx.at(received))
        try continueStory(of: number, place.dealer, received, ground.history, &dice, tx)
    }

    private func job(
        _ index: Int, _ model: ID<ProductModel>, _ city: ID<City>, _ customer: Int, at received: Instant,
        _ dice: inout DemoDice, _ tx: Transaction
    ) throws -> String {
        let digits = String(10_000_000 + customer).dropFirst()
        let mobile = try MobileNumber("093\(customer % 10)\(digits)")
        let name =
            Self.firstNames[customer % Self.firstNames.count] + " " + Self.lastNames[customer % Self.lastNames.count]
        let person = try CustomerStore.findOrAdd(mobile, name, tx)
        let bought = company.clock.day(of: received).adding(days: -dice.roll(10...1500))
        let unit = try UnitStore.findOrAdd("KD\(10_000_000 + index)", model, person, bought, by: nil, tx)
        return try AddJob(
            serviceType: dice.pick(["repair", "repair", "install", "periodic"]), customer: person, unit: unit,
            city: city,
            address: "\(Self.streets[customer % Self.streets.count])، پلاک \(customer % 400 + 1)",
            statedFault: dice.pick(DemoWork.troubles).0, receivedAt: received,
            receivedOn: company.clock.day(of: received), by: nil, origin: "imported"
        ).run(calendar: company.clock.calendar, in: tx)
    }

    /// What is older than ten days is done; of the rest a part is done, and the others are on every step of the way.
    private func continueStory(
        of number: String, _ dealer: ID<Dealer>, _ received: Instant, _ history: DemoHistory, _ dice: inout DemoDice,
        _ tx: Transaction
    ) throws {
        let isOld = received < now.adding(seconds: -10 * 86_400)
        guard isOld || dice.chance(70) else { return }
        let accepted = received.adding(seconds: Int64(dice.roll(1...20)) * 3600)
        let completed = accepted.adding(seconds: Int64(dice.roll(2...90)) * 3600)
        let work = DemoWork(number: number, dealer: dealer, acceptedAt: accepted, completedAt: completed, dice: &dice)
        let end: DemoHistory.End =
            isOld || completed < now ? .done : dice.pick([.offered, .accepted, .scheduled, .underWay])
        try history.write(work, until: end, tx)
    }
}

extension Demo {
    /// - Parameter count: of jobs in the first demo company, all told.
    public func grow(to count: Int) async throws {
        guard let company = try await portal.companies.find("arman") else { return }
        let report = report
        try await DemoGrowth(company: company, now: portal.now()) { jobs in
            if jobs.isMultiple(of: 10_000) { report("arman: \(jobs) jobs") }
        }.run(to: count)
    }
}
