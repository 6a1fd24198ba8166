/// How a machine comes to whoever repairs it.
public enum JobWay: String, CaseIterable, Sendable {
    case onSite = "on_site"
    case carriedIn = "carried_in"
    case sent

    /// Whether it stands in the company's own house, on a shelf.
    public var isInHouse: Bool { self != .onSite }
}

/// Who was said to pay when the job was taken down.
public enum JobPayer: String, CaseIterable, Sendable {
    case company, customer, dealer
}
