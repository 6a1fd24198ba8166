import Base
import Database
import Domain
import Ground
import HTTPTypes
import Web

/// A job that is not saved before somebody has said why it should be all the same.
struct DoubtedJob: DeedRefusal {
    let doubts: [ReceptionDoubt]
    /// Whether they were seen, and only the reason is missing.
    let needsReason: Bool

    var status: HTTPResponse.Status { .conflict }
    func complaint(_: Reader) -> Complaint { Complaint("jobs.doubt.title") }
}

/// The doubts above the form: what each says, and what can be done instead.
struct DoubtsView: Sendable {
    struct Item: Sendable {
        let code: String
        let text: String
        /// The page of what it speaks of.
        let href: String?
        /// An open job that this one may be joined to.
        let join: String?
        /// A customer whom the new number may belong to.
        let same: String?
    }

    let items: [Item]
    let why: Field

    init(_ doubted: DoubtedJob, _ form: NewJobForm, _ context: CompanyContext) {
        let (reader, paths) = (context.reader, context.paths)
        items = doubted.doubts.map { doubt in
            switch doubt {
            case .otherOwner(let serial, _, let owner):
                Item(
                    code: doubt.code, text: reader.words("jobs.doubt.owner", owner),
                    href: paths(UnitRoutes.one, serial), join: nil, same: nil)
            case .openJob(let number):
                Item(
                    code: doubt.code, text: reader.words("jobs.doubt.open", number.isolatedLeftToRight),
                    href: paths(JobRoutes.one, number), join: number, same: nil)
            case .doneLately(let number, let day):
                Item(
                    code: doubt.code,
                    text: reader.words("jobs.doubt.lately", number.isolatedLeftToRight, reader.day(day)),
                    href: paths(JobRoutes.one, number), join: nil, same: nil)
            case .sameFault(let number, let day):
                Item(
                    code: doubt.code,
                    text: reader.words("jobs.doubt.same_fault", number.isolatedLeftToRight, reader.day(day)),
                    href: paths(JobRoutes.one, number), join: nil, same: nil)
            case .namesake(let id, let name, let number):
                Item(
                    code: doubt.code,
                    text: reader.words("jobs.doubt.namesake", name, reader.mobile(number).isolatedLeftToRight),
                    href: paths(CustomerRoutes.one, id), join: nil, same: id.description)
            }
        }
        why = Field(name: "why", label: reader.words("jobs.doubt.why"), value: form.why).with {
            ($0.required, $0.hasFocus) = (true, true)
            $0.error = doubted.needsReason ? reader.complaint(Complaint("form.missing")) : nil
        }
    }
}
