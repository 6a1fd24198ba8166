import Database
import Domain
import Ground

/// The orders of the list of jobs. Each ends in a column that no two jobs share, so that pages by key lose no row.
package enum JobSort: String, CaseIterable, Sendable {
    case newest, oldest, number, city
    /// What comes due first; what nothing comes due of is the last.
    case due

    var isDescending: Bool { self == .newest || self == .number }

    /// - Parameter byIndex: false writes the columns so that no index can serve them; see `JobQuery`.
    package func columns(byIndex: Bool) -> [SQL] {
        switch self {
        case .newest, .oldest: byIndex ? ["j.received_on", "j.id"] : ["j.received_on + 0", "j.id"]
        case .number: byIndex ? ["j.number"] : ["j.number || ''"]
        case .due: byIndex ? ["j.due_at", "j.id"] : ["j.due_at + 0", "j.id"]
        case .city: byIndex ? ["j.city_id", "j.received_on", "j.id"] : ["j.city_id + 0", "j.received_on", "j.id"]
        }
    }

    /// True of every job; says to the engine that the order's index is the one to walk.
    var floor: SQL {
        switch self {
        case .newest, .oldest: "j.received_on >= -1000000"
        case .number: "j.number >= ''"
        case .city: "j.city_id >= 0"
        case .due: "j.due_at >= 0"
        }
    }

    /// - Parameter side: the page before a key is read from the key upwards.
    func clause(byIndex: Bool, _ side: CursorSide) -> SQL {
        let direction: SQL = isDescending == (side == .onward) ? "DESC" : "ASC"
        return columns(byIndex: byIndex).map { "\($0) \(direction)" as SQL }.joinedByComma()
    }

    /// The rows beyond a cursor.
    func beyond(_ cursor: Cursor<JobKey>, byIndex: Bool) -> SQL {
        let columns = columns(byIndex: byIndex).joinedByComma()
        let isLess = isDescending == (cursor.side == .onward)
        return isLess ? "(\(columns)) < (\(cursor.key.values))" : "(\(columns)) > (\(cursor.key.values))"
    }
}

/// A row's place in an order: where a page of the list ends and the next begins.
package enum JobKey: Hashable, Sendable {
    case day(CalendarDay, ID<Job>)
    case number(String)
    case due(Instant, ID<Job>)
    case city(ID<City>, CalendarDay, ID<Job>)

    init(_ row: Row, _ sort: JobSort) throws {
        self =
            switch sort {
            case .newest, .oldest: .day(try row("received_on"), try row("id"))
            case .number: .number(try row("number"))
            case .due: .due(try row("due_at"), try row("id"))
            case .city: .city(try row("city_id"), try row("received_on"), try row("id"))
            }
    }

    /// As the address carries it; nil where the text is no key of this order.
    init?(_ text: String, _ sort: JobSort) {
        if sort == .number {
            self = .number(text)
            return
        }
        let parts = text.split(separator: ".")
        if sort == .due {
            guard parts.count == 2, let due = Int64(parts[0]), let id = ID<Job>(parts[1]) else { return nil }
            self = .due(Instant(seconds: due), id)
            return
        }
        guard parts.count == (sort == .city ? 3 : 2), let id = ID<Job>(parts[parts.count - 1]),
            let day = Int32(parts[parts.count - 2]).map(CalendarDay.init(number:))
        else { return nil }
        if sort == .city {
            guard let city = ID<City>(parts[0]) else { return nil }
            self = .city(city, day, id)
        } else {
            self = .day(day, id)
        }
    }

    fileprivate var values: SQL {
        switch self {
        case .day(let day, let id): "\(day), \(id)"
        case .number(let number): "\(number)"
        case .due(let due, let id): "\(due), \(id)"
        case .city(let city, let day, let id): "\(city), \(day), \(id)"
        }
    }
}

extension JobKey: CustomStringConvertible {
    package var description: String {
        switch self {
        case .day(let day, let id): "\(day.number).\(id)"
        case .number(let number): number
        case .due(let due, let id): "\(due.seconds).\(id)"
        case .city(let city, let day, let id): "\(city).\(day.number).\(id)"
        }
    }
}

extension [SQL] {
    func joinedByComma() -> SQL {
        dropFirst().reduce(into: self[0]) { sum, part in sum += "," + part }
    }
}
