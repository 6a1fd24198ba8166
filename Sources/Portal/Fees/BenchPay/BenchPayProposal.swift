import Database
import Domain
import Ground
import Web

/// Other terms of somebody of the workshop from a month on, made by two people.
package struct ChangeBenchTerms: Codable, Sendable {
    static let proposal = "bench_pay"

    let person: ID<Person>
    let terms: BenchPayTerms
    /// The first day of a month.
    let from: CalendarDay

    package init(_ terms: BenchPayTerms, for person: ID<Person>, from day: CalendarDay) {
        (self.terms, self.person, from) = (terms, person, day)
    }

    /// Waits for a second person. - Throws: as `run`, and `bench_pay.denied.own`: nobody writes his own.
    package func propose(by maker: ID<Person>, _ tx: Transaction) throws {
        guard maker != person else { throw Complaint("bench_pay.denied.own") }
        try check(tx)
        try ProposalStore.add(Self.proposal, about: person.description, self, by: maker, tx)
    }

    /// - Throws: `bench_pay.closed` where that month is closed.
    package func run(by maker: ID<Person>, _ tx: Transaction) throws {
        try check(tx)
        try BenchTermsStore.add(terms, for: person, from: from, by: maker, tx)
    }

    private func check(_ tx: Transaction) throws {
        guard try !BenchMonthStore.isAnyClosed(person, since: from, tx) else { throw Complaint("bench_pay.closed") }
    }

    static let kind = ProposalKind(proposal, of: Self.self, concerns: \.person) { change, context, tx in
        [
            Fact(
                label: context.words("bench_pay.person"),
                value: try PersonStore.find(change.person, tx).name),
            Fact(
                label: context.words("bench_pay.from"),
                value: context.reader.month(Period(of: change.from, in: context.company.clock.books))),
            Fact(
                label: context.words("bench_pay.terms"),
                value: context.reader.terms(change.terms, context.company.currency)),
        ]
    } apply: { change, maker, _, tx in
        try change.run(by: maker, tx)
    }
}

extension Reader {
    /// What somebody is paid by, as a sentence.
    func terms(_ terms: BenchPayTerms, _ currency: Currency) -> String {
        func money(_ minor: Int64) -> String { self.money(Money(minor, currency)).isolated }
        let percent = Percent(hundredths: Int(terms.share)).map { digits($0.text) } ?? ""
        let first =
            switch terms.kind {
            case .salary, .piece: words("bench_pay.kind.\(terms.kind.rawValue).of", money(terms.amount))
            case .labour, .total: words("bench_pay.kind.\(terms.kind.rawValue).of", percent)
            case .ended: words("bench_pay.kind.ended.of")
            }
        let bounds = [
            terms.floor.map { words("bench_pay.floor.of", money($0)) },
            terms.ceiling.map { words("bench_pay.ceiling.of", money($0)) },
        ].compactMap(\.self)
        return ([first] + bounds).joined(separator: words("list.comma"))
    }
}
