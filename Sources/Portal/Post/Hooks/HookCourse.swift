import Database
import Domain
import Ground
import Web

/// How a system is told: the body as it was written, and a signature over the time of this try and the body, by a secret that
/// it alone has besides us.
struct HookCourse: DeliveryCourse {
    /// Tries after which somebody is told that nobody answers: half a minute's stop is no news.
    private static let patience = 4
    var way: DeliveryWay { .hook }
    var isPatient: Bool { true }

    func orders(
        for rows: [DeliveryRow], at now: Instant, in company: OpenCompany, _: Root, _ tx: Transaction
    ) throws -> [ID<Delivery>: PublicWire.Order] {
        let hooks = try HookStore.all(tx).filter(\.isOn).reduce(into: [Int64: HookRow]()) { $0[$1.id.value] = $1 }
        return rows.reduce(into: [:]) { orders, row in
            guard let hook = hooks[row.target], let secret = HookStore.secret(of: hook, in: company) else { return }
            let headers = [
                ("Content-Type", "application/json"), ("User-Agent", "Kardan"), ("Kardan-Event", row.event),
                ("Kardan-Signature", Self.signature(of: row.body, at: now, by: secret)),
            ]
            orders[row.id] = PublicWire.Order(url: hook.url, headers: headers, body: Array(row.body.utf8))
        }
    }

    /// `t=1795415400,v1=…`: HMAC-SHA256 in hexadecimal over `1795415400.` and the body.
    static func signature(of body: String, at now: Instant, by secret: String) -> String {
        "t=\(now.seconds),v1=\(Secrets.signature(of: "\(now.seconds).\(body)", by: secret))"
    }

    func end(_ row: DeliveryRow, _ fate: DeliveryFate, in _: OpenCompany, _ tx: Transaction) throws {
        let hook = ID<Hook>(row.target)
        switch fate {
        case .done: try HookStore.recover(hook, tx)
        case .gone: try HookStore.fail(hook, isGone: true, tx)
        case .failed: try HookStore.fail(hook, isGone: false, tx)
        case .again: if row.attempts >= Self.patience { try HookStore.fail(hook, isGone: false, tx) }
        }
    }
}
