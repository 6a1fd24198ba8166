import Database
import Domain
import Ground

/// A person has put the channel right: what was held goes out.
struct ResumePost: Sendable {
    var channel = MessageChannel.sms

    func run(by person: ID<Person>, in company: OpenCompany, _ tx: Transaction) throws {
        try PostAccountStore.resume(channel, by: person, tx)
        try MessageStore.releaseAll(tx, channel)
        try RunStore.call(channel.run, by: tx.now, in: company, tx)
    }
}
