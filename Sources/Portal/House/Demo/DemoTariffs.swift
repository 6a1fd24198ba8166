import Database
import Domain
import Fees
import Ground

/// What the service manager has in hand: a draft for the next month that pays labour better, run over the last one, and a
/// first draft for the company's own technicians.
struct DemoTariffs: Sendable {
    let company: OpenCompany
    let root: Root
    let now: Instant

    private static let technicians = """
        code,component,service_type,method,amount,per,base,min,note
        T-1,labour,repair|inspection,percent,25,,customer_labour,900000,یک‌چهارم اجرت مشتری
        T-2,labour,install|periodic,fixed,1200000,,,,
        T-3,travel,,per_unit,9000,km_round_trip,,,

        """

    func run() async throws {
        let actors = try await company.read { try DemoList.actors($0).office }
        guard let manager = actors[.serviceManager] else { return }
        let calendar = company.clock.calendar
        let month = calendar.month(of: company.clock.day(of: now))
        let next = calendar.days(ofMonth: month.year, month.month + 1).lowerBound
        let last = calendar.days(ofMonth: month.year, month.month - 1)
        let (company, now) = (company, now)
        let run = try await company.write { transaction -> ID<WhatIfRun>? in
            let tx = transaction.at(now)
            guard let active = try TariffStore.list(tx).first(where: { $0.state == .active }) else { return nil }
            let rules = try TariffRuleStore.cells(of: active.id, tx).map(Self.dearer)
            let draft = try TariffStore.addDraft(
                name: "تعرفه ماه بعد", audience: "dealers", from: next, to: nil, rules: rules, by: manager.person, tx)
            _ = try TariffStore.addDraft(
                name: "تعرفه سرویس‌کاران", audience: "technicians", from: next, to: nil, rules: Self.technicianRules(),
                by: manager.person, tx)
            let span = company.clock.span(last.lowerBound, last.upperBound)
            guard try WhatIfList.count(for: "dealers", from: span.start, before: span.end, tx) > 0 else { return nil }
            let start = StartWhatIf(tariff: draft, from: last.lowerBound, to: last.upperBound)
            return try start.run(by: manager, in: company, tx)
        }
        if let run { try await CompanyRuns(company, root).finish(WhatIfs.name, of: run.value) }
    }

    /// A tenth more for labour by the piece.
    private static func dearer(_ rule: RuleCells) -> RuleCells {
        var rule = rule
        guard rule[.component] == "labour", rule[.method] == "fixed", let amount = Int64(rule[.amount]) else {
            return rule
        }
        rule[.amount] = String(amount / 10 * 11)
        return rule
    }

    private static func technicianRules() throws -> [RuleCells] {
        try TariffParsing.rules(of: DelimitedText.read(Array(technicians.utf8))).map(\.cells)
    }
}
