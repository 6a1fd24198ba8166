import Base
import Database
import Domain
import Ground
import Web
import Work

/// Which contact a job was made of.
enum ContactJobStore {
    /// In the transaction of the new job; a number that is no contact's says nothing.
    static func join(_ job: String, to contact: String, by actor: Actor, _ tx: Transaction) throws {
        guard let id: ID<Contact> = try tx.value("SELECT id FROM contact WHERE number = \(contact)"),
            let made: ID<Job> = try tx.value("SELECT id FROM job WHERE number = \(job)")
        else { return }
        _ = try tx.execute("INSERT INTO contact_job (job_id, contact_id) VALUES (\(made), \(id))")
        try EventStore.add(
            Event("job_made", of: .contact(id), in: "contacts", detail: ["job": job]), by: actor.person, tx)
    }

    static func contact(of job: ID<Job>, _ tx: Transaction) throws -> String? {
        try tx.value(
            "SELECT c.number FROM contact_job k JOIN contact c ON c.id = k.contact_id WHERE k.job_id = \(job)")
    }

    static func jobs(of contact: ID<Contact>, _ tx: Transaction) throws -> [String] {
        try tx.list(
            """
            SELECT j.number FROM contact_job k JOIN job j ON j.id = k.job_id WHERE k.contact_id = \(contact) ORDER BY j.id
            """)
    }
}

/// The way from a job back to the contact that it was made of, and from there to its jobs.
struct ContactJobCard: Sendable {
    let links: [SubjectLink]

    static func ofJob(_ job: JobRow, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction) throws
        -> PageCard?
    {
        guard context.may(ContactRoutes.one), let number = try ContactJobStore.contact(of: job.id, tx) else {
            return nil
        }
        let link = SubjectLink(label: number, href: context.paths(ContactRoutes.one, number))
        return PageCard("contacts/_of_job", at: .aside, ContactJobCard(links: [link]))
    }

    static func ofContact(
        _ contact: ID<Contact>, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        let jobs = try ContactJobStore.jobs(of: contact, tx)
        guard !jobs.isEmpty else { return nil }
        let links = jobs.map { SubjectLink(label: $0, href: context.paths(JobRoutes.one, $0)) }
        return PageCard("contacts/_jobs", at: .main, ContactJobCard(links: links))
    }
}
