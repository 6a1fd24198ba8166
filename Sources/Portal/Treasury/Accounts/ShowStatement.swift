import Database
import Domain
import Fees
import Ground
import Hummingbird
import Web

/// A month of a dealer's account on paper: what he had, what each job brought, what was refused and why, what was paid,
/// what he has.
struct ShowStatement: Sendable {
    let context: CompanyContext
    let code: String
    let period: Period

    private var reader: Reader { context.reader }
    private var company: OpenCompany { context.company }

    struct Loaded: Sendable {
        let owner: LedgerList.Owner
        let opening: Money
        let entries: [StatementList.Entry]
        let lines: [ID<Claim>: [StatementList.Line]]
        let rejected: [StatementList.Rejected]

        func sums() throws -> AccountStatement {
            try AccountStatement(
                opening: opening, entries: entries.map { ($0.kind, Money($0.amount, opening.currency)) })
        }

        /// The claims that were decided in the month, each with what its decision brought: fees less penalties.
        func jobs() throws -> [(entry: StatementList.Entry, job: StatementList.FeeOfJob, amount: Money)] {
            var jobs: [(entry: StatementList.Entry, job: StatementList.FeeOfJob, amount: Money)] = []
            for entry in entries where entry.isDecision {
                guard let job = entry.job else { continue }
                let amount = Money(entry.amount, opening.currency)
                if let place = jobs.lastIndex(where: { $0.job.claim == job.claim }) {
                    jobs[place].amount = try jobs[place].amount.adding(amount)
                } else {
                    jobs.append((entry, job, amount))
                }
            }
            return jobs
        }
    }

    /// - Throws: `Refusal.hidden` for a month that has not begun.
    func run() async throws -> Response {
        let days = period.days(in: company.clock.books)
        let today = company.clock.day(of: context.portal.now())
        guard days.lowerBound <= today else { throw Refusal.hidden }
        let (code, company, sight, period) = (code, company, context.actor.sight, period)
        let loaded = try await company.read { try Self.load(code, period, sight, company, $0) }
        try await context.writeDownPaper("statement", of: loaded.owner.id, ["period": period.text])
        return try context.show(page(loaded, days, today: today))
    }

    static func load(
        _ code: String, _ period: Period, _ sight: Actor.Sight, _ company: OpenCompany, _ tx: Transaction
    ) throws -> Loaded {
        let days = period.days(in: company.clock.books)
        let owner = try LedgerList.owner(code, sight, tx)
        return Loaded(
            owner: owner,
            opening: Money(try StatementList.opening(owner.id, before: days.lowerBound, tx), company.currency),
            entries: try StatementList.entries(owner.id, days, tx), lines: try StatementList.lines(owner.id, days, tx),
            rejected: try StatementList.rejected(
                owner.id, from: company.clock.startOfDay(days.lowerBound),
                before: company.clock.startOfDay(days.upperBound.adding(days: 1)), tx))
    }

    private func page(
        _ loaded: Loaded, _ days: ClosedRange<CalendarDay>, today: CalendarDay
    ) throws -> StatementPage {
        let sums = try loaded.sums()
        let (works, facts) = (try loaded.jobs(), self.facts(loaded.owner, days, today))
        var sheet = PrintedSheet.upright
        // The letterhead; a line of facts for each three; the sums with their title and the amount in words.
        sheet.put(200 + 130 * ((facts.count + 2) / 3) + (sums.kinds.count + 4) * PrintedSheet.row())
        let lines = try works.map { try job($0, loaded.lines) }
        let jobs = try sheet.parts(
            of: lines, sizes: lines.map(\.height), sums: works.map { [$0.amount] }, reader)
        let others = loaded.entries.filter { $0.kind.group != .payments && !$0.isDecision }.map(other)
        let rejected = loaded.rejected.map(self.rejected)
        for table in [others.map(\.height), rejected.map(\.height)] where !table.isEmpty {
            sheet.put(table.reduce(PrintedSheet.head, +))
        }
        let paid = loaded.entries.filter { $0.kind.group == .payments }
        let payments = try sheet.parts(
            of: paid.map { payment($0, loaded.owner.code) }, sizes: paid.map { _ in PrintedSheet.row(lines: 2) },
            sums: paid.map { [Money($0.amount, company.currency)] }, reader)
        let code = context.actor.dealer == nil ? loaded.owner.code : "mine"
        return StatementPage(
            titleValues: [loaded.owner.name, reader.month(period)],
            account: context.paths(DealerAccountRoutes.account, code),
            export: context.paths(DealerAccountRoutes.export, code, period),
            facts: facts, isOpen: today <= days.upperBound,
            unit: reader.unitName, opening: Amount(sums.opening, reader),
            kinds: sums.kinds.map { .init(name: name($0), amount: Amount(sums.sum($0), reader)) },
            jobs: jobs, hasJobs: !jobs.isEmpty,
            work: Amount(try sums.sum(.fee).adding(sums.sum(.penalty)), reader), others: others,
            hasOthers: !others.isEmpty, rejected: rejected, hasRejected: !rejected.isEmpty, payments: payments,
            hasPayments: !payments.isEmpty, paid: Amount(try sums.sum(of: .payments), reader),
            closing: Amount(sums.closing, reader), side: reader.side(of: sums.closing.minor),
            inWords: reader.inWords(sums.closing), otherwise: reader.otherwise(sums.closing),
            note: reader.words("accounts.statement.note"))
    }

