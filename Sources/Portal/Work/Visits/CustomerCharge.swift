import Database
import Domain
import Ground
import Web

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
    /// Why he does not pay some of it.
    let waivers: [ChargeWaiver]

    package init(_ lines: [Line]) { self.init(lines, waivers: []) }

    private init(_ lines: [Line], waivers: [ChargeWaiver]) { (self.lines, self.waivers) = (lines, waivers) }

    /// With nothing to pay where one of these says so: each line keeps its place, and says what it would have been.
    func waived(_ waivers: [ChargeWaiver], _ reader: Reader, _ currency: Currency) -> CustomerCharge {
        let lines = lines.map { line in
            guard let waiver = waivers.first(where: { $0.purposes.contains(line.purpose) }) else { return line }
            let instead = reader.words("visits.charge.instead", reader.money(Money(line.amount, currency)))
            return Line(
                line.purpose, label: line.label, amount: 0,
                why: [waiver.reason, instead, line.why].filter { !$0.isEmpty }.joined(separator: " · "))
        }
        return CustomerCharge(lines, waivers: waivers)
    }

    /// Why he pays nothing for it; nil where he does.
    func waiver(of purpose: Purpose) -> String? { waivers.first { $0.purposes.contains(purpose) }?.reason }

    /// Why he pays nothing at all, though the tariff has something for him; nil where he does.
    var waiver: String? { total == 0 ? lines.compactMap { waiver(of: $0.purpose) }.first : nil }

    /// What is left of it, after what was paid on earlier visits.
    func less(_ paid: [Purpose: Int64], label: String) -> CustomerCharge {
        let paidLines = Purpose.allCases.compactMap { purpose -> Line? in
            let counted = min(paid[purpose] ?? 0, sum(purpose))
            return counted > 0 ? Line(purpose, label: label, amount: -counted, why: "") : nil
        }
        return CustomerCharge(lines + paidLines, waivers: waivers)
    }

    var total: Int64 { Self.sum(lines) }

    func sum(_ purpose: Purpose) -> Int64 { Self.sum(lines.filter { $0.purpose == purpose }) }

    private static func sum(_ lines: [Line]) -> Int64 {
        Int64(clamping: lines.reduce(Int128(0)) { $0 + Int128($1.amount) })
    }
}

/// Why a customer does not pay for some of a job, whatever the tariff says.
package struct ChargeWaiver: Sendable {
    package let purposes: Set<CustomerCharge.Purpose>
    /// In the reader's words.
    package let reason: String

    package init(_ purposes: Set<CustomerCharge.Purpose>, reason: String) {
        (self.purposes, self.reason) = (purposes, reason)
    }
}

/// A part of the catalogue that was typed on a visit.
package struct KnownPart: Sendable {
    package let id: ID<SparePart>
    package let code: String
    /// Whether it is known to be for other machines than this one.
    package let isMisfit: Bool
    /// Whether each piece of it has a serial of its own, and the company follows it.
    package let isTracked: Bool

    package init(id: ID<SparePart>, code: String, isMisfit: Bool, isTracked: Bool = false) {
        (self.id, self.code, self.isMisfit, self.isTracked) = (id, code, isMisfit, isTracked)
    }
}

/// A visit that was just written down, with the parts fitted on it.
package struct LoggedVisit: Sendable {
    package let id: ID<Visit>
    package let job: ID<Job>
    package let number: String
    package let dealer: ID<Dealer>?
    /// In the company's calendar.
    package let day: CalendarDay
    package let parts: [VisitFacts.Part]
}

