/// Marks the ids of lists of what customers pay.
public enum PriceList {}

/// What a price is for.
public enum PriceKind: String, CaseIterable, Codable, Sendable {
    case labour
    /// A visit at which nothing was repaired.
    case call
    /// The way to the customer, up to so many kilometres.
    case travel
    /// Each kilometre of a longer way, there and back, beyond those that are free.
    case road
    /// A service with a name of its own, chosen by hand.
    case package

    /// Whether it is known by its kilometres.
    public var hasKilometres: Bool { self == .travel || self == .road }
}

/// One price of a list, before value added tax.
public struct PriceRow: Hashable, Codable, Sendable {
    /// Of one, in the smallest unit.
    public static let amounts: ClosedRange<Int64> = 0...100_000_000_000
    public static let kilometres = 0...3_000
    public static let longest = 100

    public let kind: PriceKind
    /// The code of a kind of service; empty: of all.
    public let service: String
    public let group: ID<ProductGroup>?
    public let model: ID<ProductModel>?
    /// Of a package.
    public let name: String
    /// One way: up to so many, or so many free.
    public let km: Int
    public let amount: Int64
    /// Without value added tax.
    public let isExempt: Bool

    public init(
        _ kind: PriceKind, service: String = "", group: ID<ProductGroup>? = nil, model: ID<ProductModel>? = nil,
        name: String = "", km: Int = 0, amount: Int64, isExempt: Bool = false
    ) {
        (self.kind, self.service, self.group, self.model) = (kind, service, group, model)
        (self.name, self.km, self.amount, self.isExempt) = (name, km, amount, isExempt)
    }

    /// A model says more than its group, and both more than a kind of service alone.
    fileprivate var specificity: Int {
        (model != nil ? 4 : group != nil ? 2 : 0) + (service.isEmpty ? 0 : 1)
    }

    fileprivate func fits(_ work: PricedWork) -> Bool {
        (service.isEmpty || service == work.service) && (group == nil || group == work.group)
            && (model == nil || model == work.model)
    }

    /// Two rows that say the same price for the same work contradict each other.
    fileprivate var place: [String] {
        [
            kind.rawValue, service, group?.description ?? "", model?.description ?? "",
            kind == .package ? SearchText.squeezed(name) : "", kind == .travel ? String(km) : "",
        ]
    }
}

/// The work that is to be priced.
public struct PricedWork: Hashable, Sendable {
    public let service: String
    public let group: ID<ProductGroup>
    public let model: ID<ProductModel>
    /// Whether the machine was repaired, installed or serviced; else somebody only came.
    public let isDone: Bool
    /// One way, in tenths of a kilometre; nil where nobody went anywhere.
    public let kmTenths: Int?

    public init(
        service: String, group: ID<ProductGroup>, model: ID<ProductModel>, isDone: Bool, kmTenths: Int?
    ) {
        (self.service, self.group, self.model) = (service, group, model)
        (self.isDone, self.kmTenths) = (isDone, kmTenths)
    }
}

/// What one row asks for a job.
public struct PricedLine: Hashable, Sendable {
    public let row: PriceRow
    public let amount: Int64
    /// Tenths of a kilometre that were counted, there and back; nil where the way is one price.
    public let countedTenths: Int?
}

/// What customers pay from a day on, and how much of it each role may let off.
public struct PriceRows: Hashable, Codable, Sendable {
    public static let most = 300

    public let rows: [PriceRow]
    /// Hundredths of a percent by role; nothing where it is not named.
    public let discounts: [String: Int]

    /// - Throws: `prices.…`: what contradicts itself.
    public init(_ rows: [PriceRow], discounts: [String: Int] = [:]) throws(Complaint) {
        guard !rows.isEmpty else { throw Complaint("prices.empty") }
        guard rows.count <= Self.most else { throw Complaint("prices.many", String(Self.most)) }
        var places: Set<[String]> = []
        for (index, row) in rows.enumerated() {
            let number = String(index + 1)
            guard row.kind != .package || !row.name.isEmpty else { throw Complaint("prices.nameless", number) }
            guard places.insert(row.place).inserted else { throw Complaint("prices.twice", number) }
        }
        guard discounts.values.allSatisfy({ (0...10_000).contains($0) }) else { throw Complaint("prices.discount") }
        (self.rows, self.discounts) = (rows, discounts.filter { $0.value > 0 })
    }

    /// What this work costs: labour or the call, and the way; without what no row is for.
    public func lines(for work: PricedWork) -> [PricedLine] {
        let labour = best(of: work.isDone ? .labour : .call, work)
            .map { PricedLine(row: $0, amount: $0.amount, countedTenths: nil) }
        return [labour, way(work)].compactMap(\.self)
    }

    /// Of the way: the nearest distance that reaches there; beyond all of them, kilometre by kilometre.
    private func way(_ work: PricedWork) -> PricedLine? {
        guard let tenths = work.kmTenths else { return nil }
        let reaching = rows.filter { $0.kind == .travel && $0.km * 10 >= tenths && $0.fits(work) }
        let flat = reaching.min { left, right in
            (-left.specificity, left.km, left.amount) < (-right.specificity, right.km, right.amount)
        }
        if let flat { return PricedLine(row: flat, amount: flat.amount, countedTenths: nil) }
        guard let road = best(of: .road, work) else { return nil }
        let counted = 2 * max(0, tenths - 10 * road.km)
        // 100,000,000,000 × 60,000 is far below what an Int64 holds.
        return PricedLine(row: road, amount: road.amount * Int64(counted) / 10, countedTenths: counted)
    }

    private func best(of kind: PriceKind, _ work: PricedWork) -> PriceRow? {
        rows.filter { $0.kind == kind && $0.fits(work) }.max { $0.specificity < $1.specificity }
    }

    /// How much somebody of these roles may let off, in hundredths of a percent.
    public func discount(of roles: Roles) -> Int {
        roles.all.compactMap { discounts[$0.rawValue] }.max() ?? 0
    }
}
