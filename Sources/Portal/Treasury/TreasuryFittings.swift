import Base
import Database
import Domain
import Fees
import Ground
import Web
import Work

/// What the treasury puts into the slots of others.
package enum TreasuryFittings {
    package static func add(to fittings: inout Fittings) {
        let namings = [PayoutStore.naming, BankFormatStore.naming, BankFormatStore.limitNaming]
        for naming in namings + AccountRowStore.namings + SettlementSetting.namings {
            fittings.add(naming, to: EventSlots.subjects)
        }
        for wording in [PayoutStore.wording, BankFormatStore.wording] {
            fittings.add(wording, to: EventSlots.wordings)
        }
        for kind in DeductionProposals.kinds + BankProposals.kinds + [SettlementProposal.kind, DealerTaxProposal.kind] {
            fittings.add(kind, to: ProposalSlots.kinds)
        }
        fittings.add({ try UsualFormats(root: $0).add(by: nil, $1) }, to: CompanySlots.made)
        fittings.add({ try BankFileStore.files($0, $1) + BankAnswerStore.files($0, $1) }, to: CompanySlots.files)
        fittings.add(CardMaker(DealerAccountLink.card), to: DealerSlots.cards)
        fittings.add(CardMaker(DealerSettlementView.card), to: DealerSlots.cards)
        for kind in CashBlockList.kinds { fittings.add(kind, to: DispatchSlots.blocks) }
        fittings.add({ try HeldOfToday.lines($0, $1) }, to: VisitSlots.todayLines)
        fittings.add(
            { number, context in
                context.may(PayoutRoutes.one) ? context.paths(PayoutRoutes.one, number) : nil
            }, to: ClaimSlots.payoutPath)
    }
}
