import Domain
import Ground
import HTTPTypes
import Web

/// Why a dealer does nothing with a service. It may befall him while he is on the telephone: what he wrote comes back.
enum GivenRefused: DeedRefusal {
    /// It never was his, the company has taken it back, or the machine is another customer's: he learns nothing of it.
    case notHis
    /// He is suspended, or his contract does not hold today: no customer is his to see.
    case idle
    /// A job was made of it, or it was cancelled, or its days are over.
    case moved(PlanState)

    var status: HTTPResponse.Status {
        switch self {
        case .notHis: .notFound
        case .idle: .unprocessableContent
        case .moved: .conflict
        }
    }

    func complaint(_ reader: Reader) -> Complaint {
        switch self {
        case .notHis: Complaint("plans.given.denied.not_his")
        case .idle: Complaint("dispatch.own.denied")
        case .moved(let state): Complaint("plans.given.denied.moved", reader.words.state(state))
        }
    }
}
