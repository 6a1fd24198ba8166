import Base
import Database
import Domain
import Fees
import Ground
import Web

/// What the treasury puts into the slots of others.
package enum TreasuryFittings {
    package static func add(to fittings: inout Fittings) {
        fittings.add({ try UsualFormats(root: $0).add(by: nil, $1) }, to: CompanySlots.made)
        fittings.add({ tx in try BankFileStore.files(tx) + BankAnswerStore.files(tx) }, to: CompanySlots.files)
        fittings.add(CardMaker(DealerAccountLink.card), to: DealerSlots.cards)
        fittings.add(CardMaker(DealerSettlementView.card), to: DealerSlots.cards)
        fittings.add(
            { number, context in
                context.may(PayoutRoutes.one) ? context.paths(PayoutRoutes.one, number) : nil
            }, to: ClaimSlots.payoutPath)
    }
}
