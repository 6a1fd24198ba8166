import Database
import Domain
import Ground
import Web

/// At which version a machine is.
package enum BenchItemVersion {
    /// - Parameter number: of its job. - Throws: `Refusal.hidden`.
    package static func of(_ number: String, _ tx: Transaction) throws -> Int {
        try BenchItemList.find(number, tx).version
    }
}

/// Writes down what a machine has and what was done about it, with the time that it took.
package struct DiagnoseUnit: Sendable {
    let number: String
    let version: Int
    let found: Diagnosis

    package init(_ number: String, version: Int, symptom: String, cause: String, remedy: String) {
        (self.number, self.version) = (number, version)
        found = Diagnosis(symptom: symptom, cause: cause, remedy: remedy)
    }

    /// - Throws: `Refusal.stale`; a complaint of `MayWorkOnBench`.
    package func run(by actor: Actor, minutes: Int, _ tx: Transaction) throws {
        let item = try BenchItemList.find(number, tx)
        _ = try MayWorkOnBench(actor, item.state, technician: item.technician)
        try BenchWorkStore.diagnose(item, at: version, as: found, by: actor.person, tx)
        try BenchWorkStore.add(minutes, note: "", to: item, by: actor.person, tx)
    }
}

/// Sends a machine to a shop that is not ours.
package struct SendOutside: Sendable {
    let number: String
    let shop: String
    /// Until it is promised back.
    let days: Int
    /// In the smallest unit.
    let price: Int64

    package init(_ number: String, shop: String, days: Int, price: Int64) {
        (self.number, self.shop, self.days, self.price) = (number, shop, days, price)
    }

    /// - Throws: `workshop.outside.open`; a complaint of `MayWorkOnBench`.
    package func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let (item, today) = (try BenchItemList.find(number, tx), company.clock.day(of: tx.now))
        _ = try MayWorkOnBench(actor, item.state, technician: item.technician)
        let row = OutsideRow(
            shop: shop, sentOn: today, dueOn: today.adding(days: days), backOn: nil, price: price, note: "")
        try BenchWorkStore.send(row, item, by: actor.person, tx)
    }
}
