import Database
import Domain
import Ground

/// From where on something that is open at a dealer keeps work from him, rule by rule; what is not among them does not.
package struct BlockSetting: Sendable, Equatable {
    private static let prefix = "dispatch.block."

    var limits: [String: Int64]

    package init(limits: [String: Int64]) { self.limits = limits }

    init(_ tx: Transaction) throws {
        limits = try SettingStore.all(tx).reduce(into: [:]) { limits, setting in
            guard setting.key.hasPrefix(Self.prefix), let limit = Int64(setting.value) else { return }
            limits[String(setting.key.dropFirst(Self.prefix.count))] = limit
        }
    }

    package func set(_ kinds: [BlockKind], by person: ID<Person>, _ tx: Transaction) throws {
        let event = Event(
            "dispatch_blocks", of: EventSubject("setting"), in: "settings",
            from: try BlockSetting(tx).texts(kinds), to: texts(kinds))
        guard event.changesSomething else { return }
        for kind in kinds {
            try SettingStore.set(Self.prefix + kind.name, limits[kind.name].map { String($0) } ?? "", tx)
        }
        try EventStore.add(event, by: person, tx)
    }

    /// As events have them.
    private func texts(_ kinds: [BlockKind]) -> [String: String] {
        kinds.reduce(into: [:]) { texts, kind in
            texts["block_\(kind.name)"] = limits[kind.name].map { String($0) } ?? ""
        }
    }

    /// What is open at dealers: one question for each rule that is on, whatever their number.
    static func open(
        on day: DispatchDay, only dealer: ID<Dealer>?, _ tx: Transaction
    ) throws -> [ID<Dealer>: [OpenBlock]] {
        let limits = try BlockSetting(tx).limits
        return try day.fittings[DispatchSlots.blocks].reduce(into: [:]) { all, kind in
            guard let limit = limits[kind.name] else { return }
            for found in try kind.find(limit, day.today, dealer, tx) {
                all[found.dealer, default: []].append(
                    OpenBlock(
                        rule: kind.name, measure: kind.measure, limit: limit, count: found.count, since: found.since))
            }
        }
    }
}
