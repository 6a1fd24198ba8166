import Database
import Domain
import Ground

/// How a job would end by the visit that somebody is about to make, or is writing down.
package struct ForeseenEnd: Sendable {
    package let job: ID<Job>
    package let visit: VisitFacts
    /// Of the visit, in the company's calendar.
    package let day: CalendarDay
    package let warranty: Warranty
}

/// What a customer pays his dealer for a job, line by line.
package struct CustomerCharge: Sendable {
    /// What a line is paid for, as the form of a visit asks for it.
    package enum Purpose: String, CaseIterable, Sendable { case labour, travel, parts }

    package struct Line: Sendable {
        package let purpose: Purpose
        package let label: String
        /// In minor units.
        package let amount: Int64
        /// How it came about.
        package let why: String

        package init(_ purpose: Purpose, label: String, amount: Int64, why: String) {
            (self.purpose, self.label, self.amount, self.why) = (purpose, label, amount, why)
        }
    }

    package let lines: [Line]

    package init(_ lines: [Line]) { self.lines = lines }

    /// What is left of it, after what was paid on earlier visits.
    func less(_ paid: [Purpose: Int64], label: String) -> CustomerCharge {
        let paidLines = Purpose.allCases.compactMap { purpose -> Line? in
            let counted = min(paid[purpose] ?? 0, sum(purpose))
            return counted > 0 ? Line(purpose, label: label, amount: -counted, why: "") : nil
        }
        return CustomerCharge(lines + paidLines)
    }

    var total: Int64 { Self.sum(lines) }

    func sum(_ purpose: Purpose) -> Int64 { Self.sum(lines.filter { $0.purpose == purpose }) }

    private static func sum(_ lines: [Line]) -> Int64 {
        Int64(clamping: lines.reduce(Int128(0)) { $0 + Int128($1.amount) })
    }
}

package enum VisitSlots {
    /// What a dealer's person is told above his day.
    package static let todayLines = Slot<@Sendable (CompanyContext, Transaction) throws -> [TodayLine]>("today.lines")
    /// What the wings ask at a visit.
    package static let asking = Slot<VisitAsking>("visit.asking")
    /// What the customer would have to pay where a job ended so; nil where nothing can be said of it.
    package static let charge = Slot<@Sendable (ForeseenEnd, CompanyContext, Transaction) throws -> CustomerCharge?>(
        "visit.charge")
}

extension CompanyContext {
    /// - Returns: nil where this visit does not end the job, or no tariff says anything of it.
    func charge(of job: JobRow, endedBy visit: VisitFacts, _ tx: Transaction) throws -> CustomerCharge? {
        guard visit.deed == .finish else { return nil }
        let day = company.clock.day(of: visit.visitedAt)
        let warranty = try JobCoverStore.verdict(
            of: job, on: day, faultCode: visit.faultCode, company.clock.calendar, tx
        ).overall
        let end = ForeseenEnd(job: job.id, visit: visit, day: day, warranty: warranty)
        for foresee in company.fittings[VisitSlots.charge] {
            guard let charge = try foresee(end, self, tx) else { continue }
            let paid = try VisitList.paid(for: job, tx)
            return charge.less(paid, label: words("visits.charge.paid"))
        }
        return nil
    }

    /// What the customer would pay if a visit ended the job now, by all that is known of it before.
    func expectedCharge(of job: JobRow, _ tx: Transaction) throws -> (charge: CustomerCharge, visit: VisitFacts)? {
        guard (try? MayLogVisit(actor, on: job.standing)) != nil else { return nil }
        let road = try VisitFormList.facts(of: job, tx).roadTenths
        let visit = VisitFacts.expected(kmTenths: road ?? 0, at: portal.now())
        return try charge(of: job, endedBy: visit, tx).map { ($0, visit) }
    }

    /// On the job's page, for those who may go there.
    func foreseenCharge(of job: JobRow, _ tx: Transaction) throws -> ChargeView? {
        guard let (charge, visit) = try expectedCharge(of: job, tx) else { return nil }
        let about = reader.words(
            "visits.charge.about", reader.tenths(Int64(visit.kmTenths)), reader.number(visit.minutes))
        return ChargeView(charge, notes: [about], self)
    }
}

extension VisitFacts {
    /// A visit that ends the job now, as far as is known before it: the way there.
    static func expected(kmTenths: Int, at now: Instant) -> VisitFacts {
        VisitFacts(
            outcome: .completed, endsJob: false, visitedAt: now, minutes: 0, kmTenths: kmTenths, symptom: "",
            remedy: "",
            parts: [], customerLabour: 0, customerParts: 0, customerTravel: 0, note: "")
    }
}
