import Domain
import Ground
import Web

/// Plans in the reader's words.
extension Words {
    func state(_ state: PlanState) -> String { self("plans.state.\(state.rawValue)") }
    func outcome(_ outcome: CallOutcome) -> String { self("plans.outcome.\(outcome.rawValue)") }
    func pay(isFree: Bool) -> String { self(isFree ? "plans.free" : "plans.paid") }

    func day(_ day: PlanDay, _ reader: Reader) -> String {
        switch day {
        case .same: self("plans.day.same")
        case .last: self("plans.day.last")
        case .exact(let number): self("plans.day.exact", reader.number(number))
        }
    }
}

extension Badge {
    init(_ state: PlanState, _ words: Words) {
        let kind =
            switch state {
            case .planned: "neutral"
            case .due, .called: "accent"
            case .booked: "info"
            case .done: "done"
            case .missed, .refused: "warning"
            case .cancelled: "neutral"
            }
        self.init(kind: kind, label: words.state(state))
    }
}

/// What happened to a template or a service, for the history.
enum PlanEventWording {
    static let wording = RoomWording("plans") { happening, reader, _ in
        let words = reader.words
        func value(_ name: String, _ text: String) -> String {
            if text.isEmpty { return "–" }
            if let day = CalendarDay(iso: text) { return reader.day(day) }
            switch name {
            case "day": return Int(text).flatMap { PlanDay(code: $0) }.map { words.day($0, reader) } ?? text
            case "window", "steps", "again", "number": return reader.digits(text).isolatedLeftToRight
            case "job", "for", "service": return text.isolatedLeftToRight
            default:
                let key = "plans.\(name).\(text)"
                return words.has(key) ? words(key) : text.isolated
            }
        }
        func said(_ name: String, _ text: String) -> String {
            name == "note" ? text.isolated : "\(words("plans.value.\(name)")): \(text)"
        }
        let arrow = reader.language == .fa ? " ← " : " → "
        let changes = Set(happening.before.keys).union(happening.after.keys).sorted().map { name in
            said(
                name,
                [happening.before[name], happening.after[name]].map { value(name, $0 ?? "") }.joined(separator: arrow))
        }
        let details = happening.detail.filter { !$0.value.isEmpty && $0.key != "customer" }.sorted { $0.key < $1.key }
            .map { said($0.key, value($0.key, $0.value)) }
        return (changes + details).joined(separator: words("list.semicolon"))
    }
}
