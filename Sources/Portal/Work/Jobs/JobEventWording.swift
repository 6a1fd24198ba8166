import Database
import Domain
import Foundation
import Ground
import Web

/// What happened to a job, in words: a line of its timeline.
struct JobEventWording {
    let reader: Reader
    let names: CommonNames
    /// A dealer does not read why the job was taken from another one.
    let isOffice: Bool

    func item(_ row: Row) throws -> TimelineItem {
        let (kind, at): (String, Instant) = (try row("kind"), try row("at"))
        let (from, to): (JobState?, JobState?) = (try row.optional("from_state"), try row.optional("to_state"))
        let detail = try JSONDecoder().decode([String: String].self, from: Data((row("detail") as String).utf8))
        let text = text(kind, from, to, detail)
        let person: String? = try row.optional("person")
        return TimelineItem(
            kind: to?.look ?? "neutral", title: reader.words(reader.words.has(key(kind)) ? key(kind) : key("other")),
            text: text.isEmpty ? nil : text,
            who: person ?? reader.words("jobs.event.nobody"),
            when: reader.dateTime(at), instant: Date(timeIntervalSince1970: TimeInterval(at.seconds)).ISO8601Format())
    }

    /// What of it stands below its title.
    func text(_ kind: String, _ from: JobState?, _ to: JobState?, _ detail: [String: String]) -> String {
        var parts = isOffice || kind != JobDeed.offer.rawValue ? texts(kind, detail) : []
        if let from, let to, from != to {
            parts.append(reader.words("jobs.event.states", state(from), state(to)))
        }
        return parts.joined(separator: " · ")
    }

    /// In the history of all rooms, which only the office reads.
    static let inHistory = RoomWording("jobs") { happening, reader, names in
        guard happening.subject.name == "job" else { return nil }
        return JobEventWording(reader: reader, names: names, isOffice: true).text(
            happening.kind, happening.before[""].flatMap(JobState.init), happening.after[""].flatMap(JobState.init),
            happening.detail)
    }

    private func key(_ kind: String) -> String { "jobs.event.\(kind)" }
    private func state(_ state: JobState) -> String { reader.words("jobs.state.\(state.rawValue)") }

    /// Of what the event keeps, that which has words, in the order of reading.
    private func texts(_ kind: String, _ detail: [String: String]) -> [String] {
        if kind == IntakeChange.kind { return IntakeChange.lines(detail, reader) }
        if let mark = reader.mark(detail) { return [mark] }
        let order = [
            "dealer", "name", "day", "hours", "outcome", "amount", "voice", "proposed", "reason", "override", "text",
        ]
        return corrections(detail)
            + order.compactMap { fact in
                guard let value = detail[fact], !value.isEmpty else { return nil }
                switch fact {
                case "reason": return reason(kind, value)
                case "outcome": return reader.words("jobs.outcome.\(value)")
                case "amount": return Int64(value).map { reader.money(Money($0, .irr)) } ?? value
                case "voice": return reader.words("estimates.voice.\(value)")
                case "day": return reader.digits(value)
                case "proposed": return reader.words("jobs.event.proposed", value)
                case "hours": return hours(value)
                default: return value
                }
            }
    }

    /// What was put right: `City: Tehran → Karaj`.
    private func corrections(_ detail: [String: String]) -> [String] {
        let facts =
            ["service", "city", "address", "fault", "unit", "customer"] + CorrectVisit.names.map { "visit_\($0)" }
        return facts.compactMap { fact in
            guard let before = detail["\(fact)_before"], let after = detail["\(fact)_after"] else { return nil }
            let change = reader.words("jobs.event.states", corrected(fact, before), corrected(fact, after))
            return "\(reader.words("jobs.correct.\(fact)")): \(change)"
        }
    }

    private func corrected(_ fact: String, _ value: String) -> String {
        switch fact {
        case "service": names.service(value, reader)
        case "city": (ID(value) as ID<City>?).flatMap { names.city($0)?.names.shown(reader) } ?? value
        case "unit": value.isolatedLeftToRight
        case "visit_outcome": reader.words("visits.outcome.\(value)")
        case "visit_km": Int64(value).map { reader.tenths($0) } ?? value
        case "visit_minutes": Int64(value).map { reader.number($0) } ?? value
        case "visit_labour", "visit_travel", "visit_customer_parts":
            Int64(value).map { reader.money(Money($0)) } ?? value
        case _ where value.isEmpty: "—"
        default: reader.digits(value).isolated
        }
    }

    /// `10:00–12:00` in words: a dash between two times is drawn the other way round in Persian.
    private func hours(_ span: String) -> String {
        let ends = span.split(separator: "–").map { reader.digits(String($0)) }
        return ends.count == 2 ? reader.words("visits.span", ends[0], ends[1]) : reader.digits(span)
    }

    /// A code of the company's reasons, or the key of a rule that said no.
    private func reason(_ kind: String, _ code: String) -> String {
        let kinds: [String: ReasonKind] = [
            "decline": .decline, "cancel": .cancel, "give_back": .giveBack, "offer": .reassign, "withdraw": .reassign,
        ]
        if let known = kinds[kind].flatMap({ names.reason($0, code) }) { return known.shown(reader) }
        return reader.words.has(code) ? reader.words(code) : code
    }
}
