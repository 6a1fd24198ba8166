import Database
import Domain
import Ground
import Work

/// What somebody of the workshop earns in a month: as it was closed, or as it stands now.
struct BenchPayslip: Sendable {
    let person: ID<Person>
    let name: String
    /// nil where he has none.
    let terms: BenchTermsRow?
    let lines: [BenchEarning]
    /// nil where it is open.
    let closed: BenchMonthRow?

    var sum: Int64 { lines.reduce(0) { $0 + $1.amount } }

    static func read(
        _ person: (id: ID<Person>, name: String), _ month: Period, _ clock: CompanyClock, _ tx: Transaction
    ) throws -> BenchPayslip {
        let days = month.days(in: clock.books)
        let terms = try BenchTermsStore.terms(of: person.id, in: days.lowerBound, tx)
        if let closed = try BenchMonthStore.find(person.id, in: days.lowerBound, tx) {
            return BenchPayslip(
                person: person.id, name: person.name, terms: terms, lines: try BenchMonthStore.lines(of: closed.id, tx),
                closed: closed)
        }
        let repaired = try terms == nil ? [] : RepairedList.of(person.id, in: days, clock, tx)
        return BenchPayslip(
            person: person.id, name: person.name, terms: terms, lines: terms?.terms.lines(for: repaired) ?? [],
            closed: nil)
    }
}

/// Closes a month for all who have terms in it: their earnings are kept as they stand.
package struct CloseBenchMonth: Sendable {
    let month: Period

    package init(_ month: Period) { self.month = month }

    /// - Throws: `bench_pay.not_over` before the month is over, `bench_pay.nobody` where nobody's is open.
    package func run(by person: ID<Person>, in company: OpenCompany, _ tx: Transaction) throws {
        let (clock, days) = (company.clock, month.days(in: company.clock.books))
        guard days.upperBound < clock.day(of: tx.now) else { throw Complaint("bench_pay.not_over") }
        var (count, sum) = (0, Int64(0))
        for somebody in try BenchTermsStore.people(tx) {
            let slip = try BenchPayslip.read(somebody, month, clock, tx)
            guard slip.closed == nil, let terms = slip.terms, terms.terms.kind != .ended else { continue }
            try BenchMonthStore.close(
                slip.lines, under: terms.id, of: somebody.id, in: days.lowerBound, by: person, tx)
            (count, sum) = (count + 1, sum + slip.sum)
        }
        guard count > 0 else { throw Complaint("bench_pay.nobody") }
        let detail = ["month": month.text, "people": String(count), "amount": String(sum)]
        try EventStore.add(
            Event("month_closed", of: .benchMonths, in: BenchTermsStore.room, detail: detail), by: person, tx)
    }
}
