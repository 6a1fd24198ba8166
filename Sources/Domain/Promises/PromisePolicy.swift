/// Marks the ids of policies: a row of the company's table, which never changes.
public enum PromiseRule {}

/// Of what class a city is.
public enum CityClass: String, CaseIterable, Sendable {
    /// The seat of its province.
    case capital
    case other
}

/// Who is told that a promise is due soon, or was missed.
public enum PromiseListener: String, CaseIterable, Sendable {
    /// Before: whoever has the job.
    case dealer
    /// Before, and when it was missed.
    case dispatcher
    /// When it was missed.
    case manager
}

/// What a rule of promises may be for. What was agreed in a contract goes before everything; then the service, the city, its
/// class, the kind of customer.
public enum PromiseAspect: String, CaseIterable, Sendable {
    case contract, service, city
    case cityClass = "city_class"
    case customer

    /// No two sums of these are the same, so of two rules that hold one always says more.
    public static let specificity = Specificity<PromiseAspect>([
        .contract: 200, .service: 100, .city: 50, .cityClass: 20, .customer: 10,
    ])
}

/// For which jobs a rule is, or what a job is: nil stands for any.
public struct PromiseScope: Hashable, Sendable {
    public var service: String?
    public var city: ID<City>?
    public var cityClass: CityClass?
    public var customer: CustomerKind?
    /// Under a service contract.
    public var isUnderContract: Bool

    public static let all = PromiseScope()

    public init(
        service: String? = nil, city: ID<City>? = nil, cityClass: CityClass? = nil, customer: CustomerKind? = nil,
        isUnderContract: Bool = false
    ) {
        (self.service, self.city, self.cityClass) = (service, city, cityClass)
        (self.customer, self.isUnderContract) = (customer, isUnderContract)
    }

    var aspects: [PromiseAspect: String] {
        let all: [(PromiseAspect, String?)] = [
            (.contract, isUnderContract ? "yes" : nil), (.service, service), (.city, city?.description),
            (.cityClass, cityClass?.rawValue), (.customer, customer?.rawValue),
        ]
        return all.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
}

/// What a company promises of jobs of a kind.
public struct PromisePolicy: Hashable, Sendable {
    public static let hourBounds = 0...2_000
    public static let warningBounds = 0...6_000

    /// Of working time; 0: nothing is promised.
    public let responseMinutes: Int
    public let completionMinutes: Int
    /// What a job may wait for without the clock going on.
    public let pauses: Set<JobWait>
    /// Of working time before it is due; 0: nobody is told before.
    public let warnMinutes: Int
    public let tells: Set<PromiseListener>

    public init(
        responseMinutes: Int, completionMinutes: Int, pauses: Set<JobWait>, warnMinutes: Int,
        tells: Set<PromiseListener>
    ) {
        (self.responseMinutes, self.completionMinutes) = (responseMinutes, completionMinutes)
        (self.pauses, self.warnMinutes, self.tells) = (pauses, warnMinutes, tells)
    }

    /// Of a company that has said nothing: two days of work until somebody has the job, and seven until it is done, as service
    /// organisations promise outside of their own city. What the customer keeps waiting stops the clock, and a part does not:
    /// to have it is the company's own matter. Nobody is told.
    public static func usual(_ week: WorkWeek) -> PromisePolicy {
        let day = week.longestDay
        return PromisePolicy(
            responseMinutes: 2 * day, completionMinutes: 7 * day, pauses: [.approval, .customer], warnMinutes: 0,
            tells: [])
    }

    public func minutes(_ target: PromiseTarget) -> Int {
        target == .response ? responseMinutes : completionMinutes
    }

    /// The same where a contract says itself within how many hours somebody answers.
    public func answering(inHours hours: Int?) -> PromisePolicy {
        guard let hours else { return self }
        return PromisePolicy(
            responseMinutes: hours * 60, completionMinutes: completionMinutes, pauses: pauses,
            warnMinutes: warnMinutes, tells: tells)
    }
}

/// The rules of a company that are in force.
public struct PromisePolicies: Sendable {
    public struct Kept: Hashable, Sendable {
        /// Of the row; nil for what holds where the company has said nothing.
        public let id: ID<PromiseRule>?
        public let policy: PromisePolicy

        public init(id: ID<PromiseRule>?, policy: PromisePolicy) { (self.id, self.policy) = (id, policy) }
    }

    public let all: [PromiseScope: Kept]
    private let usual: PromisePolicy

    public init(_ all: [PromiseScope: Kept], usual: PromisePolicy) { (self.all, self.usual) = (all, usual) }

    /// The one that says most about the job.
    public subscript(job: PromiseScope) -> Kept {
        let scope = PromiseAspect.specificity.best(Array(all.keys), for: job.aspects, asking: \.aspects)
        return scope.flatMap { all[$0] } ?? Kept(id: nil, policy: usual)
    }
}
