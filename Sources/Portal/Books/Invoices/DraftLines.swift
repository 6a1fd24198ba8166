import Base
import Database
import Domain
import Ground
import Stock
import Web
import Work

/// Who bears what of a job: as it was agreed at reception, by what the company has promised, by the warranty.
struct Bearing {
    private let payer: JobPayer?
    private let waivers: [ChargeWaiver]
    private let verdict: CoverVerdict
    private let words: Words

    init(_ job: JobRow, _ verdict: CoverVerdict, _ context: CompanyContext, _ tx: Transaction) throws {
        payer = try JobIntakeStore.payer(of: job.id, tx)
        waivers =
            payer == nil ? try context.company.fittings[VisitSlots.waivers].flatMap { try $0(job, context, tx) } : []
        (self.verdict, words) = (verdict, context.words)
    }

    /// Who, and why where it is not the customer.
    func of(_ purpose: CustomerCharge.Purpose) -> (bearer: Bearer, reason: String) {
        switch payer {
        case .company: return (.company, words("visits.charge.by.company"))
        case .dealer: return (.dealer, words("visits.charge.by.dealer"))
        case .customer, nil: break
        }
        if let waiver = waivers.first(where: { $0.purposes.contains(purpose) }) { return (.company, waiver.reason) }
        let subject: CoverSubject =
            switch purpose {
            case .labour: .labour
            case .travel: .travel
            case .parts: .parts
            }
        return verdict[subject]?.verdict == .within ? (.company, words("bills.by_warranty")) : (.customer, "")
    }
}

/// What a job's bill begins with: its approved estimate, else its work by the list of prices; and the parts that were used.
enum DraftLines {
    /// - Throws: `bills.many` where a bill cannot hold it.
    static func make(_ job: JobRow, _ context: CompanyContext, _ tx: Transaction) throws -> [BillLine] {
        let end = try DraftLineList.end(of: job.id, tx)
        let day = end.day ?? context.today
        let verdict =
            try JobCoverStore.latest(of: job.id, tx)?.verdict
            ?? JobCoverStore.verdict(of: job, on: day, context.company.clock.calendar, tx)
        let bearing = try Bearing(job, verdict, context, tx)
        if let estimate = try EstimateStore.latest(of: job.id, .company, tx), estimate.state == .approved {
            return try EstimateStore.lines(of: estimate.id, tx).map { bearing.line($0, context.words) }
        }
        let isDone = end.outcome.map { $0 == "completed" } ?? true
        let work = try work(job, verdict, bearing, on: day, isDone: isDone, context, tx)
        let lines = try work + parts(job, bearing, on: day, context, tx)
        // What is left out would be billed to nobody, and nobody would see it.
        guard lines.count <= BillLine.most else { throw Complaint("bills.many", String(BillLine.most)) }
        return lines
    }

    private static func work(
        _ job: JobRow, _ verdict: CoverVerdict, _ bearing: Bearing, on day: CalendarDay, isDone: Bool,
        _ context: CompanyContext, _ tx: Transaction
    ) throws -> [BillLine] {
        let km = try DraftLineList.way(of: job.id, tx)
        let service = try context.company.names.names(tx).service(job.serviceType, context.reader)
        guard let pricing = try JobPricing.read(job, verdict, on: day, context, tx) else {
            let who = bearing.of(.labour)
            return [BillLine(.labour, service, price: 0, bearer: who.bearer, reason: who.reason)]
        }
        return pricing.lines(isDone: isDone, kmTenths: km).map { line in
            let who = bearing.of(line.purpose)
            let isWay = line.purpose == .travel
            let kind = context.words("prices.kind.\(line.row.kind.rawValue)")
            return BillLine(
                isWay ? .travel : .labour, isWay ? kind : "\(kind) · \(service)", price: line.amount,
                bearer: who.bearer, isExempt: line.row.isExempt, reason: who.reason)
        }
    }

    /// Of its visits; of a machine in the workshop what was taken for it. More pieces than a line takes go on in the next one.
    private static func parts(
        _ job: JobRow, _ bearing: Bearing, on day: CalendarDay, _ context: CompanyContext, _ tx: Transaction
    ) throws -> [BillLine] {
        let visited = try DraftLineList.parts(of: job.id, tx)
        let bench =
            job.isInWorkshop ? try context.company.fittings[WorkshopSlots.parts].flatMap { try $0(job.id, tx) } : []
        let who = bearing.of(.parts)
        let most = BillLine.quantities.upperBound
        return try (visited + bench).flatMap { part -> [BillLine] in
            let price = try part.part.flatMap { try PartPriceRowList.holding($0, on: day, tx)[.customer] }
            return stride(from: 0, to: part.quantity, by: most).map { before in
                BillLine(
                    .part, part.name, quantity: min(part.quantity - before, most), price: price?.amount.minor ?? 0,
                    bearer: who.bearer, reason: who.reason, part: part.part)
            }
        }
    }
}

extension Bearing {
    /// What was approved, as a line of the bill.
    fileprivate func line(_ line: EstimateLine, _ words: Words) -> BillLine {
        let (kind, purpose): (BillLineKind, CustomerCharge.Purpose) =
            switch line.kind {
            case .labour: (.labour, .labour)
            case .part: (.part, .parts)
            case .travel: (.travel, .travel)
            }
        let who = of(purpose)
        let text = line.text.isEmpty ? words("estimates.kind.\(line.kind.rawValue)") : line.text
        return BillLine(
            kind, text, quantity: line.quantity, price: line.price, bearer: who.bearer, reason: who.reason)
    }
}
