import Database
import Domain
import Ground

/// A filter with its names looked up, as conditions on `job j` that carry the person's sight.
///
/// Exactly one index is offered to the engine: that of the filter which narrows most. The other conditions are written so
/// that no index can serve them (`x + 0`, `x || ''`), because an engine that does not know how many rows a value has
/// picks among twelve indexes by luck: measured at 100,000 jobs, the same page took 0.06 ms or 100 ms.
package struct JobQuery: Sendable {
    package enum Driver {
        case words, technician, dealer, city, province, state, open, promise, warranty, group, service, age, none
    }

    package private(set) var filter: JobFilter
    package let sight: Actor.Sight
    package let today: CalendarDay
    /// What was due before it is overdue.
    let now: Instant
    /// An offer from before it is unanswered.
    let answerBy: Instant
    package let words: [JobWord]
    /// nil where the filter names no dealer; empty where no dealer is called so.
    package let dealers: [ID<Dealer>]?
    package let group: ID<ProductGroup>?

    func at(_ cursor: Cursor<JobKey>?) -> JobQuery {
        var copy = self
        copy.filter.cursor = cursor
        return copy
    }

    /// The filter whose index is used when the order has none to offer.
    var driver: Driver {
        switch sight {
        case .technician: return .technician
        case .dealer: return .dealer
        case .company: break
        }
        if !words.isEmpty { return .words }
        if dealers != nil { return .dealer }
        if filter.city != nil { return .city }
        if filter.province != nil { return .province }
        if filter.promise?.narrowsMost == true { return .promise }
        switch filter.stage {
        case .state: return .state
        case .open, .unanswered, .waiting, .part: return .open
        case .ended, nil: break
        }
        if filter.warranty != nil { return .warranty }
        if filter.group != nil { return .group }
        if filter.service != nil { return .service }
        return filter.age == nil && filter.from == nil && filter.upTo == nil ? .none : .age
    }

    /// Whether the driver's index gives its rows in the order that is asked.
    var isOrdered: Bool {
        if driver == .none { return true }
        if driver == .promise { return filter.promise != .paused && filter.sort == .due }
        guard isByDay else { return false }
        switch driver {
        case .words: return false
        case .dealer: return !isOpen && (dealers?.count ?? 1) == 1
        case .city, .province: return !isOpen
        case .technician, .state, .open, .warranty, .group, .service, .age, .promise, .none: return true
        }
    }

    private var isOpen: Bool { filter.stage?.isOpen ?? false }
    private var isByDay: Bool { filter.sort == .newest || filter.sort == .oldest }

    /// - Parameters:
    ///   - driver: `.none` where the order's index is to be walked.
    ///   - most: looks at no more customers, units and jobs of the word that drives: what is found is a part of all.
    package func condition(by driver: Driver, most: Int? = nil) -> SQL {
        var parts = [JobStore.within(sight)]
        let longest = words.indices.max { words[$0].text.count < words[$1].text.count }
        for index in words.indices {
            parts.append(words[index].condition(indexed: driver == .words && index == longest, most: most))
        }
        if let dealers { parts.append(Self.dealers(dealers, indexed: driver == .dealer)) }
        if filter.dealer == JobFilter.nobody { parts.append("j.dealer_id IS NULL") }
        if let city = filter.city { parts.append(driver == .city ? "j.city_id = \(city)" : "j.city_id + 0 = \(city)") }
        if let province = filter.province, filter.city == nil {
            parts.append(driver == .province ? "j.province_id = \(province)" : "j.province_id + 0 = \(province)")
        }
        if let stage = filter.stage { parts.append(self.stage(stage, driver)) }
        if filter.group != nil {
            parts.append(driver == .group ? "j.group_id = \(group)" : "j.group_id + 0 = \(group)")
        }
        if let service = filter.service {
            parts.append(driver == .service ? "j.service_type = \(service)" : "j.service_type || '' = \(service)")
        }
        if let warranty = filter.warranty {
            parts.append(driver == .warranty ? "j.warranty = \(warranty)" : "j.warranty || '' = \(warranty)")
        }
        // Nearly all are on site, so no index serves it.
        if let way = filter.way { parts.append("j.way || '' = \(way)") }
        let byDay = driver == .age || (isByDay && driver != .words && driver != .promise)
        if let age = filter.age { parts.append(Self.upTo(today.adding(days: -age), indexed: byDay)) }
        if let day = filter.from { parts.append(byDay ? "j.received_on >= \(day)" : "j.received_on + 0 >= \(day)") }
        if let day = filter.upTo { parts.append(Self.upTo(day, indexed: byDay)) }
        if let promise = filter.promise { parts.append(promise.condition(at: now, indexed: driver == .promise)) }
        return parts.joinedByAnd()
    }

    private static func dealers(_ ids: [ID<Dealer>], indexed: Bool) -> SQL {
        if ids.count == 1 { return indexed ? "j.dealer_id = \(ids[0])" : "j.dealer_id + 0 = \(ids[0])" }
        return indexed ? "j.dealer_id IN (\(ids))" : "j.dealer_id + 0 IN (\(ids))"
    }

    private func stage(_ stage: JobFilter.Stage, _ driver: Driver) -> SQL {
        switch stage {
        case .unanswered: [Self.stage(.open, driver), Self.unanswered(before: answerBy)].joinedByAnd()
        case .waiting(let wait): [Self.stage(.open, driver), "j.waiting = \(wait)"].joinedByAnd()
        case .part(let part): [Self.stage(.open, driver), part.condition(today)].joinedByAnd()
        case .open, .ended, .state: Self.stage(stage, driver)
        }
    }

    /// Jobs whose dealer was asked before then and has not answered.
    package static func unanswered(before moment: Instant) -> SQL {
        """
        j.state = 'offered' AND EXISTS (SELECT 1 FROM assignment a WHERE a.job_id = j.id AND a.state = 'offered'
            AND a.made_at < \(moment))
        """
    }

    private static func stage(_ stage: JobFilter.Stage, _ driver: Driver) -> SQL {
        switch (stage, driver) {
        case (.state(let state), .state), (.state(let state), .city), (.state(let state), .province),
            (.state(let state), .dealer):
            "j.state = \(state)"
        case (.state(let state), _): "j.state || '' = \(state)"
        case (.open, .city), (.open, .province), (.open, .dealer):
            "j.state IN ('received', 'offered', 'accepted', 'scheduled', 'under_way')"
        // As the partial index job_open says it, letter for letter; of no use to any other index. The range, which all days
        // are in, is what draws the engine to it where it has no statistics: 15 µs instead of 8 ms for the count.
        case (.open, .open):
            "j.state NOT IN ('done', 'closed', 'returned', 'cancelled') AND j.received_on >= -1000000"
        case (.open, _), (.unanswered, _), (.waiting, _), (.part, _):
            "j.state NOT IN ('done', 'closed', 'returned', 'cancelled')"
        case (.ended, _): "j.state NOT IN ('received', 'offered', 'accepted', 'scheduled', 'under_way')"
        }
    }

    private static func upTo(_ day: CalendarDay, indexed: Bool) -> SQL {
        indexed ? "j.received_on <= \(day)" : "j.received_on + 0 <= \(day)"
    }
}

