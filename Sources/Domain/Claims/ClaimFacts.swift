/// What the company's rules are given of a claim and its finished job.
public struct ClaimFacts: Hashable, Sendable {
    /// Another claimed job on the same serial, completed on the same day.
    public var duplicate: Earlier?
    /// The last job of the same kind that was completed on the same serial on an earlier day: its number, and days since.
    public var earlier: Earlier?
    /// Tenths of a kilometre.
    public var typedTenths: Int64 = 0
    /// The road between the cities; 0 within the dealer's own.
    public var mapTenths: Int64 = 0
    /// Whether the company is asked for anything that the kilometres make.
    public var isTravelClaimed = true
    public var minutes: Int64 = 0
    /// nil where the company has no standard time for this work.
    public var standardMinutes: Int64?
    public var photos = 0
    /// How many photos the company asks for of this kind of service; 0 where it asks for none.
    public var photosAsked = 0
    public var isRegistered = true
    public var warranty = Warranty.within
    /// The lines above zero together, without what penalties take off, in minor units.
    public var claimedAboveZero: Int64 = 0
    /// What the dealer asks for beyond the tariff, in minor units.
    public var asked: Int64 = 0
    /// What the customer paid and the company is asked for too.
    public var paidTwice: [PaidTwice] = []
    public var isBeforeAcceptance = false
    public var isWithinContractDays = true
    public var takesGroup = true
    public var coversCity = true
    /// The codes of parts that were fitted although they are not for such a machine.
    public var misfits: [String] = []
    /// Parts that came out and were not those that the machine was known to hold.
    public var swaps: [ClaimFinding.Swap] = []
    /// The customer's answers that contradict the dealer.
    public var doubts: [ClaimFinding.Doubt] = []

    public var completedOn: CalendarDay?
    /// Whether the customer has said how the work was.
    public var isScored = false

    /// The first day on which the claim goes on without what the customer says; nil where it does not wait.
    /// - Parameter days: after the job was completed.
    public func waits(days: Int, today: CalendarDay) -> CalendarDay? {
        guard days > 0, !isScored, let until = completedOn?.adding(days: days), until > today else { return nil }
        return until
    }

    public struct Earlier: Hashable, Sendable {
        public let number: String
        public let days: Int64
        /// Of the same dealer.
        public let isOwn: Bool

        public init(number: String, days: Int64, isOwn: Bool) {
            (self.number, self.days, self.isOwn) = (number, days, isOwn)
        }
    }

    /// One thing that both may have paid for, in minor units.
    public struct PaidTwice: Hashable, Sendable {
        public enum Purpose: String, CaseIterable, Sendable { case labour, travel }

        public let purpose: Purpose
        /// From the customer, beyond what the tariff lets him pay.
        public let collected: Int64
        /// From the company, without what is a share of the customer's payment.
        public let claimed: Int64

        /// - Parameter allowed: what the tariff lets the customer pay.
        public init(_ purpose: Purpose, collected: Int64, allowed: Int64, claimed: Int64) {
            self.purpose = purpose
            self.collected = max(0, collected - max(0, allowed))
            self.claimed = claimed
        }
    }

    public init() {}

    /// In the order of the rules' ranks.
    public func findings(_ rules: [ClaimRule]) -> [ClaimFinding] {
        rules.filter(\.isOn).sorted { $0.rank < $1.rank }.compactMap { rule in
            numbers(rule).map { ClaimFinding(rule, $0) }
        }
    }

    /// nil where the rule finds nothing.
    private func numbers(_ rule: ClaimRule) -> ClaimFinding.Numbers? {
        var numbers = ClaimFinding.Numbers()
        switch rule.code {
        case .duplicate:
            guard let duplicate else { return nil }
            (numbers.job, numbers.isOwn) = (duplicate.number, duplicate.isOwn)
        case .repeated:
            guard let earlier, (1...max(1, rule.parameter(.days))).contains(earlier.days) else { return nil }
            (numbers.job, numbers.days, numbers.isOwn) = (earlier.number, earlier.days, earlier.isOwn)
        case .distance:
            guard isTravelClaimed, isTooFar(rule) else { return nil }
            (numbers.typed, numbers.map) = (typedTenths, mapTenths)
        case .labour:
            guard let standardMinutes, isTooLong(standardMinutes, rule) else { return nil }
            (numbers.minutes, numbers.standard) = (minutes, standardMinutes)
        case .contract:
            guard !bounds.isEmpty else { return nil }
            numbers.bounds = bounds.joined(separator: ",")
        case .charged:
            guard warranty == .out || warranty == .unknown, claimedAboveZero > 0 else { return nil }
            numbers.amount = claimedAboveZero
            numbers.isUnknown = warranty == .unknown ? true : nil
        case .customerPaid:
            let twice = paidTwice.filter { $0.collected > 0 && $0.claimed > 0 }
            guard !twice.isEmpty else { return nil }
            numbers.bounds = twice.map(\.purpose.rawValue).joined(separator: ",")
            numbers.paid = Int64(clamping: twice.reduce(Int128(0)) { $0 + Int128($1.collected) })
            numbers.amount = Int64(clamping: twice.reduce(Int128(0)) { $0 + Int128($1.claimed) })
        case .asked:
            guard asked > 0 else { return nil }
            numbers.amount = asked
        case .beforeAcceptance: guard isBeforeAcceptance else { return nil }
        case .unregistered: guard !isRegistered else { return nil }
        case .noPhoto:
            guard photos < max(1, photosAsked) else { return nil }
            if photosAsked > 0 { (numbers.photos, numbers.photosAsked) = (photos, photosAsked) }
        case .misfit:
            guard !misfits.isEmpty else { return nil }
            numbers.parts = misfits
        case .swapped:
            guard !swaps.isEmpty else { return nil }
            numbers.swaps = swaps
        case .contradicted:
            guard !doubts.isEmpty else { return nil }
            numbers.doubts = doubts
        }
        return numbers
    }

    /// Beyond the road, so many percent more, and so many kilometres that nobody asks about.
    private func isTooFar(_ rule: ClaimRule) -> Bool {
        typedTenths * 100 > mapTenths * (100 + rule.parameter(.percent)) + rule.parameter(.km) * 1000
    }

    private func isTooLong(_ standard: Int64, _ rule: ClaimRule) -> Bool {
        minutes * 100 > standard * (100 + rule.parameter(.percent))
    }

    private var bounds: [String] {
        [("days", isWithinContractDays), ("group", takesGroup), ("city", coversCity)].filter { !$0.1 }.map(\.0)
    }
}
