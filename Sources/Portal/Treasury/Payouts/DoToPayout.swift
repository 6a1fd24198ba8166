import Database
import Domain
import Ground
import Web

/// Another person than the maker has looked at a payout, row by row.
package struct CheckPayout: Sendable {
    package let number: String
    package let version: Int

    package init(number: String, version: Int) {
        self.number = number
        self.version = version
    }

    /// - Throws: `Refusal.stale`, or the complaint of `MayCheckPayout`.
    package func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let payout = try PayoutStore.find(number, company.currency, tx).read(at: version)
        let (permit, reason) = try Easing.permitOfMoney(to: actor, tx) {
            try MayCheckPayout(actor, madeBy: payout.madeBy, isEased: $0)
        }
        try PayoutGuardList.check(payout, company.clock, tx)
        try PayoutStore.move(payout, .checked(by: permit), easedFor: reason, tx)
        try PayoutStore.addEvent(payout.id, "checked", by: actor.person, detail: reason ?? "", tx)
        // Its maker cannot approve it, nor, where the company asks for three people, whoever checked it.
        var others = try Set(PersonStore.open(in: [.financeApprover], of: nil, tx)).subtracting([payout.madeBy])
        if try SettlementSetting.people(tx) == .three { others.remove(actor.person) }
        let approvers = others
        try OutboxStore.add(
            Notice("payout_waiting", about: .payout(payout.id), number), to: .people(approvers), but: actor.person, tx)
    }
}

/// An approver, another person than the maker, says that a payout is to be paid. The store refuses the maker too, unless it keeps
/// why the operator has eased that; whether the one who checked it may is the company's setting.
package struct ApprovePayout: Sendable {
    package let number: String
    package let version: Int

    package init(number: String, version: Int) {
        self.number = number
        self.version = version
    }

    /// - Throws: `Refusal.stale`, or the complaint of `MayApprovePayout`.
    package func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let payout = try PayoutStore.find(number, company.currency, tx).read(at: version)
        let people = try SettlementSetting.people(tx)
        let (permit, reason) = try Easing.permitOfMoney(to: actor, tx) {
            try MayApprovePayout(
                actor, madeBy: payout.madeBy, checkedBy: payout.checkedBy, people: people, isEased: $0)
        }
        try PayoutGuardList.check(payout, company.clock, tx)
        try PayoutStore.move(payout, .approved(by: permit), easedFor: reason, tx)
        try PayoutStore.addEvent(payout.id, "approved", by: actor.person, detail: reason ?? "", tx)
    }
}

/// The bank has been given its file: from now on only the bank says what becomes of the rows. Once files were made the bank
/// may have them, so that nothing that happened since keeps this from being written down: what was taken back is carried
/// over to the next payout.
package struct SendPayout: Sendable {
    package let number: String
    package let version: Int

    package init(number: String, version: Int) {
        self.number = number
        self.version = version
    }

    /// - Throws: `Refusal.stale`.
    package func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let payout = try PayoutStore.find(number, company.currency, tx).read(at: version)
        if try BankFileStore.current(of: payout.id, tx) == nil {
            try PayoutGuardList.check(payout, company.clock, tx)
        }
        try PayoutStore.move(payout, .sent(by: actor.person), tx)
        try PayoutStore.addEvent(payout.id, "sent", by: actor.person, tx)
    }
}

/// A payout that the bank has not got is given up; what it gathered waits for another.
struct WithdrawPayout: Sendable {
    let number: String
    let version: Int

    /// - Throws: `Refusal.stale` where the bank has its file, or the complaint of `MayWithdrawPayout`.
    func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let payout = try PayoutStore.find(number, company.currency, tx).read(at: version)
        let maker = try BankFileStore.current(of: payout.id, tx)?.maker
        let permit = try MayWithdrawPayout(actor, filesMadeBy: maker)
        try PayoutStore.move(payout, .withdrawn(by: permit), tx)
        let entries = try PayoutItemStore.free(.payout(payout.id), tx)
        let trace = entries.map(\.description).joined(separator: ",")
        try PayoutStore.addEvent(payout.id, "withdrawn", by: actor.person, detail: trace, tx)
    }
}
