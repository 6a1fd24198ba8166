import Database
import Domain
import Ground
import Web

/// Takes a customer's name, number and addresses out of everything that a company keeps, as he may ask for and as the law
/// wants after a time. Jobs, claims and books stay: they name a customer by his number.
struct EraseCustomer: Sendable {
    let customer: ID<Customer>
    /// nil where the company's own rule does it.
    let person: ID<Person>?

    /// - Throws: `privacy.erased`, whatever the wings have against it; `Refusal.hidden`.
    func run(in company: OpenCompany, _ tx: Transaction) throws { try Self.run([self], in: company, tx) }

    /// Several at once: tables that else nobody may change are opened but once.
    static func run(_ commands: [EraseCustomer], in company: OpenCompany, _ tx: Transaction) throws {
        let erasures = try commands.map { try $0.erasure(in: company, tx) }
        let erasings = company.fittings[PrivacySlots.erasings]
        let things = try tx.rewriting(Set(erasings.flatMap(\.rewrites)).sorted()) {
            try erasures.map { erasure in try erasings.flatMap { try $0.run(erasure, tx) } }
        }
        for (command, things) in zip(commands, things) { try command.finish(things, in: company, tx) }
    }

    private func erasure(in company: OpenCompany, _ tx: Transaction) throws -> CustomerErasure {
        guard let found = try ErasureStore.find(customer, tx) else { throw Refusal.hidden }
        guard !found.isErased else { throw Complaint("privacy.erased") }
        if let obstacle = try obstacle(in: company, tx) { throw obstacle }
        let others = try company.fittings[PrivacySlots.words].flatMap { try $0(customer, tx) }
        // Before anything goes: it is read from the history.
        let past = try CustomerPast(of: customer, tx)
        let numbers = try CustomerStore.numbers(of: customer, tx).map(\.stored)
        return CustomerErasure(
            customer, name: found.name, mobile: found.mobile, others: others, numbers: numbers, past: past)
    }

    private func finish(_ things: [EventSubject], in company: OpenCompany, _ tx: Transaction) throws {
        try ErasureStore.erase(customer, tx)
        try EventStore.add(Event("erased", of: .customer(customer), in: "customers"), by: person, tx)
        let files = try AttachmentStore.remove(of: things, tx)
        try ErasedFiles.add(files, of: customer.value, by: person, in: company, tx)
    }

    /// Whether nothing stands against it, and nobody has done it yet.
    func isFree(in company: OpenCompany, _ tx: Transaction) throws -> Bool {
        try ErasureStore.find(customer, tx)?.isErased == false && obstacle(in: company, tx) == nil
    }

    /// Why he cannot be taken out now.
    func obstacle(in company: OpenCompany, _ tx: Transaction) throws -> Complaint? {
        for find in company.fittings[PrivacySlots.obstacles] {
            if let complaint = try find(customer, tx) { return complaint }
        }
        return nil
    }
}
