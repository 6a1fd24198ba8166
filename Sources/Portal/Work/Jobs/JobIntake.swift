import Base
import Domain
import Ground
import Web

/// What was said and agreed when a job was taken down: how the machine comes, in which condition, until when, at whose cost.
package struct JobIntake: Sendable, Equatable {
    package var way = JobWay.onSite
    /// One of the group's list.
    package var fault: ID<IntakeItem>?
    package var accessories = ""
    package var condition = ""
    /// When it suits the customer, in his words.
    package var wish = ""
    package var promisedOn: CalendarDay?
    /// nil where it follows from the warranty.
    package var payer: JobPayer?
    /// Taken in advance, in the smallest unit of the currency.
    package var deposit: Int64 = 0
    /// From whom and when.
    package var depositNote = ""
    /// Where the machine stands in our house.
    package var shelf = ""
    /// What was answered to the company's own fields, as `AskedField` keeps it.
    package var own: [ID<IntakeItem>: String] = [:]

    package init() {}

    /// Without what is asked about other groups.
    func kept(to items: [IntakeItemRow]) -> JobIntake {
        let ids = Set(items.map(\.id))
        var kept = self
        kept.fault = fault.flatMap { ids.contains($0) ? $0 : nil }
        kept.own = own.filter { ids.contains($0.key) }
        return kept
    }
}

/// What was said of several jobs, with the names of what was asked.
struct JobIntakes: Sendable {
    let all: [ID<Job>: JobIntake]
    /// In the company's order.
    let items: [IntakeItemRow]

    subscript(_ job: ID<Job>) -> JobIntake { all[job] ?? JobIntake() }

    func fault(_ job: ID<Job>, _ reader: Reader) -> String? {
        guard let id = self[job].fault else { return nil }
        return items.first { $0.id == id }?.names.shown(reader)
    }

    /// What was answered to the company's own fields.
    func own(_ job: ID<Job>, _ reader: Reader) -> [Fact] {
        let own = self[job].own
        return items.compactMap { item in
            own[item.id].map { Fact(label: item.names.shown(reader), value: reader.answer($0, to: item.field)) }
        }
    }

    /// The same in one line; nil where there is nothing to say.
    func line(_ job: ID<Job>, _ reader: Reader) -> String? {
        let way = self[job].way
        let parts =
            (way.isInHouse ? [reader.words("jobs.way.\(way.rawValue)")] : [])
            + own(job, reader).map { "\($0.label): \($0.value)" }
        return parts.isEmpty ? nil : parts.joined(separator: " · ")
    }

    /// All of it, without what was not said. - Parameter inHouse: with what is no customer's business.
    func facts(_ job: ID<Job>, _ currency: Currency, inHouse: Bool = true, _ reader: Reader) -> [Fact] {
        let (intake, words) = (self[job], reader.words)
        let said: [(String, String?)] = [
            ("jobs.way", intake.way.isInHouse ? words("jobs.way.\(intake.way.rawValue)") : nil),
            ("jobs.shelf", inHouse ? intake.shelf : nil), ("jobs.fault.listed", fault(job, reader)),
            ("jobs.accessories", intake.accessories), ("jobs.condition", intake.condition),
            ("jobs.wish", intake.wish), ("jobs.promised", intake.promisedOn.map(reader.day)),
            ("jobs.payer", intake.payer.map { words("jobs.payer.\($0.rawValue)") }),
            ("jobs.deposit", intake.deposit == 0 ? nil : reader.money(Money(intake.deposit, currency))),
            ("jobs.deposit_note", intake.depositNote),
        ]
        return said.compactMap { key, value in
            value.flatMap { $0.isEmpty ? nil : Fact(label: words(key), value: $0) }
        } + own(job, reader)
    }
}

extension Reader {
    /// An answer as it is kept, for people.
    func answer(_ stored: String, to field: AskedField) -> String {
        switch field.kind {
        case .date: CalendarDay(iso: stored).map(day) ?? stored
        case .number: digits(stored).isolatedLeftToRight
        case .fault, .text, .list, .rule, .question: stored
        }
    }
}
