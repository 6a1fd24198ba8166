import Base
import Database
import Domain
import Ground
import Web

/// Whom and what a search finds beside jobs: the customers and the machines themselves and what other wings know, for the office.
struct JobHits: Sendable {
    let customers: [CustomerLine]
    let units: [FoundUnit]
    /// In words already.
    let others: [Fact]

    /// A list of hundreds would only hide the jobs.
    private static let most = 5
    private static let none = JobHits(customers: [], units: [], others: [])

    static func find(_ filter: JobFilter, _ context: CompanyContext, _ tx: Transaction) throws -> JobHits {
        let words = filter.words
        guard context.actor.sight == .company, filter.cursor == nil, words.contains(where: { $0.count >= 3 }) else {
            return none
        }
        let customers = try CustomerList.found(words, limit: most, tx)
        let ids = customers.map(\.id)
        return JobHits(
            customers: customers, units: words.count == 1 ? try UnitList.found(words[0], limit: most, tx) : [],
            others: try context.company.fittings[JobSlots.found].flatMap { try $0(words, ids, context, tx) })
    }
}

extension JobHits {
    /// Each leads to its page.
    func lines(_ context: CompanyContext) -> [Fact] {
        let (reader, paths) = (context.reader, context.paths)
        let people = customers.map {
            Fact(
                label: $0.name, value: reader.mobile($0.mobile), href: paths(CustomerRoutes.one, $0.id), isLtr: true)
        }
        let machines = units.map {
            Fact(
                label: [$0.model, $0.owner].joined(separator: reader.words("list.comma")), value: $0.serial,
                href: paths(UnitRoutes.one, $0.serial), isLtr: true)
        }
        return people + machines + others
    }
}
