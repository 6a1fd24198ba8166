import Database
import Domain
import Ground

/// A person has put the channel right: what was held goes out.
struct ResumePost: Sendable {
    func run(by person: ID<Person>, in company: OpenCompany, _ tx: Transaction) throws {
        try PostAccountStore.resume(by: person, tx)
        try MessageStore.releaseAll(tx)
        try RunStore.call(SendMessages.name, by: tx.now, in: company, tx)
    }
}
