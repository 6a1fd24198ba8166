import Database
import Domain
import Foundation
import Ground
import Synchronization
import Web

/// What is told, before it is put into words.
private struct PushText: Codable {
    let kind: String
    let values: [String]
}

/// Writes what people's browsers are told, in the transaction of the deed.
enum WritePush {
    /// Seconds; after that the bell alone tells it.
    private static let lifetime: Int64 = 86_400
    /// What is told of at once and is more than this is one sentence.
    private static let singly = 3

    static func write(
        _ notices: [Notice], to devices: [ID<PushDevice>], in company: OpenCompany, _ tx: Transaction
    ) throws {
        guard let first = notices.first, !devices.isEmpty else { return }
        let texts =
            notices.count > singly
            ? [(first, PushText(kind: "push_many", values: ["\(notices.count)"]))]
            : notices.map { ($0, PushText(kind: $0.kind, values: $0.values)) }
        for device in devices {
            for (notice, text) in texts {
                try DeliveryStore.add(
                    NewDelivery(
                        way: .push, target: device.value, event: notice.kind, subject: notice.subject,
                        occasion: notice.occasion.isEmpty ? "\(tx.now.seconds)" : notice.occasion,
                        body: try JSONText.of(text), endsAt: tx.now.adding(seconds: lifetime)), tx)
            }
        }
        try RunStore.call(SendDeliveries.name, by: tx.now, in: company, tx)
    }
}

/// How a browser is told: a sentence in its reader's language, sealed for it alone, with our hand under it.
struct PushCourse: DeliveryCourse {
    private static let longestSentence = 500
    private static let loaded = Mutex<[String: [Language: Words]]>([:])

    var way: DeliveryWay { .push }
    var isPatient: Bool { false }

    func orders(
        for rows: [DeliveryRow], at now: Instant, in company: OpenCompany, _ root: Root, _ tx: Transaction
    ) throws -> [ID<Delivery>: PublicWire.Order] {
        let devices = try PushStore.open(rows.map { ID($0.target) }, in: company, tx)
        guard !devices.isEmpty else { return [:] }
        let (all, key) = (try Self.words(root), company.pushKey)
        return try rows.reduce(into: [:]) { orders, row in
            guard let device = devices[ID(row.target)], let words = all[device.language] else { return }
            let text: PushText = try JSONText.read(row.body)
            let sentence = words("bell.\(text.kind)", values: text.values.map(\.isolated))
            let payload = JSONValue.object([
                "title": .text(company.name(in: device.language)),
                "body": .text(String(sentence.prefix(Self.longestSentence))),
                "url": .text("\(Paths(company.slug).home)/bell"), "language": .text(device.language.rawValue),
            ])
            let contact = device.origin.hasPrefix("https://") ? device.origin : "mailto:nobody@kardan.invalid"
            let hand = try PushMessage.token(for: device.target, at: now, contact: contact, key: key) {
                try company.pushSignature(of: $0)
            }
            let headers = [
                ("Authorization", hand), ("Content-Encoding", "aes128gcm"),
                ("Content-Type", "application/octet-stream"),
                ("TTL", "\(max(0, row.endsAt.seconds - now.seconds))"), ("Urgency", "normal"),
            ]
            orders[row.id] = PublicWire.Order(
                url: device.target.endpoint, headers: headers,
                body: try PushMessage.sealed(Array(payload.inOrder.utf8), for: device.target))
        }
    }

    /// What was given back by its person, or by the browser, is forgotten.
    func end(_ row: DeliveryRow, _ fate: DeliveryFate, in _: OpenCompany, _ tx: Transaction) throws {
        if fate == .gone { try PushStore.remove(ID(row.target), of: nil, tx) }
    }

    /// Read once.
    private static func words(_ root: Root) throws -> [Language: Words] {
        let folder = root("Templates/words")
        return try loaded.withLock { known in
            if let all = known[folder.path] { return all }
            let all = try Words.load(from: folder)
            known[folder.path] = all
            return all
        }
    }
}