    private func facts(_ owner: LedgerList.Owner, _ days: ClosedRange<CalendarDay>, _ today: CalendarDay) -> [Fact] {
        DealerAccountRoutes.facts(owner, reader) + [
            Fact(
                label: reader.words("accounts.statement.days"),
                value: reader.words(
                    "accounts.statement.from_to", reader.wholeDay(days.lowerBound), reader.wholeDay(days.upperBound))),
            Fact(label: reader.words("accounts.statement.issued"), value: reader.wholeDay(today)),
        ]
    }

    private func name(_ kind: LedgerKind) -> String { reader.words("ledger.kind.\(kind.rawValue)") }

    private func job(
        _ work: (entry: StatementList.Entry, job: StatementList.FeeOfJob, amount: Money),
        _ lines: [ID<Claim>: [StatementList.Line]]
    ) throws -> StatementPage.Job {
        let (job, lines) = (work.job, lines[work.job.claim] ?? [])
        return StatementPage.Job(
            number: job.number, href: context.paths(ClaimRoutes.one, job.claim),
            service: reader.name(fa: job.serviceFa, en: job.serviceEn), completed: reader.day(job.completedOn),
            day: reader.day(work.entry.day),
            lines: lines.indices.map { line(lines[$0], hasMore: $0 + 1 < lines.count) },
            amount: Amount(work.amount, reader))
    }

    private func other(_ entry: StatementList.Entry) -> StatementPage.Other {
        let grounds = [
            entry.job?.number.isolatedLeftToRight, entry.payout?.isolatedLeftToRight, entry.ground(reader).isolated,
        ]
        return StatementPage.Other(
            day: reader.day(entry.day), name: name(entry.kind),
            note: grounds.compactMap(\.self).joined(separator: " · "), amount: amount(entry.amount))
    }

    /// A line that was cut says what was claimed, and why it is less.
    private func line(_ line: StatementList.Line, hasMore: Bool) -> StatementPage.Line {
        let reason = line.reasonFa.map { reader.name(fa: $0, en: line.reasonEn ?? "") } ?? ""
        let claimed = reader.amount(Money(line.claimed, company.currency))
        return StatementPage.Line(
            component: reader.words("fees.component.\(line.component.rawValue)"), amount: amount(line.approved),
            why: line.approved == line.claimed ? nil : reader.words("accounts.statement.cut", claimed, reason),
            hasMore: hasMore)
    }

    private func rejected(_ row: StatementList.Rejected) -> StatementPage.Rejected {
        let reason = row.reasonFa.map { reader.name(fa: $0, en: row.reasonEn ?? "") }
        return StatementPage.Rejected(
            number: row.number, href: context.paths(ClaimRoutes.one, row.claim), completed: reader.day(row.completedOn),
            claimed: amount(row.claimed),
            why: [reason, row.text.isEmpty ? nil : row.text].compactMap(\.self).joined(separator: ": "))
    }

    private func payment(_ entry: StatementList.Entry, _ code: String) -> StatementPage.Payment {
        let payout = entry.payout ?? ""
        return StatementPage.Payment(
            day: reader.day(entry.day), name: name(entry.kind), payout: payout,
            reference: entry.bankReference ?? entry.note,
            href: Address.of(
                context.paths(ClaimRoutes.list), [("state", "all"), ("payout", payout), ("dealer", code)]),
            amount: amount(entry.amount))
    }

    private func amount(_ minor: Int64) -> Amount { Amount(Money(minor, company.currency), reader) }
}
