import Domain
import Ground
import Web

/// What of the history is shown, as it stands in the address.
struct HistoryFilter: PagedFilter {
    static let paging = Paging(onward: "before", back: .never)
    let from: Input<CalendarDay>
    let to: Input<CalendarDay>
    let person: ID<Person>?
    let room: String
    var cursor: Cursor<HistoryKey>?
    private let clock: CompanyClock

    init(_ asked: Asked, _ clock: CompanyClock) {
        from = asked.day("from", in: clock.calendar)
        to = asked.day("to", in: clock.calendar)
        person = asked.id("person")
        room = asked.text("room")
        cursor = asked.cursor(Self.paging) { HistoryKey($0) }
        self.clock = clock
    }

    var isTypedWell: Bool { from.complaint == nil && to.complaint == nil }
    var isEmpty: Bool { from.typed.isEmpty && to.typed.isEmpty && person == nil && room.isEmpty }

    var question: HistoryQuestion {
        var question = HistoryQuestion()
        question.from = from.value.map(clock.startOfDay)
        question.to = to.value.map { clock.startOfDay($0.adding(days: 1)) }
        question.person = person
        question.room = room.isEmpty ? nil : room
        question.before = cursor?.key
        return question
    }

    var fields: [Address.Field] {
        [("from", from.typed), ("to", to.typed), ("person", person?.description ?? ""), ("room", room)]
    }
}
