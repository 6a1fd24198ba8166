import Domain
import Ground
import Web

/// Warranty rules and verdicts in the reader's words.
package struct CoverWording: Sendable {
    private let reader: Reader
    private var words: Words { reader.words }

    package init(_ reader: Reader) { self.reader = reader }

    package func subject(_ subject: CoverSubject) -> String {
        if case .component(let name) = subject { return name.isolated }
        return words("warranty.subject.\(subject.text)")
    }

    /// The first of sale and 90 days after production …
    func start(_ start: CoverStart) -> String {
        let days = start.sources.map { source in
            source.daysAfter == 0
                ? words("warranty.day.\(source.day.rawValue)")
                : words(
                    "warranty.day_after", reader.number(source.daysAfter), words("warranty.day.\(source.day.rawValue)"))
        }
        guard days.count > 1 else { return days.first ?? "–" }
        return words("warranty.choice.\(start.choice.rawValue)", days.joined(separator: words("list.comma")))
    }

    func months(_ months: Int) -> String {
        months == 0 ? words("warranty.none") : words("warranty.months", reader.number(months))
    }

    package func reason(_ line: CoverVerdict.Line) -> String {
        let last = line.lastDay.map(reader.day)
        switch line.reason {
        case .covered: return words("warranty.reason.covered", last ?? "–")
        case .extended: return words("warranty.reason.extended", last ?? "–")
        case .repaired(let job): return words("warranty.reason.repaired", job.isolatedLeftToRight, last ?? "–")
        case .fitted(let part, let job):
            return words("warranty.reason.fitted", part.isolated, job.isolatedLeftToRight, last ?? "–")
        case .ended: return words("warranty.reason.ended", last ?? "–")
        case .noTerm: return words("warranty.reason.no_term")
        case .voided(let void): return words("warranty.reason.voided", reader.wholeDay(void.day), void.reason.isolated)
        case .missing(let days):
            let names = days.map { words("warranty.day.\($0.rawValue)") }
            return words("warranty.reason.missing", names.joined(separator: words("list.comma")))
        case .decided(let why): return words("warranty.reason.decided", why.isolated)
        }
    }

    /// A rule as facts, each under its name, so that two versions are compared by the same names.
    func facts(_ rule: CoverRule) -> [(name: String, text: String)] {
        let terms = rule.terms.map { (name: words("warranty.term", subject($0.subject)), text: months($0.months)) }
        return [
            (name: words("warranty.sold_from"), text: rule.soldFrom.map(reader.day) ?? words("warranty.always")),
            (name: words("warranty.start"), text: start(rule.start)),
        ] + terms + [
            (name: words("warranty.repair_months"), text: months(rule.repairMonths)),
            (name: words("warranty.part_months"), text: months(rule.partMonths)),
            (
                name: words("warranty.part_service"),
                text: words("warranty.part_service.\(rule.partService ? "yes" : "no")")
            ),
            (
                name: words("warranty.repair_days"),
                text: rule.repairDays.map { words("warranty.repair_days.more", reader.number($0)) }
                    ?? words("warranty.repair_days.never")
            ),
            (name: words("warranty.exchange"), text: exchange(rule.exchange)),
            (
                name: words("warranty.voids"),
                text: rule.voids.isEmpty
                    ? words("warranty.voids.none")
                    : rule.voids.map(\.isolated).joined(separator: words("list.semicolon"))
            ),
        ]
    }

    private func exchange(_ limits: ExchangeLimits) -> String {
        let texts = [
            limits.failures.map { words("warranty.exchange.failures", reader.number($0)) },
            limits.days.map { words("warranty.exchange.days", reader.number($0)) },
        ].compactMap(\.self)
        return texts.isEmpty ? words("warranty.exchange.never") : texts.joined(separator: words("list.semicolon"))
    }

    /// What differs between two versions, in plain words.
    func changes(from before: CoverRule, to after: CoverRule) -> [String] {
        let (old, new) = (facts(before), facts(after))
        let names = new.map(\.name) + old.map(\.name).filter { name in !new.contains { $0.name == name } }
        return names.compactMap { name in
            let was = old.first { $0.name == name }?.text ?? words("warranty.none")
            let now = new.first { $0.name == name }?.text ?? words("warranty.none")
            return was == now ? nil : words("warranty.change.line", name, was.isolated, now.isolated)
        }
    }
}

/// A verdict as a small table: what it is of, who bears it, and why.
package struct CoverTable: Sendable {
    struct Row: Sendable {
        let subject: String
        let badge: Badge
        let why: String
    }

    let rows: [Row]
    /// Above the table.
    let title: String
    let note: String?

    package init(_ verdict: CoverVerdict, title: String, note: String? = nil, _ reader: Reader) {
        let wording = CoverWording(reader)
        self.title = title
        self.note = note
        rows = verdict.lines.map {
            Row(
                subject: wording.subject($0.subject), badge: Badge($0.verdict, reader.words), why: wording.reason($0))
        }
    }
}
