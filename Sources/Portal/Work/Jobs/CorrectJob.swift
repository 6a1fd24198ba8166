import Base
import Database
import Domain
import Ground
import Web

/// Puts right what was written of a job, with a reason. What hangs on it follows in the same transaction: the warranty's
/// verdict, the dealer who had it, the fee; or nothing is done.
struct CorrectJob: Sendable {
    /// Under which its event keeps whose the job was, so that it is found where his data are taken out.
    static let left = "customer_left"

    let number: String
    /// The version that the person has read.
    let version: Int
    let serviceType: String
    let city: ID<City>
    let address: String
    let statedFault: String
    /// nil where it stays his.
    let customer: CustomerNumber?
    /// nil where it stays the machine.
    let serial: String?
    /// Code or part of the name; needed for a machine that is not known.
    let model: String
    /// Whether the machine becomes the customer's.
    let comesOver: Bool
    let wish: DealerWish?
    let reason: String

    /// - Throws: `Refusal.hidden`, `Refusal.stale`, `FieldRefusal`, `jobs.correct.…`, and why it can no longer be corrected.
    func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let job = try JobStore.find(number, actor.sight, tx)
        guard job.version == version else { throw Refusal.stale(Complaint("error.stale")) }
        for obstacle in company.fittings[JobSlots.uncorrectable] {
            if let complaint = try obstacle(job, tx) { throw complaint }
        }
        let end = try JobCorrectionList.end(of: job.id, tx)
        let before = JobParticulars(
            serviceType: job.serviceType, customer: job.customer, unit: job.unit, city: job.city, address: end.address,
            statedFault: end.statedFault)
        let new = try particulars(from: job, by: actor, tx)
        let permit = try MayCorrectJob(
            actor, from: before, to: new, in: job.state, fits: JobCorrectionList.fits(job, new, tx), wish: wish,
            reason: reason)
        let isOther = before.unit != new.unit || before.serviceType != new.serviceType
        if end.day == nil { try lead(to: new, isOther, from: before, tx) }
        if isOther { try withdrawPromises(of: job, end, by: actor, tx) }
        let day = end.day ?? company.clock.day(of: tx.now)
        let warranty = try JobCoverStore.correct(
            job, to: new, on: day, faultCode: end.faultCode, company.clock.calendar, by: actor, tx)
        try JobStore.amend(
            job, kind: "corrected", by: actor, .corrected(new, end.day == nil ? nil : warranty),
            detail: told(before, new, tx), tx)
        if isOther { try promise(end, by: actor, company.clock, tx) }
        if permit.isTakenBack { try takeBack(by: actor, tx) }
        let after = try JobStore.find(number, actor.sight, tx)
        if let dealer = after.dealer, !after.state.isEnded {
            try JobStore.tell("job_corrected", [after], to: dealer, but: actor.person, tx)
        }
        if job.serviceType != after.serviceType || job.city != after.city || job.customer != after.customer
            || job.unit != after.unit
        {
            try PromiseStore.correct(after, in: company, tx)
        }
        let corrected = CorrectedJob(before: job, after: after)
        for follow in company.fittings[JobSlots.corrected] { try follow(corrected, actor, company, tx) }
    }

    /// An open job is taken down anew, so to say: no work for a machine that is kept apart, and the machine stands where the job is.
    private func lead(to new: JobParticulars, _ isOther: Bool, from before: JobParticulars, _ tx: Transaction) throws {
        if isOther { try UnitStore.checkService(new.serviceType, for: new.unit, tx) }
        if before.unit != new.unit || before.city != new.city { try UnitStore.setCity(new.unit, new.city, tx) }
    }

    private func particulars(from job: JobRow, by actor: Actor, _ tx: Transaction) throws -> JobParticulars {
        var owner = job.customer
        if let customer {
            guard let known = try CustomerStore.find(customer, tx) else {
                throw FieldRefusal(field: "mobile", complaint: Complaint("jobs.correct.customer_unknown"))
            }
            owner = known
        }
        return JobParticulars(
            serviceType: serviceType, customer: owner, unit: try unit(of: job, for: owner, by: actor, tx), city: city,
            address: address, statedFault: statedFault)
    }

    private func unit(of job: JobRow, for owner: ID<Customer>, by actor: Actor, _ tx: Transaction) throws -> ID<Unit> {
        let serial = try serial ?? JobCorrectionList.serial(of: job.unit, tx)
        let found = try UnitStore.id(of: serial, tx)
        guard found == nil || comesOver else { return found ?? job.unit }
        let model = try UnitStore.model(of: serial, tx) ?? newModel(tx)
        do { try UnitStore.check(serial, model, tx) } catch let complaint as Complaint {
            throw FieldRefusal(field: "serial", complaint: complaint)
        }
        return try UnitStore.findOrAdd(serial, model, owner, nil, by: actor.person, because: reason, tx)
    }

    private func newModel(_ tx: Transaction) throws -> ID<ProductModel> {
        guard !model.isEmpty else {
            throw FieldRefusal(field: "model", complaint: Complaint("jobs.new.model_missing"))
        }
        let found = try NewJobList.models(called: model, tx)
        if found.count == 1 { return found[0].id }
        let codes = found.prefix(5).map(\.code).joined(separator: ", ")
        throw FieldRefusal(
            field: "model",
            complaint: found.isEmpty
                ? Complaint("jobs.new.model_unknown", model) : Complaint("jobs.new.model_many", codes))
    }

    /// What a job that is done has given to its machine.
    private func withdrawPromises(of job: JobRow, _ end: JobEndFacts, by actor: Actor, _ tx: Transaction) throws {
        guard let day = end.day else { return }
        try RepairPromise.withdraw(job, because: reason, by: actor, tx)
        guard job.serviceType == "install", end.outcome == .completed else { return }
        try UnitStore.takeBackInstallation(of: job.unit, on: day, by: actor.person, tx)
    }

    /// The same, to the machine that was meant.
    private func promise(_ end: JobEndFacts, by actor: Actor, _ clock: CompanyClock, _ tx: Transaction) throws {
        guard let day = end.day, let outcome = end.outcome else { return }
        let job = try JobStore.find(number, actor.sight, tx)
        if job.serviceType == "install", outcome == .completed {
            try UnitStore.setInstalled(job.unit, on: day, by: actor.person, tx)
        }
        let rule = try UnitStore.cover(of: job.unit, tx).rule(on: day)
        try RepairPromise(job: job, faultCode: end.faultCode, day: day).run(
            under: rule, outcome: outcome, by: actor, clock, tx)
    }

    private func takeBack(by actor: Actor, _ tx: Transaction) throws {
        let job = try JobStore.find(number, actor.sight, tx)
        try JobStore.move(job, .withdraw, by: actor, .givenBack, detail: ["text": reason], tx)
        try AssignmentStore.withdrawIfOpen(job.id, by: actor.person, tx)
        if let dealer = job.dealer { try JobStore.tell("job_withdrawn", [job], to: dealer, but: actor.person, tx) }
    }

    /// What became another, before and after, and why.
    private func told(_ before: JobParticulars, _ new: JobParticulars, _ tx: Transaction) throws -> [String: String] {
        var detail = ["text": reason]
        func change(_ name: String, _ before: String, _ after: String) {
            if before != after { (detail["\(name)_before"], detail["\(name)_after"]) = (before, after) }
        }
        change("service", before.serviceType, new.serviceType)
        change("city", before.city.description, new.city.description)
        change("address", before.address, new.address)
        change("fault", before.statedFault, new.statedFault)
        if before.unit != new.unit {
            let serials = try [before.unit, new.unit].map { try JobCorrectionList.serial(of: $0, tx) }
            change("unit", serials[0], serials[1])
        }
        if before.customer != new.customer {
            detail[Self.left] = before.customer.description
            change(
                "customer", try CustomerStore.called(before.customer, tx), try CustomerStore.called(new.customer, tx))
        }
        return detail
    }
}
