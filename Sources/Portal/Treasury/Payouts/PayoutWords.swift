import Domain
import Web

extension Reader {
    /// Whom a payout is for. - Parameter name: of the province, grade or dealer.
    package func scope(_ scope: PayoutScope, _ name: String) -> String {
        switch scope {
        case .all: words("payouts.scope.all")
        case .province: words("payouts.scope.province", name)
        case .grade: words("payouts.scope.grade", words("dealers.grade.\(name)"))
        case .dealer(let code): words("payouts.scope.dealer", name, code.isolatedLeftToRight)
        }
    }

    package func parts(_ sums: [(kind: LedgerKind, percent: Percent?, amount: Money)]) -> [PayoutPart] {
        sums.enumerated().map { place, sum in
            let name = words("ledger.kind.\(sum.kind.rawValue)")
            return PayoutPart(
                name: sum.percent.map { name + " " + percent($0) } ?? name, amount: Amount(sum.amount, self),
                hasMore: place + 1 < sums.count)
        }
    }

    package func badge(_ state: PayoutState) -> Badge {
        let kind =
            switch state {
            case .draft: "info"
            case .checked, .approved: "accent"
            case .sent: "warning"
            case .paid: "done"
            case .withdrawn: "neutral"
            }
        return Badge(kind: kind, label: words("payouts.state.\(state.rawValue)"))
    }

    package func badge(_ state: PayoutItemState) -> Badge {
        let kind =
            switch state {
            case .waiting: "neutral"
            case .paid: "done"
            case .returned: "error"
            }
        return Badge(kind: kind, label: words("payouts.row.\(state.rawValue)"))
    }
}
