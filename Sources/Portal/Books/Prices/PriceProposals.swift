import Database
import Domain
import Ground
import Web

/// Other prices from a day on: customers pay by them, so two people make them.
package struct ChangePrices: Codable, Sendable {
    static let proposal = "prices"

    let prices: PriceRows
    let from: CalendarDay

    package init(_ prices: PriceRows, from day: CalendarDay) { (self.prices, from) = (prices, day) }

    /// Waits for a second person.
    package func propose(by person: ID<Person>, _ tx: Transaction) throws {
        try ProposalStore.add(Self.proposal, about: Self.proposal, self, by: person, tx)
    }

    /// Nothing of the past is priced anew, however long this waited for its second person.
    package func run(by person: ID<Person>, in company: OpenCompany, _ tx: Transaction) throws {
        _ = try PriceStore.add(prices, from: max(from, company.clock.day(of: tx.now)), by: person, tx)
    }

    static let kind = ProposalKind(proposal, of: Self.self) { change, context, tx in
        let (reader, words) = (context.reader, context.words)
        let today = try context.company.prices(on: context.today, tx)
        let known = Set(today?.rows ?? [])
        let names = try PriceNames(change.prices, context, tx)
        let new = change.prices.rows.filter { !known.contains($0) }
        let gone = today?.rows.filter { !Set(change.prices.rows).contains($0) }.count ?? 0
        let changed = new.prefix(40).map { row in
            Fact(label: names.title(row), value: names.price(row))
        }
        return [
            Fact(label: words("prices.from"), value: reader.day(change.from)),
            Fact(label: words("prices.rows"), value: reader.number(change.prices.rows.count)),
            Fact(label: words("prices.gone"), value: reader.number(gone)),
            Fact(label: words("prices.discounts"), value: names.discounts(change.prices)),
        ] + changed
    } apply: { change, maker, company, tx in
        try Feature.checkBooks(tx)
        try change.run(by: maker, in: company, tx)
    }
}

/// Another rate of value added tax from a day on.
package struct ChangeVAT: Codable, Sendable {
    static let proposal = "vat"

    let rate: ValueAddedTax.Rate

    package init(_ rate: ValueAddedTax.Rate) { self.rate = rate }

    package func propose(by person: ID<Person>, _ tx: Transaction) throws {
        try ProposalStore.add(Self.proposal, about: rate.from.isoText, self, by: person, tx)
    }

    /// The law's day holds, though it is over by then: what was issued keeps its own rate.
    package func run(by person: ID<Person>, _ tx: Transaction) throws { try PriceStore.add(rate, by: person, tx) }

    static let kind = ProposalKind(proposal, of: Self.self) { change, context, _ in
        [
            Fact(label: context.words("prices.from"), value: context.reader.day(change.rate.from)),
            Fact(label: context.words("prices.vat"), value: context.reader.rate(change.rate.hundredths)),
        ]
    } apply: { change, maker, _, tx in
        try Feature.checkBooks(tx)
        try change.run(by: maker, tx)
    }
}

extension Reader {
    /// `۱۰٪`, `9.5%`
    func rate(_ hundredths: Int) -> String {
        let text = ValueAddedTax.text(hundredths)
        return words("deductions.percent.shown", digits(text).replacing(".", with: language == .fa ? "٫" : "."))
    }
}
