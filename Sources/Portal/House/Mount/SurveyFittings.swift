import Care
import Database
import Desk
import Domain
import Fees
import Ground

/// What becomes of what customers say: Care, Desk and Fees stand side by side, so the house puts them together.
enum SurveyFittings {
    static func add(to fittings: inout Fittings) {
        fittings.add({ try ComplaintStore.open(of: $0, $1) }, to: SurveySlots.complaining)
        fittings.add({ try ComplaintStore.made(by: $0, since: $1, $2) }, to: SurveySlots.complained)
        fittings.add(
            { bad, person, company, tx in
                try ComplaintStore.add(
                    bad.subject, bad.body, of: bad.customer, owner: bad.owner, due: bad.due, through: channel(bad.way),
                    clock: company.clock, by: person, tx)
            }, to: SurveySlots.complain)
        fittings.add({ try WeighAgain(job: $0).run(in: $1, $2) }, to: SurveySlots.contradicted)
        fittings.add({ try CountScore(job: $0).run(in: $1, $2) }, to: SurveySlots.ended)
        fittings.add({ try SurveyHoldList.asked($0, in: $1, $2) }, to: ClaimSlots.asked)
    }

    private static func channel(_ way: SurveyWay) -> ContactChannel {
        switch way {
        case .call: .phone
        case .link: .web
        case .sms: .sms
        }
    }
}
