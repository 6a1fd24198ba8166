import Domain

/// The work that a dealer did on one job, as the demo knows it beforehand.
struct DemoWork: Sendable {
    let number: String
    let dealer: ID<Dealer>
    var acceptedAt: Instant
    var completedAt: Instant
    let outcome: VisitOutcome
    let visits: Int
    let minutes: Int
    private(set) var kmTenths: Int
    let parts: Int
    let customerLabour: Int64
    let customerParts: Int64
    let symptom: String
    let remedy: String

    /// What the dealer wrote down: about the road on the map, and once in a while much more.
    /// - Parameter road: tenths of a kilometre; nil within his own city.
    mutating func drive(_ road: Int?) {
        guard kmTenths > 0 else { return }
        let more = minutes.isMultiple(of: 19) ? 170 : 100 + minutes % 12
        kmTenths = road.map { $0 * more / 100 } ?? kmTenths % 140
    }

    static let troubles = [
        ("E1 سرد نمی‌کند", "تعویض ترموستات"), ("E2 صدای غیرعادی", "تنظیم و روانکاری"), ("E3 روشن نمی‌شود", "تعویض برد"),
        ("E4 نشتی آب", "تعویض واشر"), ("E5 خطای حسگر", "تعویض حسگر"), ("E6 تصویر ندارد", "تعویض منبع تغذیه"),
    ]

    /// One row of a file of finished jobs. - Returns: nil where its dealer is not the company's.
    init?(_ facts: FeeFacts, dealers: [String: ID<Dealer>], clock: CompanyClock, trouble: (String, String)) {
        guard let dealer = dealers[facts.dealer] else { return nil }
        number = facts.number
        self.dealer = dealer
        // The file writes the company's local time without a zone.
        let second = (facts.completedAt % 86_400 + 86_400) % 86_400
        completedAt = clock.startOfDay(facts.completionDay).adding(seconds: second)
        acceptedAt = completedAt.adding(seconds: -facts.tenthsOfHours * 360)
        outcome = VisitOutcome(rawValue: facts.outcome.rawValue) ?? .completed
        visits = Int(facts.visits)
        minutes = Int(facts.minutes)
        kmTenths = Int(facts.tenthsOfKm)
        parts = Int(facts.parts)
        customerLabour = facts.customerLabour
        customerParts = facts.customerParts
        (symptom, remedy) = trouble
    }

    init(
        number: String, dealer: ID<Dealer>, acceptedAt: Instant, completedAt: Instant, dice: inout DemoDice
    ) {
        self.number = number
        self.dealer = dealer
        self.acceptedAt = acceptedAt
        self.completedAt = completedAt
        outcome = dice.chance(85) ? .completed : dice.pick([.checkedOnly, .notHome, .refused])
        visits = dice.chance(85) ? 1 : 2
        minutes = dice.roll(20...140)
        kmTenths = dice.chance(60) ? 0 : dice.roll(50...1800)
        parts = dice.chance(40) ? dice.roll(1...3) : 0
        customerLabour = dice.chance(30) ? Int64(dice.roll(10...40)) * 100_000 : 0
        customerParts = customerLabour > 0 && parts > 0 ? Int64(dice.roll(5...60)) * 100_000 : 0
        (symptom, remedy) = dice.pick(Self.troubles)
    }
}
