/// What a term of a warranty is for.
public enum CoverSubject: Hashable, Sendable {
    case labour, parts, travel
    /// A part of the machine with a term of its own, as the company calls it.
    case component(String)

    /// Those that each verdict speaks of, in the order of its table.
    public static let always: [CoverSubject] = [.parts, .labour, .travel]
    /// Those and the components that a verdict speaks of.
    public static func all(of verdict: CoverVerdict) -> [CoverSubject] {
        always + verdict.lines.map(\.subject).filter { !always.contains($0) }
    }

    private static let prefix = "component:"

    /// As it is stored.
    public var text: String {
        switch self {
        case .labour: "labour"
        case .parts: "parts"
        case .travel: "travel"
        case .component(let name): Self.prefix + name
        }
    }

    public init?(_ text: String) {
        switch text {
        case "labour": self = .labour
        case "parts": self = .parts
        case "travel": self = .travel
        default:
            guard text.hasPrefix(Self.prefix), text.count > Self.prefix.count else { return nil }
            self = .component(String(text.dropFirst(Self.prefix.count)))
        }
    }

    /// Terms of components come after those of the whole, by name.
    static func isBefore(_ left: CoverSubject, _ right: CoverSubject) -> Bool {
        let (first, second) = (always.firstIndex(of: left), always.firstIndex(of: right))
        switch (first, second) {
        case (let first?, let second?): return first < second
        case (nil, nil): return left.text < right.text
        default: return first != nil
        }
    }
}

/// So many months for one thing.
public struct CoverTerm: Hashable, Sendable {
    public let subject: CoverSubject
    public let months: Int

    public init(_ subject: CoverSubject, months: Int) { (self.subject, self.months) = (subject, months) }
}

/// What a company promises for the machines of a model or a group that are sold from a day on.
public struct CoverRule: Hashable, Sendable {
    public static let months = 0...600

    /// nil: for all that were ever sold, until a rule with a day takes its place.
    public let soldFrom: CalendarDay?
    public let start: CoverStart
    /// One for each subject, in the order of the table.
    public let terms: [CoverTerm]
    /// How long the company answers for a repair, and for a part that it fitted.
    public let repairMonths: Int
    public let partMonths: Int
    /// Whether the guarantee of a fitted part bears the labour and the travel of its next exchange too.
    public let partService: Bool
    /// A repair that takes longer lengthens the warranty by what it takes beyond; nil: it never does.
    public let repairDays: Int?
    /// What ends the warranty, in the company's words.
    public let voids: [String]
    /// When the machine is exchanged instead of repaired again.
    public let exchange: ExchangeLimits

    public init(
        soldFrom: CalendarDay?, start: CoverStart, terms: [CoverTerm], repairMonths: Int = 0, partMonths: Int = 0,
        partService: Bool = false, repairDays: Int? = nil, voids: [String] = [], exchange: ExchangeLimits = .none
    ) {
        (self.soldFrom, self.start) = (soldFrom, start)
        self.terms = terms.sorted { CoverSubject.isBefore($0.subject, $1.subject) }
        (self.repairMonths, self.partMonths, self.repairDays) = (repairMonths, partMonths, repairDays)
        self.partService = partService
        (self.voids, self.exchange) = (voids, exchange)
    }

    /// What a model's own row says: as many months for all of it, for whatever was sold.
    public init(months: Int, from start: WarrantyStart) {
        self.init(
            soldFrom: nil, start: CoverStart(start),
            terms: CoverSubject.always.map { CoverTerm($0, months: months) })
    }

    /// The rule under which a machine was sold; one of which nothing is known counts as sold on the day of the question.
    /// - Parameter rules: those of the model before those of its group, each from the newest to the oldest.
    static func choose(among rules: [CoverRule], for dates: UnitDates, on day: CalendarDay) -> CoverRule? {
        let sold = dates.sold ?? day
        return rules.first { rule in rule.soldFrom.map { $0 <= sold } ?? true }
    }

    /// By how many days a repair lengthens the warranty.
    public func extraDays(forRepairOf days: Int) -> Int { repairDays.map { max(0, days - $0) } ?? 0 }

    /// The last day on which the company answers for work done on this day; nil where it does not.
    public func repairGuarantee(doneOn day: CalendarDay, _ calendar: CalendarSystem) -> CalendarDay? {
        Warranty.lastDay(months: repairMonths, startedOn: day, calendar: calendar)
    }

    public func partGuarantee(fittedOn day: CalendarDay, _ calendar: CalendarSystem) -> CalendarDay? {
        Warranty.lastDay(months: partMonths, startedOn: day, calendar: calendar)
    }
}