/// One typed word: it is in the customer's name or number, in the unit's serial, or is the job's number.
package struct JobWord: Sendable {
    package let text: String
    /// Whole numbers of jobs that end in it.
    package let numbers: [String]

    /// - Parameters:
    ///   - indexed: whether a list of all who match is to lead to the jobs; else each job is looked at by itself, since a
    ///     list of 9,000 customers is made longer than a page is read.
    ///   - most: how long a part of such a list is.
    package func condition(indexed: Bool, most: Int? = nil) -> SQL {
        let end: SQL = most.map { "LIMIT \(literal: $0)" } ?? ""
        let ways = indexed ? lists(end) : looks
        return ways.count == 1 ? ways[0] : "(\(ways.dropFirst().reduce(into: ways[0]) { $0 += "OR" + $1 }))"
    }

    private func lists(_ end: SQL) -> [SQL] {
        var ways: [SQL] = [
            "j.customer_id IN (SELECT w.customer_id FROM customer_word w WHERE \(named) \(end))"
        ]
        if isLatin { ways.append("j.unit_id IN (SELECT u.id FROM unit u WHERE \(isSerial) \(end))") }
        if isInSerial {
            ways.append(
                "j.unit_id IN (SELECT p.unit_id FROM unit_part p WHERE \(Self.range("p.part", capitals)) \(end))")
        }
        if isBeginningOfNumber {
            ways.append("j.id IN (SELECT n.id FROM job n WHERE \(Self.range("n.number", capitals)) \(end))")
        }
        if !numbers.isEmpty { ways.append("j.id IN (SELECT n.id FROM job n WHERE n.number IN (\(numbers)))") }
        return ways
    }

    private var looks: [SQL] {
        // OFFSET 0: else a server makes the list after all.
        var ways: [SQL] = [
            "EXISTS (SELECT 1 FROM customer_word w WHERE w.customer_id = j.customer_id AND \(named) LIMIT 1 OFFSET 0)"
        ]
        if isLatin {
            ways.append("EXISTS (SELECT 1 FROM unit u WHERE u.id = j.unit_id AND \(isSerial) LIMIT 1 OFFSET 0)")
        }
        if isInSerial {
            ways.append(
                """
                EXISTS (SELECT 1 FROM unit_part p WHERE p.unit_id = j.unit_id AND \(Self.range("p.part", capitals))
                LIMIT 1 OFFSET 0)
                """)
        }
        if isBeginningOfNumber { ways.append(Self.range("j.number || ''", capitals)) }
        if !numbers.isEmpty { ways.append("j.number || '' IN (\(numbers))") }
        return ways
    }

    private var capitals: String { text.uppercased() }
    private var isInSerial: Bool { isLatin && text.count >= SerialParts.least }
    private var isLatin: Bool { text.utf8.allSatisfy { $0 < 0x80 } }

    /// At least three digits after the dash: a shorter beginning is that of every job.
    private var isBeginningOfNumber: Bool {
        guard isLatin, let dash = text.lastIndex(of: "-") else { return false }
        return text[text.index(after: dash)...].count >= 3
    }

    private var named: SQL { text.count < 2 ? "w.word = \(text)" : Self.range("w.word", text) }
    private var isSerial: SQL { capitals.count < 3 ? "u.serial = \(capitals)" : Self.range("u.serial", capitals) }

    /// From the word to just before whatever no longer begins with it. A short word, which would match half of the table, must
    /// be the whole value instead.
    private static func range(_ key: SQL, _ word: String) -> SQL {
        "\(key) >= \(word) AND \(key) < \(word + "\u{10FFFF}")"
    }
}
