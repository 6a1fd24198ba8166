import Base
import Database
import Domain
import Ground
import Web

/// A machine comes into the workshop and is looked at against its slip; the job is the workshop's from then on, whoever
/// had it before.
package struct ReceiveUnit: Sendable {
    let number: String
    /// The job's, as it was seen.
    let version: Int
    let way: JobWay
    let shelf: String
    let seal: String
    let differs: String
    let wayBill: String

    package init(
        number: String, version: Int, way: JobWay = .carriedIn, shelf: String = "", seal: String = "",
        differs: String = "", wayBill: String = ""
    ) {
        (self.number, self.version, self.way, self.shelf) = (number, version, way, shelf)
        (self.seal, self.differs, self.wayBill) = (seal, differs, wayBill)
    }

    /// - Throws: `Refusal.stale` where the job has moved on; `workshop.receive.known`, `workshop.receive.state`.
    package func run(by actor: Actor, in tx: Transaction) throws {
        let job = try JobStore.find(number, actor.sight, tx)
        guard try BenchItemList.of(job.id, tx) == nil else { throw Complaint("workshop.receive.known") }
        guard job.version == version else { throw Refusal.stale(Complaint("error.stale")) }
        guard job.state.allows(.admit) else { throw Complaint("workshop.receive.state") }
        try JobStore.move(job, .admit, by: actor, .admitted(way), detail: ["text": shelf], tx)
        if let dealer = job.dealer {
            try AssignmentStore.withdrawIfOpen(job.id, by: actor.person, tx)
            try JobStore.tell("job_withdrawn", [job], to: dealer, but: actor.person, tx)
        }
        try BenchShelf.put(job.id, on: shelf, tx)
        let item = try BenchItemStore.add(self, of: job, by: actor, tx)
        let detail = ["shelf": shelf, "seal": seal, "differs": differs].filter { !$0.value.isEmpty }
        try EventStore.add(
            Event("item_received", of: .benchItem(item), in: BenchStore.room, detail: detail), by: actor.person, tx)
    }
}

/// Where a machine stands is said at its job's intake, so that its label and its slip say it too.
enum BenchShelf {
    static func put(_ job: ID<Job>, on shelf: String, _ tx: Transaction) throws {
        var intake = try JobIntakeStore.all(of: [job], tx)[job]
        guard intake.shelf != shelf else { return }
        intake.shelf = shelf
        try JobIntakeStore.save(intake, of: job, tx)
    }
}

/// Puts machines into another state, all of them or none: half of what somebody has chosen looks like the whole.
package struct MoveUnits: Sendable {
    let picks: [JobPick]
    let to: BenchState
    let reason: String

    init(picks: [JobPick], to: BenchState, reason: String) {
        (self.picks, self.to, self.reason) = (picks, to, reason)
    }

    /// One machine. - Parameter version: as it was seen.
    package init(_ number: String, version: Int, to state: BenchState, reason: String) {
        self.init(picks: [JobPick(number: number, version: version)], to: state, reason: reason)
    }

    /// - Throws: `Refusal.stale` where somebody was faster; a complaint of `MayMoveOnBench` or of a gate.
    package func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        for pick in picks { try move(pick, by: actor, in: company, tx) }
    }

    private func move(_ pick: JobPick, by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let item = try BenchItemList.find(pick.number, tx)
        guard item.version == pick.version else { throw Refusal.stale(Complaint("workshop.stale", item.number)) }
        let estimate = try EstimateStore.latest(of: item.job, .company, tx)?.state
        let standing = BenchStanding(item.state, technician: item.technician, estimate: estimate)
        let permit = try MayMoveOnBench(actor, standing, to: to, reason: reason)
        if item.state == .outside, try BenchWorkStore.isOutside(item.id, tx) {
            throw Complaint("workshop.outside.away")
        }
        // Whoever begins with what nobody has takes it.
        let taker = actor.has(.benchTechnician) && to.isWorkedOn ? actor.person : nil
        try item.go(to: permit.to, reason: permit.reason, takenBy: taker, by: actor, in: company, tx)
    }
}

/// Gives machines to a bench and a technician, all of them or none.
package struct AssignUnits: Sendable {
    let picks: [JobPick]
    let bench: ID<Bench>?
    let technician: ID<Person>?

    init(picks: [JobPick], bench: ID<Bench>?, technician: ID<Person>?) {
        (self.picks, self.bench, self.technician) = (picks, bench, technician)
    }

    /// One machine. - Parameter version: as it was seen.
    package init(_ number: String, version: Int, bench: ID<Bench>?, technician: ID<Person>?) {
        self.init(picks: [JobPick(number: number, version: version)], bench: bench, technician: technician)
    }

    /// - Throws: `Refusal.stale`, `workshop.assign.ended`, `workshop.assign.bench`.
    package func run(by actor: Actor, in tx: Transaction) throws {
        let bench = try bench.map { try BenchStore.find($0, tx) }
        guard bench?.isRetired != true else { throw Complaint("workshop.assign.bench") }
        let person = try technician.map { id in
            guard let person = try BenchStore.technicians(tx).first(where: { $0.id == id }) else {
                throw Refusal.hidden
            }
            return person
        }
        for pick in picks {
            let item = try BenchItemList.find(pick.number, tx)
            guard !item.state.isEnded else { throw Complaint("workshop.assign.ended", item.number) }
            guard item.version == pick.version else { throw Refusal.stale(Complaint("workshop.stale", item.number)) }
            try BenchItemStore.assign(
                item, at: pick.version, bench: bench, technician: person, by: actor.person, tx)
            if let person {
                let notice = Notice("bench_given", about: .benchItem(item.id), item.number, on: "\(pick.version)")
                try OutboxStore.add(notice, to: .people([person.id]), but: actor.person, tx)
            }
        }
    }
}
