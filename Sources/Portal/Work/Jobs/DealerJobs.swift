import Base
import Database
import Domain
import Ground
import Web

/// A dealer's jobs by state, on his page.
struct DealerJobs: Sendable {
    struct Tile: Sendable {
        let href: String
        let count: String
        let label: String
    }

    let tiles: [Tile]

    /// nil where he has none.
    static func card(
        _ dealer: DealerItem, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        let counts = try DealerLoadList.jobs(of: dealer.id, tx)
        guard !counts.isEmpty else { return nil }
        let (reader, list) = (context.reader, context.paths(JobRoutes.list))
        let tiles = JobState.allCases.compactMap { state in
            counts[state].map {
                Tile(
                    href: Address.of(list, [("dealer", dealer.code), ("state", state.rawValue)]),
                    count: reader.bounded($0), label: reader.words("jobs.state.\(state.rawValue)"))
            }
        }
        return PageCard("jobs/_dealer", at: .top, DealerJobs(tiles: tiles))
    }
}
