import Base
import Database
import Domain
import Ground
import Stock
import Web
import Work

/// What a job's customer pays by the list of prices, and who bears what he does not.
struct JobPricing {
    let prices: PriceRows
    let names: PriceNames
    let job: JobRow
    let verdict: CoverVerdict
    /// Hundredths of a percent; nothing where none is written down for the day.
    let rate: Int
    private let model: ID<ProductModel>
    private let context: CompanyContext

    /// - Returns: nil where no list is in force on that day.
    static func read(
        _ job: JobRow, _ verdict: CoverVerdict, on day: CalendarDay, _ context: CompanyContext, _ tx: Transaction
    ) throws -> JobPricing? {
        guard let prices = try context.company.prices(on: day, tx) else { return nil }
        return JobPricing(
            prices: prices, names: try PriceNames(prices, context, tx), job: job, verdict: verdict,
            rate: try PriceStore.rate(on: day, tx) ?? 0, model: try VisitFormList.model(of: job, tx), context: context)
    }

    private init(
        prices: PriceRows, names: PriceNames, job: JobRow, verdict: CoverVerdict, rate: Int, model: ID<ProductModel>,
        context: CompanyContext
    ) {
        (self.prices, self.names, self.job, self.verdict) = (prices, names, job, verdict)
        (self.rate, self.model, self.context) = (rate, model, context)
    }

    /// - Parameter kmTenths: nil where nobody went anywhere.
    func lines(isDone: Bool, kmTenths: Int?) -> [PricedLine] {
        prices.lines(
            for: PricedWork(
                service: job.serviceType, group: job.group, model: model, isDone: isDone, kmTenths: kmTenths))
    }

    /// Whether the warranty pays for it.
    func isCovered(_ subject: CoverSubject) -> Bool { verdict[subject]?.verdict == .within }

    func withTax(_ amount: Int64, isExempt: Bool) -> Int64 {
        isExempt ? amount : amount + ValueAddedTax.tax(on: amount, hundredths: rate)
    }

    /// How a line came about: `(34 km) × 15,000`, and the tax on it.
    func why(_ line: PricedLine) -> String {
        let (reader, currency) = (context.reader, context.company.currency)
        func money(_ minor: Int64) -> String { reader.money(Money(minor, currency)) }
        let way = line.countedTenths.map {
            reader.words("prices.why.road", reader.tenths(Int64($0)), money(line.row.amount))
        }
        return [names.title(line.row), way, tax(on: line.amount, isExempt: line.row.isExempt)].compactMap(\.self)
            .joined(separator: " · ")
    }

    func tax(on amount: Int64, isExempt: Bool) -> String? {
        guard rate > 0, !isExempt else { return nil }
        let reader = context.reader
        return reader.words(
            "prices.why.tax", reader.money(Money(amount, context.company.currency)), reader.rate(rate))
    }
}

extension PricedLine {
    var purpose: CustomerCharge.Purpose { row.kind.hasKilometres ? .travel : .labour }
    var subject: CoverSubject { row.kind.hasKilometres ? .travel : .labour }
}

/// What a customer pays his dealer by the company's own list of prices. Where there is one, no tariff is asked.
enum ForeseePrice {
    static func charge(
        _ end: ForeseenEnd, _ context: CompanyContext, _ tx: Transaction
    ) throws -> CustomerCharge? {
        guard context.profile.has(.books) else { return nil }
        let job = try JobStore.known(end.job, tx)
        let verdict = try JobCoverStore.verdict(
            of: job, on: end.day, faultCode: end.visit.faultCode, fitting: end.visit.parts.map(\.name),
            context.company.clock.calendar, tx)
        guard let pricing = try JobPricing.read(job, verdict, on: end.day, context, tx) else { return nil }
        let work = pricing.lines(isDone: end.visit.outcome == .completed, kmTenths: end.visit.kmTenths)
            .filter { $0.amount > 0 && !pricing.isCovered($0.subject) }
            .map { line in
                CustomerCharge.Line(
                    line.purpose, label: context.words("prices.kind.\(line.row.kind.rawValue)"),
                    amount: pricing.withTax(line.amount, isExempt: line.row.isExempt), why: pricing.why(line))
            }
        let parts = try pricing.isCovered(.parts) ? [] : parts(of: end, pricing, context, tx)
        return CustomerCharge(work + parts)
    }

    /// Those of the catalogue that have a price for customers.
    private static func parts(
        of end: ForeseenEnd, _ pricing: JobPricing, _ context: CompanyContext, _ tx: Transaction
    ) throws -> [CustomerCharge.Line] {
        try end.visit.parts.compactMap { part in
            guard let id = part.part,
                let price = try PartPriceRowList.holding(id, on: end.day, tx)[.customer]
            else { return nil }
            let amount = price.amount.minor * Int64(part.quantity)
            return CustomerCharge.Line(
                .parts, label: part.name, amount: pricing.withTax(amount, isExempt: false),
                why: pricing.tax(on: amount, isExempt: false) ?? "")
        }
    }
}
