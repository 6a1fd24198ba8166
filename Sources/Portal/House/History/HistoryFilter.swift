import Domain
import Ground
import Hummingbird
import Web

/// What of the history is shown, as it stands in the address.
struct HistoryFilter: Sendable {
    let from: Input<CalendarDay>
    let to: Input<CalendarDay>
    let person: ID<Person>?
    let room: String
    private let before: HistoryMark?
    private let clock: CompanyClock

    init(_ request: Request, _ context: CompanyContext) {
        let form = FormBody(encoded: request.uri.query ?? "")
        let calendar = context.company.clock.calendar
        from = form.input("from", else: nil) { try calendar.parse($0) }
        to = form.input("to", else: nil) { try calendar.parse($0) }
        person = ID(form.text("person"))
        room = form.text("room")
        before = Self.mark(form.text("before"))
        clock = context.company.clock
    }

    var isTypedWell: Bool { from.complaint == nil && to.complaint == nil }
    var isEmpty: Bool { from.typed.isEmpty && to.typed.isEmpty && person == nil && room.isEmpty }

    var question: HistoryQuestion {
        var question = HistoryQuestion()
        question.from = from.value.map(clock.startOfDay)
        question.to = to.value.map { clock.startOfDay($0.adding(days: 1)) }
        question.person = person
        question.room = room.isEmpty ? nil : room
        question.before = before
        return question
    }

    /// For the links to other pages of the same filter, without a question mark.
    var query: String {
        let fields = [
            ("from", from.typed), ("to", to.typed), ("person", person?.description ?? ""), ("room", room),
        ]
        return fields.filter { !$0.1.isEmpty }.map { "\($0.0)=\(Paths.part($0.1))" }.joined(separator: "&")
    }

    static func text(_ mark: HistoryMark) -> String { "\(mark.at.seconds).\(mark.id).\(mark.source)" }

    private static func mark(_ text: String) -> HistoryMark? {
        let parts = text.split(separator: ".")
        guard parts.count == 3, let at = Int64(parts[0]), let id = Int64(parts[1]) else { return nil }
        return HistoryMark(at: Instant(seconds: at), id: id, source: String(parts[2]))
    }
}
