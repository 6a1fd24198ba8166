import Database
import Domain
import Ground
import Web

/// One that went out or waits to, as its reader sees it.
struct DeliveryLine: Sendable {
    let id: ID<Delivery>
    let at: Instant
    let event: String
    let state: DeliveryState
    let attempts: Int
    let answer: Int?
    let fault: String

    func badge(_ words: Words) -> Badge {
        let look =
            switch state {
            case .waiting, .sending: "neutral"
            case .done: "done"
            case .failed: "error"
            }
        return Badge(kind: look, label: words("deliveries.state.\(state.rawValue)"))
    }

    /// What was answered last; empty before the first try.
    func told(_ words: Words) -> String {
        if let answer { return "\(answer)" }
        return fault.isEmpty ? "" : words("deliveries.fault.\(fault)")
    }
}

enum DeliveryList {
    /// The newest of one target.
    static func newest(_ limit: Int, of target: Int64, _ way: DeliveryWay, _ tx: Transaction) throws -> [DeliveryLine] {
        try tx.rows(
            """
            SELECT id, made_at, event, state, attempts, answer, fault FROM delivery
            WHERE way = \(way) AND target_id = \(target) ORDER BY id DESC LIMIT \(literal: limit)
            """
        ).map { row in
            DeliveryLine(
                id: try row("id"), at: try row("made_at"), event: try row("event"), state: try row("state"),
                attempts: try row("attempts"), answer: try row.optional("answer"), fault: try row("fault"))
        }
    }
}
