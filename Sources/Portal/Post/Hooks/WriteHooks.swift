import Database
import Domain
import Foundation
import Ground
import Web

/// Writes what the company's systems are told, in the transaction of the deed: no deed, nothing told.
enum WriteHooks {
    /// Seconds for which it is tried.
    static let lifetime: Int64 = 3 * 86_400

    static func write(
        _ notices: [Notice], to hooks: [String: [ID<Hook>]], in company: OpenCompany, _ tx: Transaction
    ) throws {
        var isAny = false
        for notice in notices {
            for hook in hooks[notice.kind] ?? [] {
                try DeliveryStore.add(delivery(notice, to: hook, in: company, tx), tx)
                isAny = true
            }
        }
        if isAny { try RunStore.call(SendDeliveries.name, by: tx.now, in: company, tx) }
    }

    /// Whether it arrives.
    static func tryOut(_ hook: ID<Hook>, occasion: String, in company: OpenCompany, _ tx: Transaction) throws {
        let notice = Notice("trial", about: .hook(hook), on: occasion)
        try DeliveryStore.add(delivery(notice, to: hook, in: company, tx), tx)
        try RunStore.call(SendDeliveries.name, by: tx.now, in: company, tx)
    }

    private static func delivery(
        _ notice: Notice, to hook: ID<Hook>, in company: OpenCompany, _ tx: Transaction
    ) throws -> NewDelivery {
        let parts = [
            "\(hook)", notice.kind, notice.subject.name, "\(notice.subject.id)", notice.occasion, company.slug,
        ]
        let body = JSONValue.object([
            // The same however often it is told: whoever gets it twice knows it by this.
            "id": .text(String(Secrets.hash(parts.joined(separator: " ")).prefix(32))),
            "event": .text(notice.kind), "at": .whole(tx.now.seconds), "company": .text(company.slug),
            "about": .object(["kind": .text(notice.subject.name), "id": .whole(notice.subject.id)]),
            "values": .list(notice.values.map(JSONValue.text)),
        ])
        return NewDelivery(
            way: .hook, target: hook.value, event: notice.kind, subject: notice.subject, occasion: notice.occasion,
            body: try body.inOrder, endsAt: tx.now.adding(seconds: lifetime))
    }
}

extension JSONValue {
    /// As text, its names in their order, so that the same is always written the same.
    var inOrder: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }
}
