import Database
import Domain

/// The orders of the list of jobs. Each ends in a column that no two jobs share, so that pages by key lose no row.
package enum JobSort: String, CaseIterable, Sendable {
    case newest, oldest, number, city

    var isDescending: Bool { self == .newest || self == .number }

    /// - Parameter byIndex: false writes the columns so that no index can serve them; see `JobQuery`.
    package func columns(byIndex: Bool) -> [SQL] {
        switch self {
        case .newest, .oldest: byIndex ? ["j.received_on", "j.id"] : ["j.received_on + 0", "j.id"]
        case .number: byIndex ? ["j.number"] : ["j.number || ''"]
        case .city: byIndex ? ["j.city_id", "j.received_on", "j.id"] : ["j.city_id + 0", "j.received_on", "j.id"]
        }
    }

    /// True of every job; says to the engine that the order's index is the one to walk.
    var floor: SQL {
        switch self {
        case .newest, .oldest: "j.received_on >= -1000000"
        case .number: "j.number >= ''"
        case .city: "j.city_id >= 0"
        }
    }

    /// - Parameter backwards: the page before a key is read from the key upwards.
    func clause(byIndex: Bool, backwards: Bool) -> SQL {
        let direction: SQL = isDescending != backwards ? "DESC" : "ASC"
        return columns(byIndex: byIndex).map { "\($0) \(direction)" as SQL }.joinedByComma()
    }
}

/// A row's place in an order: where a page of the list ends and the next begins.
package struct JobKey: Sendable {
    package let day: CalendarDay
    package let id: ID<Job>
    package let number: String
    package let city: ID<City>

    /// As the address carries it.
    package func text(_ sort: JobSort) -> String {
        switch sort {
        case .newest, .oldest: "\(day.number).\(id)"
        case .number: number
        case .city: "\(city).\(day.number).\(id)"
        }
    }
}

/// A key as it comes in an address, with the side of it that is asked for.
struct JobCursor: Hashable, Sendable {
    enum Side: String { case after, before }

    let side: Side
    let text: String

    /// The rows beyond the key; nil where the text is no key of this order.
    func condition(_ sort: JobSort, byIndex: Bool) -> SQL? {
        guard let values = values(sort) else { return nil }
        let isLess = sort.isDescending == (side == .after)
        let columns = sort.columns(byIndex: byIndex).joinedByComma()
        return isLess ? "(\(columns)) < (\(values))" : "(\(columns)) > (\(values))"
    }

    private func values(_ sort: JobSort) -> SQL? {
        let numbers = text.split(separator: ".").compactMap { Int64($0) }
        switch sort {
        case .number: return "\(text)"
        case .newest, .oldest: return numbers.count == 2 ? "\(numbers[0]), \(numbers[1])" : nil
        case .city: return numbers.count == 3 ? "\(numbers[0]), \(numbers[1]), \(numbers[2])" : nil
        }
    }
}

extension [SQL] {
    func joinedByComma() -> SQL {
        dropFirst().reduce(into: self[0]) { sum, part in sum += "," + part }
    }
}
