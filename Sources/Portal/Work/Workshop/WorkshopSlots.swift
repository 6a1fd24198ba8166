import Base
import Database
import Domain
import Ground
import Web

/// A machine of the workshop on its way from one state to another.
package struct BenchStep: Sendable {
    package let item: ID<BenchItem>
    package let job: ID<Job>
    /// The job's.
    package let number: String
    package let customer: ID<Customer>
    /// Who has repaired it; nil where nobody has it.
    package let technician: ID<Person>?
    package let from: BenchState
    package let to: BenchState
    /// How whoever fetches it pays; nil where nobody has said it yet.
    package let bill: FetchBill?

    init(_ item: BenchItemRow, to state: BenchState, bill: FetchBill? = nil) {
        self.bill = bill
        (self.item, job, number, customer) = (item.id, item.job, item.number, item.customer)
        (technician, from, to) = (item.technician, item.state, state)
    }

    /// A machine that this person may work on, where it stands.
    /// - Parameter number: of its job. - Throws: `Refusal.hidden`; a complaint of `MayWorkOnBench`.
    package static func workable(_ number: String, by actor: Actor, _ tx: Transaction) throws -> BenchStep {
        let item = try BenchItemList.find(number, tx)
        _ = try MayWorkOnBench(actor, item.state, technician: item.technician)
        return BenchStep(item, to: item.state)
    }

    /// A machine where it stands. - Parameter number: of its job. - Throws: `Refusal.hidden`.
    package static func standing(_ number: String, _ tx: Transaction) throws -> BenchStep {
        let item = try BenchItemList.find(number, tx)
        return BenchStep(item, to: item.state)
    }
}

/// A page of another wing that is reached from the workshop.
package struct WorkshopLink: Sendable {
    let href: String
    let label: String

    package init(href: String, label: String) { (self.href, self.label) = (href, label) }
}

/// Where other wings have a say in what the workshop does.
package enum WorkshopSlots {
    /// Why a machine may not take this step now; asked before each step, in the transaction that takes it. Before
    /// `handed_over` it is asked about `ready → handed_over`.
    package static let gates = Slot<@Sendable (BenchStep, Transaction) throws -> Complaint?>("workshop.gates")
    /// A machine has taken a step, in the transaction of it: into `test` its repair is finished, into `handed_over` its owner has it.
    package static let moved = Slot<@Sendable (BenchStep, Actor, OpenCompany, Transaction) throws -> Void>(
        "workshop.moved")
    /// How long such work ought to take, in minutes; nil where nobody has said it.
    package static let standards = Slot<@Sendable (JobRow, Transaction) throws -> Int?>("workshop.standards")
    /// What was fitted in a machine, each part with its code as its name.
    package static let parts = Slot<@Sendable (ID<Job>, Transaction) throws -> [VisitFacts.Part]>("workshop.parts")
    /// Where else to go from the board and from one's own day.
    package static let links = Slot<@Sendable (CompanyContext) -> WorkshopLink?>("workshop.links")
    /// On a machine's page in the workshop.
    package static let cards = Slot<CardMaker<BenchStep>>("workshop.cards")
}

extension OpenCompany {
    /// - Throws: what the first gate says that lets nothing through.
    func pass(_ step: BenchStep, by _: Actor, _ tx: Transaction) throws {
        for gate in fittings[WorkshopSlots.gates] {
            if let complaint = try gate(step, tx) { throw complaint }
        }
    }

    func tell(_ step: BenchStep, by actor: Actor, _ tx: Transaction) throws {
        for piece in fittings[WorkshopSlots.moved] { try piece(step, actor, self, tx) }
    }
}
