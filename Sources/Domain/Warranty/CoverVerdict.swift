/// Months or days that a machine was given beyond its terms.
public struct CoverExtension: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        case bought, campaign
        /// The machine lay in repair for long.
        case repair
    }

    public let kind: Kind
    /// nil: for all of it.
    public let subject: CoverSubject?
    public let months: Int
    public let days: Int

    public init(_ kind: Kind, of subject: CoverSubject? = nil, months: Int = 0, days: Int = 0) {
        (self.kind, self.subject, self.months, self.days) = (kind, subject, months, days)
    }
}

/// That the company answers for its own work of an earlier job.
public struct RepairGuarantee: Hashable, Sendable {
    /// Number of that job.
    public let job: String
    public let faultCode: String
    /// The last day of it.
    public let until: CalendarDay

    public init(job: String, faultCode: String, until: CalendarDay) {
        (self.job, self.faultCode, self.until) = (job, faultCode, until)
    }
}

/// That the company answers for a part that it fitted in an earlier job.
public struct PartGuarantee: Hashable, Sendable {
    /// Number of that job.
    public let job: String
    /// As it was written down there.
    public let part: String
    /// The last day of it.
    public let until: CalendarDay

    public init(job: String, part: String, until: CalendarDay) {
        (self.job, self.part, self.until) = (job, part, until)
    }
}

/// What a job has brought to light so far, by which earlier jobs may answer for it.
public struct JobFindings: Hashable, Sendable {
    /// Its own number: what it is guaranteed for itself counts for later ones.
    public let job: String
    public let faultCode: String?
    /// The parts that were fitted, as they were written down.
    public let parts: [String]

    public init(job: String, faultCode: String? = nil, parts: [String] = []) {
        (self.job, self.faultCode, self.parts) = (job, faultCode, parts)
    }
}

/// What ended a machine's warranty before its time.
public struct CoverVoid: Hashable, Sendable {
    public let day: CalendarDay
    public let reason: String

    public init(on day: CalendarDay, _ reason: String) { (self.day, self.reason) = (day, reason) }
}

/// All that the warranty of one machine is computed from.
public struct CoverFacts: Hashable, Sendable {
    /// See `CoverRule.choose`.
    public var rules: [CoverRule]
    public var dates: UnitDates
    public var extensions: [CoverExtension]
    public var guarantees: [RepairGuarantee]
    public var partGuarantees: [PartGuarantee] = []
    public var void: CoverVoid?
    /// For how long after its start parts and service are promised, for money.
    public var commitmentYears: Int

    public init(
        rules: [CoverRule], dates: UnitDates, extensions: [CoverExtension] = [], guarantees: [RepairGuarantee] = [],
        void: CoverVoid? = nil, commitmentYears: Int
    ) {
        (self.rules, self.dates, self.extensions) = (rules, dates, extensions)
        (self.guarantees, self.void, self.commitmentYears) = (guarantees, void, commitmentYears)
    }
}

/// Why a line of a verdict says what it says.
public enum CoverReason: Hashable, Sendable {
    /// Until the last day of the line.
    case covered
    /// Only thanks to what it was given beyond its term.
    case extended
    /// The same fault as in a job whose repair the company still answers for.
    case repaired(job: String)
    /// The same part as one whose guarantee runs, which that job has fitted.
    case fitted(part: String, job: String)
    case ended
    case noTerm
    case voided(CoverVoid)
    case missing([CoverDay])
    /// Somebody decided it so.
    case decided(String)
}

/// Who bears the cost of a job on one day: line by line, each with its reason.
public struct CoverVerdict: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        public let subject: CoverSubject
        public let verdict: Warranty
        public let reason: CoverReason
        /// The last covered day, itself included; nil where there is none or nobody knows it.
        public let lastDay: CalendarDay?

        public init(_ subject: CoverSubject, _ verdict: Warranty, _ reason: CoverReason, lastDay: CalendarDay?) {
            (self.subject, self.verdict, self.reason, self.lastDay) = (subject, verdict, reason, lastDay)
        }
    }

    public let lines: [Line]

    public init(lines: [Line]) { self.lines = lines }

    /// Whether the warranty pays for the parts of the job, or may: where nobody knows it, it is not out.
    public var mayCoverParts: Bool {
        switch self[.parts]?.verdict {
        case .within, .unknown, nil: true
        case .out, .commitment: false
        }
    }

    /// What a tariff and whoever asks for one word is told: the verdict on labour, for which a dealer earns his fee.
    public var overall: Warranty { lines.first { $0.subject == .labour }?.verdict ?? .unknown }

    public subscript(subject: CoverSubject) -> Line? { lines.first { $0.subject == subject } }
}

