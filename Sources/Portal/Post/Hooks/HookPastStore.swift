import Database
import Domain
import Ground
import Web

/// For a history that is written down after it happened: nobody is called.
package enum HookPastStore {
    /// A system that is told what happens from now on, until it is switched off.
    package static func add(
        _ url: String, _ events: Set<MessageEvent>, by person: ID<Person>, in company: OpenCompany, _ tx: Transaction
    ) throws -> ID<Hook> {
        try HookStore.add(url, events, isOn: true, secret: Secrets.token(), by: person, in: company, tx)
    }

    /// What came of those that wait. - Parameter status: what was answered: a success, or the last one of many.
    package static func conclude(_ status: Int, _ tx: Transaction) throws {
        let token = Secrets.token()
        try DeliveryStore.claim(40, token: token, tx)
        let fate: DeliveryFate = (200..<300).contains(status) ? .done : .failed
        for row in try DeliveryStore.claimed(token, tx) {
            try DeliveryStore.settle(row, .status(status), fate, token: token, tx)
        }
    }

    package static func switchOff(_ id: ID<Hook>, by person: ID<Person>, _ tx: Transaction) throws {
        guard let hook = try HookStore.find(id, tx) else { return }
        try HookStore.change(
            hook, hook.url, hook.events, isOn: false, version: hook.version, by: person, tx)
    }
}
