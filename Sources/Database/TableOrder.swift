/// The tables that changes leave, and where their keys lead.
struct TableOrder {
    private var names: [String] = []
    private var keys: [String: Set<String>] = [:]

    init(_ changes: [Migration.TableChange]) {
        for change in changes { take(change) }
    }

    private mutating func take(_ change: Migration.TableChange) {
        switch change {
        case .made(let name, let others):
            names.append(name)
            keys[name] = others
        case .bound(let name, let others): keys[name]?.formUnion(others)
        case .renamed(let old, let new):
            names = names.map { $0 == old ? new : $0 }
            keys[new] = keys.removeValue(forKey: old)
            keys = keys.mapValues { Set($0.map { $0 == old ? new : $0 }) }
        case .dropped(let name):
            names.removeAll { $0 == name }
            keys[name] = nil
        }
    }

    /// Each table after those that its keys lead to: a column that was added later may lead to a table that is younger.
    var sorted: [String] {
        var sorted: [String] = []
        var seen: Set<String> = []
        func add(_ name: String) {
            guard seen.insert(name).inserted else { return }
            for other in names where keys[name]?.contains(other) == true { add(other) }
            sorted.append(name)
        }
        for name in names { add(name) }
        return sorted
    }
}