package enum VisitSlots {
    /// The parts that are offered for machines of a model, each as it would be typed.
    package static let offeredParts = Slot<
        @Sendable (ID<ProductModel>, CompanyContext, Transaction) throws -> [String]
    >("visit.offered_parts")
    /// What was typed, as parts of the catalogue; what is none of it is left out.
    package static let knownParts = Slot<
        @Sendable ([String], ID<ProductModel>, Transaction) throws -> [String: KnownPart]
    >("visit.known_parts")
    /// When a visit on which parts were fitted is written down, in its transaction: first each asks what it must know
    /// (`tx.ask`), then, once it is known whether the warranty may pay for parts, does what follows.
    package static let fitted = Slot<
        @Sendable (LoggedVisit, Actor, OpenCompany, Transaction) throws -> (_ mayBeCovered: Bool) throws -> Void
    >("visit.fitted")
    /// When other parts are written into a recorded visit: takes back what has followed of those that were in it, before they
    /// are fitted anew. What throws says why they stay as they are.
    package static let unfitted = Slot<@Sendable (LoggedVisit, Actor, OpenCompany, Transaction) throws -> Void>(
        "visit.unfitted")
    /// Why what was recorded of a job's visits stays as it is.
    package static let settled = Slot<@Sendable (ID<Job>, Transaction) throws -> Complaint?>("visit.settled")
    /// What a dealer's person is told above his day.
    package static let todayLines = Slot<@Sendable (CompanyContext, Transaction) throws -> [TodayLine]>("today.lines")
    /// What the wings ask at a visit.
    package static let asking = Slot<VisitAsking>("visit.asking")
    /// What the customer would have to pay where a job ended so; nil where nothing can be said of it.
    package static let charge = Slot<@Sendable (ForeseenEnd, CompanyContext, Transaction) throws -> CustomerCharge?>(
        "visit.charge")
    /// Why he pays nothing for some of it: what the company has promised him for this job.
    package static let waivers = Slot<@Sendable (JobRow, CompanyContext, Transaction) throws -> [ChargeWaiver]>(
        "visit.waivers")
}

extension CompanyContext {
    /// - Returns: nil where this visit does not end the job, or no tariff says anything of it.
    func charge(of job: JobRow, endedBy visit: VisitFacts, _ tx: Transaction) throws -> CustomerCharge? {
        guard visit.deed == .finish else { return nil }
        let day = company.clock.day(of: visit.visitedAt)
        let warranty = try JobCoverStore.verdict(
            of: job, on: day, faultCode: visit.faultCode, fitting: visit.parts.map(\.name), company.clock.calendar, tx
        ).overall
        let end = ForeseenEnd(job: job.id, visit: visit, day: day, warranty: warranty)
        for foresee in company.fittings[VisitSlots.charge] {
            guard let charge = try foresee(end, self, tx) else { continue }
            let paid = try VisitList.paid(for: job, tx)
            let isAsked = !charge.lines.isEmpty || !visit.parts.isEmpty
            return try (isAsked ? waived(charge, of: job, tx) : charge).less(paid, label: words("visits.charge.paid"))
        }
        return nil
    }

    /// Without what he was promised for nothing. What was agreed with him at reception goes before all else.
    package func waived(_ charge: CustomerCharge, of job: JobRow, _ tx: Transaction) throws -> CustomerCharge {
        let waivers: [ChargeWaiver]
        switch try JobIntakeStore.payer(of: job.id, tx) {
        case .customer: waivers = []
        case .company: waivers = [ChargeWaiver(.all, reason: words("visits.charge.by.company"))]
        case .dealer: waivers = [ChargeWaiver(.all, reason: words("visits.charge.by.dealer"))]
        case nil: waivers = try company.fittings[VisitSlots.waivers].flatMap { try $0(job, self, tx) }
        }
        return charge.waived(waivers, reader, company.currency)
    }

    /// What the customer would pay if a visit ended the job now, by all that is known of it before.
    func expectedCharge(of job: JobRow, _ tx: Transaction) throws -> (charge: CustomerCharge, visit: VisitFacts)? {
        guard (try? MayLogVisit(actor, on: job.standing)) != nil else { return nil }
        let road = try VisitFormList.roadTenths(of: job.id, tx)
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

extension Set<CustomerCharge.Purpose> {
    package static var all: Self { Self(CustomerCharge.Purpose.allCases) }
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
