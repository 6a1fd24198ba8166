/// What some of the jobs of a what-if came to, in minor units.
public struct WhatIfSum: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        case all, dealer
        case serviceType = "service_type"
        case productGroup = "product_group"
        case city
        /// Jobs for which nothing was computed: they are in no other sum.
        case unpriced
        /// Jobs that the tariff could not price: they are in no other sum.
        case refused
        /// Jobs that change and whose fee is approved: what a recomputation would book.
        case settled
    }

    /// Whose sum it is: a dealer of this code, a city; the code is empty where there is but one.
    public struct Key: Hashable, Sendable {
        public let kind: Kind
        public let code: String

        public init(_ kind: Kind, _ code: String = "") {
            self.kind = kind
            self.code = code
        }

        public static let all = Key(.all)
        public static let unpriced = Key(.unpriced)
        public static let refused = Key(.refused)
        public static let settled = Key(.settled)
    }

    public private(set) var jobs = 0
    /// Jobs that the tariff pays otherwise than what was computed.
    public private(set) var changed = 0
    public private(set) var computed: Int64 = 0
    public private(set) var priced: Int64 = 0

    public init() {}

    /// Complains (`fees.overflow`) where the sum leaves the 64-bit range.
    mutating func add(computed: Int64, priced: Int64) throws(Complaint) {
        let before = self.computed.addingReportingOverflow(computed)
        let after = self.priced.addingReportingOverflow(priced)
        guard !before.overflow, !after.overflow else { throw Complaint("fees.overflow") }
        jobs += 1
        if computed != priced { changed += 1 }
        (self.computed, self.priced) = (before.partialValue, after.partialValue)
    }
}
