import Domain
import Ground
import Hummingbird
import Web

/// The browsers of one person, on the page of how he is told.
struct PushView: Sendable {
    struct Item: Sendable {
        let label: String
        let since: String
        let id: String
    }

    /// The server's public key: a browser gives out no place to be reached at without it.
    let key: String
    let action: String
    let removal: String
    let items: [Item]
    let hasItems: Bool

    init(_ devices: [PushDeviceLine], _ context: CompanyContext) {
        let (reader, paths) = (context.reader, context.paths)
        key = Base64URL.text(context.company.pushKey)
        (action, removal) = (paths(PushRoutes.addition), paths(PushRoutes.removal))
        items = devices.map {
            Item(label: Self.name($0.service, context.words), since: reader.day(of: $0.madeAt), id: "\($0.id)")
        }
        hasItems = !items.isEmpty
    }

    private static let services = [
        ("googleapis.com", "chrome"), ("mozilla.com", "firefox"), ("apple.com", "safari"), ("windows.com", "edge"),
    ]

    /// The browser by its service, where that is known.
    private static func name(_ service: String, _ words: Words) -> String {
        services.first { service.hasSuffix($0.0) }.map { words("device.\($0.1)") } ?? service
    }
}

/// A browser that is to be told by, and one that is not any more.
package enum PushRoutes: RoomRoutes {
    private static let people = Set.everyone.subtracting([.auditor])
    static let addition = PlainForm("messages/mine/devices", for: people)
    static let removal = PlainForm("messages/mine/devices/removal", for: people)

    package static var all: [Mounted] {
        [
            addition.to { form, context in
                let target = PushTarget(
                    endpoint: form.raw("endpoint"), key: form.raw("p256dh"), auth: form.raw("auth"),
                    isAnywhere: PublicWire.mayGoAnywhere)
                guard let target else { throw Refusal.unreadable }
                let (language, origin) = (context.words.language, context.origin ?? "")
                return try await change(form, "push.added", context) { deed in
                    try PushStore.add(
                        target, language, origin: origin, of: deed.actor.person, in: deed.company, deed.tx)
                }
            },
            removal.to { form, context in
                guard let id = ID<PushDevice>(form.raw("device")) else { throw Refusal.unreadable }
                return try await change(form, "push.removed", context) { deed in
                    try PushStore.remove(id, of: deed.actor.person, deed.tx)
                }
            },
        ]
    }

    private static func change(
        _ form: FormBody, _ flash: String, _ context: CompanyContext, _ work: @escaping @Sendable (Deed) throws -> Void
    ) async throws -> Response {
        try await context.once(form, flash: flash, to: context.paths(ReachRoutes.page), work) { refused in
            try await ReachRoutes.show(nil, context, status: refused.status, warning: refused.complaint)
        }
    }
}
