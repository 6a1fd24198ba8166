import Base
import Database
import Domain
import Ground

/// What the demo company promises for the refrigerators that it sells from now on: the administrator has written it, the
/// service manager puts it into force; a later draft waits for him.
struct DemoWarranty: Sendable {
    let company: OpenCompany
    let now: Instant

    func run() async throws {
        let (company, today) = (company, company.clock.day(of: now))
        try await company.write { tx in
            let office = try DemoList.actors(tx).office
            guard let group = try DemoList.models(tx).first?.group, let author = office[.administrator],
                let manager = office[.serviceManager]
            else { return }
            let rule = { (from: CalendarDay, compressor: Int) in
                CoverRule(
                    soldFrom: from,
                    start: CoverStart(.first, [.init(.installation), .init(.production, daysAfter: 540)]),
                    terms: [
                        CoverTerm(.parts, months: 24), CoverTerm(.labour, months: 18), CoverTerm(.travel, months: 12),
                        CoverTerm(.component("کمپرسور"), months: compressor),
                    ], repairMonths: 3, partMonths: 6, repairDays: 20,
                    voids: ["دستکاری فرد غیرمجاز", "آسیب نوسان برق"])
            }
            let first = try WarrantyRuleStore.add(rule(today, 60), for: .group(group), by: author.person, tx)
            try WarrantyRuleStore.activate(first, at: 1, by: manager, tx)
            _ = try WarrantyRuleStore.add(rule(today.adding(days: 90), 120), for: .group(group), by: author.person, tx)
        }
    }
}
