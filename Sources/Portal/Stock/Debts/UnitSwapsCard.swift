import Base
import Database
import Domain
import Ground
import Web
import Work

/// On the page of a machine: which serials went into it, and which came out.
enum UnitSwapsCard {
    static func card(
        _ unit: UnitSheet, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        let words = context.words
        let rows = try PartSwapStore.ofUnit(unit.id, limit: PassportCard.most, tx).map { swap in
            func serial(_ text: String) -> String {
                text.isEmpty ? words("stock.swap.unread") : text.isolatedLeftToRight
            }
            let text = words("stock.swap", swap.part.isolatedLeftToRight, serial(swap.fitted), serial(swap.removed))
            let doubt =
                swap.verdict == .other
                ? words("list.semicolon") + words("stock.swap.other", swap.held.isolatedLeftToRight) : ""
            return PassportCard.Row(
                swap.job, href: context.pathIfAllowed(JobRoutes.one, swap.job), text + doubt,
                when: context.reader.day(swap.day))
        }
        return PassportCard.card("swaps", rows, words)
    }
}
