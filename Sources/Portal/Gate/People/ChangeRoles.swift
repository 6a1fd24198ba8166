import Database
import Domain
import Ground
import Web

/// Gives a person other roles, or another dealer, in this company.
struct ChangeRoles: Sendable {
    let actor: Actor
    let person: ID<Person>
    let roles: Roles
    let dealer: ID<Dealer>?
    let version: Int

    /// - Throws: `people.last_administrator`; `Refusal.hidden`, `Refusal.stale`.
    func run(in tx: Transaction) throws {
        let member = try PersonStore.find(person, tx)
        guard member.roles != roles || member.dealer != dealer else { return }
        try PersonStore.setRoles(member, roles, dealer, version: Int64(version), tx)
        if !roles.all.contains(.administrator) { try LastAdministrator.stays(without: member, tx) }
        try PersonEventStore.add(.roles, member, by: actor, roles: roles, dealer: dealer, tx)
    }
}

/// Locks a person out of this company, or lets him in again. It holds from his next request on.
struct LockMember: Sendable {
    let actor: Actor
    let person: ID<Person>
    let isLocked: Bool
    let version: Int

    /// - Throws: `people.self`, `people.last_administrator`; `Refusal.hidden`, `Refusal.stale`.
    func run(in tx: Transaction) throws {
        let member = try PersonStore.find(person, tx)
        guard member.id != actor.person else { throw Complaint("people.self") }
        try PersonStore.setLocked(member, isLocked, version: Int64(version), tx)
        if isLocked { try LastAdministrator.stays(without: member, tx) }
        try PersonEventStore.add(isLocked ? .locked : .unlocked, member, by: actor, tx)
    }
}

/// A company that nobody administers could never be mended from inside.
private enum LastAdministrator {
    static func stays(without member: Member, _ tx: Transaction) throws {
        guard member.roles.all.contains(.administrator), !member.isLocked else { return }
        guard try PersonStore.hasOtherAdministrator(than: member.id, tx) else {
            throw Complaint("people.last_administrator")
        }
    }
}
