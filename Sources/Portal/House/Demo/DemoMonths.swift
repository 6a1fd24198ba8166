import Database
import Domain
import Foundation
import Ground

/// Two months of work on the requests that were handed over: what the file of finished jobs says was done, and the last
/// days' requests in every state on the way.
struct DemoMonths: Sendable {
    let company: OpenCompany
    let root: Root
    let now: Instant
    /// Requests of the file's last days are still open.
    private static let openDays: Int64 = 6
    private static let together = 200

    func run() async throws {
        let bytes = [UInt8](try Data(contentsOf: root("Samples/arman/finished_jobs.csv")))
        let facts = try FactsParsing.jobs(of: DelimitedText.read(bytes))
        let (dealers, actors, received) = try await company.read { tx in
            (try DemoList.dealers(tx), try DemoList.actors(tx), try DemoList.received(tx))
        }
        guard let dispatcher = actors.office[.dispatcher], let last = received.map(\.at).max() else { return }
        let fits = try await company.read { try DemoStockList.fits($0) }
        let history = DemoHistory(
            company: company, dealers: actors.dealers, dispatcher: dispatcher, now: now, fits: fits)
        let works = works(facts, Dictionary(uniqueKeysWithValues: dealers.map { ($0.code, $0.id) }))
        let openFrom = last.adding(seconds: -Self.openDays * 86_400)
        for start in stride(from: 0, to: received.count, by: Self.together) {
            let jobs = received[start..<min(start + Self.together, received.count)]
            try await company.write { tx in
                for (index, job) in jobs.enumerated() {
                    guard let work = works[job.number] else { continue }
                    if job.at >= openFrom {
                        try open(work, place: start + index, history, tx)
                    } else if work.completedAt < now {
                        try history.write(work, until: .done, tx)
                    }
                }
            }
        }
    }

    private func works(_ facts: [FeeFacts], _ dealers: [String: ID<Dealer>]) -> [String: DemoWork] {
        var dice = DemoDice(seed: 1405)
        let works = facts.compactMap {
            DemoWork($0, dealers: dealers, clock: company.clock, trouble: dice.pick(DemoWork.troubles))
        }
        return Dictionary(works.map { ($0.number, $0) }) { first, _ in first }
    }

    /// A third still waits for a dealer; the others are with theirs, with appointments from yesterday to three days on.
    private func open(_ work: DemoWork, place: Int, _ history: DemoHistory, _ tx: Transaction) throws {
        let ends: [DemoHistory.End?] = [
            nil, .offered, .scheduled, nil, .accepted, .scheduled, .underWay, nil, .scheduled,
        ]
        guard var end = ends[place % ends.count] else { return }
        var work = work
        work.acceptedAt = now.adding(seconds: -Int64(place % 40 + 3) * 3600)
        let day = company.clock.day(of: now).adding(days: place / ends.count % 5 - 1)
        work.completedAt = company.clock.instant(day, hour: 9 + place % 8, minute: 0)
        // Yesterday's last jobs: their claims are drafts still.
        if end == .scheduled, place.isMultiple(of: 4) {
            end = .done
            work.completedAt = now.adding(seconds: -Int64(place % 5 + 1) * 5 * 3600)
            work.acceptedAt = work.completedAt.adding(seconds: -6 * 3600)
        }
        try history.write(work, until: end, tx)
    }
}