extension CoverFacts {
    /// The rule under which the machine was sold.
    public func rule(on day: CalendarDay) -> CoverRule? { CoverRule.choose(among: rules, for: dates, on: day) }

    /// - Parameters:
    ///   - day: of the job; one before the start counts as covered.
    ///   - findings: of the job that is asked about; nil where there is none.
    ///   - calendar: months are counted as the company counts them.
    public func verdict(
        on day: CalendarDay, after findings: JobFindings? = nil, _ calendar: CalendarSystem
    ) -> CoverVerdict {
        guard let rule = rule(on: day) else { return CoverVerdict(lines: []) }
        let named = Dictionary(rule.terms.map { ($0.subject, $0.months) }) { first, _ in first }
        let subjects = CoverSubject.always + rule.terms.map(\.subject).filter { !CoverSubject.always.contains($0) }
        return CoverVerdict(
            lines: subjects.map { subject in
                let line = line(subject, months: named[subject] ?? 0, rule, on: day, calendar)
                guard line.verdict != .within, let findings else { return line }
                return guaranteed(line, on: day, findings) ?? refitted(line, rule, on: day, findings) ?? line
            })
    }

    private func line(
        _ subject: CoverSubject, months: Int, _ rule: CoverRule, on day: CalendarDay, _ calendar: CalendarSystem
    ) -> CoverVerdict.Line {
        let given = extensions.filter { $0.subject == nil || $0.subject == subject }
        let extra = given.reduce((months: 0, days: 0)) { ($0.months + $1.months, $0.days + $1.days) }
        let start = rule.start.day(dates)
        func verdict(_ months: Int, _ days: Int, voidedOn: CalendarDay?) -> Warranty {
            Warranty.verdict(
                months: months, longerBy: days, voidedOn: voidedOn, startedOn: start, on: day, calendar: calendar,
                commitmentYears: commitmentYears)
        }
        let result = verdict(months + extra.months, extra.days, voidedOn: void?.day)
        let last = start.flatMap {
            Warranty.lastDay(months: months + extra.months, longerBy: extra.days, startedOn: $0, calendar: calendar)
        }
        let reason: CoverReason
        switch result {
        case .unknown: reason = .missing(rule.start.missing(in: dates))
        case .within: reason = verdict(months, 0, voidedOn: nil) == .within ? .covered : .extended
        case .out, .commitment:
            if let void, verdict(months + extra.months, extra.days, voidedOn: nil) == .within {
                reason = .voided(void)
            } else {
                reason = last == nil ? .noTerm : .ended
            }
        }
        return CoverVerdict.Line(subject, result, reason, lastDay: last)
    }

    /// Whoever repaired a fault answers for its coming back, whatever the machine's age: with his work and his way. A part
    /// that he fitted has a guarantee of its own.
    private func guaranteed(
        _ line: CoverVerdict.Line, on day: CalendarDay, _ findings: JobFindings
    ) -> CoverVerdict.Line? {
        guard [.labour, .travel].contains(line.subject), let faultCode = findings.faultCode else { return nil }
        let running = guarantees.filter {
            $0.faultCode == faultCode && day <= $0.until && $0.job != findings.job
        }
        guard let last = running.max(by: { $0.until < $1.until }) else { return nil }
        return CoverVerdict.Line(line.subject, .within, .repaired(job: last.job), lastDay: last.until)
    }

    /// A part that fails again is replaced for nothing as long as its own guarantee runs; whether its exchange is too, the rule
    /// says.
    private func refitted(
        _ line: CoverVerdict.Line, _ rule: CoverRule, on day: CalendarDay, _ findings: JobFindings
    ) -> CoverVerdict.Line? {
        let fitted = Set(findings.parts.map(SearchText.squeezed))
        let running = partGuarantees.filter {
            day <= $0.until && $0.job != findings.job && fitted.contains(SearchText.squeezed($0.part))
        }
        let last = running.filter { one in
            switch line.subject {
            case .parts: true
            case .labour, .travel: rule.partService
            case .component(let name): SearchText.squeezed(name) == SearchText.squeezed(one.part)
            }
        }.max { $0.until < $1.until }
        return last.map {
            CoverVerdict.Line(line.subject, .within, .fitted(part: $0.part, job: $0.job), lastDay: $0.until)
        }
    }
}
