import Database
import Domain
import Ground
import Web

/// What the list of units is narrowed to, as it stands in the address.
struct UnitFilter: PagedFilter {
    static let paging = Paging(onward: "before", back: .never)
    static let usualDays = 30

    /// What the warranty says today of the work on a machine.
    enum Cover: String, CaseIterable, Sendable { case within = "in", out, ending, unknown }

    let typed: String
    let model: String
    let group: ID<ProductGroup>?
    let city: ID<City>?
    let cover: Cover?
    /// Within how many days it ends.
    let days: Int
    var cursor: Cursor<ID<Unit>>?

    init(_ asked: Asked) {
        typed = asked.text("q")
        model = (try? CellText.code(asked.text("model"))) ?? ""
        group = asked.id("group", of: ProductGroup.self)
        city = asked.id("city", of: City.self)
        cover = asked.word("cover")
        days = asked.number("days", in: 1...3660) ?? Self.usualDays
        cursor = asked.cursor(Self.paging) { ID($0) }
    }

    var fields: [Address.Field] {
        [
            ("q", typed), ("model", model), ("group", group?.description ?? ""), ("city", city?.description ?? ""),
            ("cover", cover?.rawValue ?? ""), ("days", cover == .ending ? String(days) : ""),
        ]
    }

    /// Begins a serial, or stands further on in it.
    var serial: String { (try? SerialText.parse(typed)) ?? "" }
    var isNarrowed: Bool { !typed.isEmpty || !model.isEmpty || group != nil || city != nil || cover != nil }

    /// Whether a machine meets it, whose kept day may be stale.
    func takes(_ cover: UnitCover, on today: CalendarDay, _ calendar: CalendarSystem) -> Bool {
        guard let wanted = self.cover else { return true }
        switch cover.end(on: today, calendar) {
        case .unknown: return wanted == .unknown
        case .never: return wanted == .out
        case .until(let day):
            switch wanted {
            case .within: return today <= day
            case .ending: return today <= day && day <= today.adding(days: days)
            case .out: return day < today
            case .unknown: return false
            }
        }
    }
}
