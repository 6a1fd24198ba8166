/// The items of a plan, in their order.
public struct QualityItems: Hashable, Sendable {
    public static let most = 40
    public let items: [QualityItem]

    /// - Throws: `quality.items.none`, `quality.items.many`, `quality.items.photos`: one item holds all photos.
    public init(_ items: [QualityItem]) throws(Complaint) {
        guard !items.isEmpty else { throw Complaint("quality.items.none") }
        guard items.count <= Self.most else { throw Complaint("quality.items.many", String(Self.most)) }
        guard items.count(where: { $0.kind == .photo }) < 2 else { throw Complaint("quality.items.photos") }
        self.items = items
    }

    /// A plan is written so that nothing passes unseen.
    /// - Throws: `quality.items.required`: nothing of it must be read.
    public func checkAsked() throws(Complaint) {
        guard items.contains(where: \.isRequired) else { throw Complaint("quality.items.required") }
    }

    /// What some readings come to: of each item the latest one counts, and one that is rejected rejects all, whatever is still
    /// to be read.
    /// - Parameter readings: in the order in which they were taken; of places that no item has they say nothing.
    public func verdict(of readings: [QualityReading]) -> QualityVerdict {
        let latest = readings.reduce(into: [Int: QualityFinding]()) { $0[$1.position] = $1.finding }
        let rejected = places { item, place in latest[place].map(item.rejects) ?? false }
        guard rejected.isEmpty else { return .failed(rejected) }
        let missing = places { item, place in item.isRequired && latest[place] == nil }
        return missing.isEmpty ? .passed : .unfinished(missing)
    }

    private func places(_ holds: (QualityItem, Int) -> Bool) -> [Int] {
        items.indices.map { $0 + 1 }.filter { holds(items[$0 - 1], $0) }
    }
}

/// What was found of the item at a place, from 1 on.
public struct QualityReading: Hashable, Sendable {
    public let position: Int
    public let finding: QualityFinding

    public init(_ position: Int, _ finding: QualityFinding) { (self.position, self.finding) = (position, finding) }
}

/// What a control came to, with the places of its items.
public enum QualityVerdict: Hashable, Sendable {
    /// Items that must be read and were not.
    case unfinished([Int])
    case passed
    case failed([Int])
}

/// Where a control stands.
public enum QualityState: String, CaseIterable, Sendable {
    case waiting, passed, failed
    /// What was to be tested went away untested.
    case dropped
}

/// For which machines a plan is: nil is all.
public struct QualityTarget: Hashable, Sendable {
    public let serviceType: String?
    public let group: ID<ProductGroup>?
    public let model: ID<ProductModel>?

    public init(serviceType: String? = nil, group: ID<ProductGroup>? = nil, model: ID<ProductModel>? = nil) {
        (self.serviceType, self.group, self.model) = (serviceType, group, model)
    }

    /// - Parameter work: of a job, with all three.
    public func fits(_ work: QualityTarget) -> Bool {
        (serviceType ?? work.serviceType) == work.serviceType && (group ?? work.group) == work.group
            && (model ?? work.model) == work.model
    }

    /// The plan that says most decides: a model before its group, either before a kind of service, anything before all.
    public var weight: Int { (model == nil ? 0 : 4) + (group == nil ? 0 : 2) + (serviceType == nil ? 0 : 1) }
}

/// Failed controls of one machine.
public enum QualityFailures {
    /// So many open the file of its exchange.
    public static let most = 3
}
