import Base
import Database
import Domain
import Ground
import Web
import Work

/// Who is told of a request.
enum RequestNotices {
    static func decided(_ row: RequestRow, _ kind: String, by actor: Actor, _ tx: Transaction) throws {
        try OutboxStore.add(
            Notice(kind, about: .partRequest(row.id), row.number), to: .people([row.madeBy]), but: actor.person, tx)
    }

    /// The part of a job is there: whoever asked, whoever goes, and the dealer's managers.
    static func came(_ row: RequestRow, _ job: ID<Job>, by actor: Actor, _ tx: Transaction) throws {
        let machine = try row.dealer == nil ? MachineOfJob.find(job, tx) : nil
        let technician = try machine == nil ? RequestList.technician(of: job, tx) : machine?.technician
        let notice = Notice("part_came", about: machine?.subject ?? .job(job), row.jobNumber, on: row.number)
        var people = Set([technician, row.madeBy].compactMap(\.self))
        if let dealer = row.dealer { people.formUnion(try PersonStore.open(in: [.dealerManager], of: dealer, tx)) }
        try OutboxStore.add(notice, to: .people(people), but: actor.person, tx)
    }
}
