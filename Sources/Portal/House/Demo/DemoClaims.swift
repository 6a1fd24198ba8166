import Database
import Domain
import Fees
import Ground

/// How the demo companies look at claims: rules that decide the plain ones, drafts for three days, limits by role; and what
/// dealers and finance have argued about.
struct DemoClaims: Sendable {
    let company: OpenCompany
    let now: Instant
    private static let together = 200
    private static let days = 3

    /// Nobody took photos, the tariff pays work out of warranty on purpose, and the files know no contract.
    private static let off: Set<ClaimRuleCode> = [.noPhoto, .charged, .contract]

    /// Before the work is written down.
    func prepare() async throws {
        let dispositions: [ClaimRuleCode: ClaimDisposition] = [
            .duplicate: .deny, .unregistered: .pay, .customerPaid: .pay,
        ]
        try await company.write { tx in
            for row in try ClaimRuleStore.rows(tx).value() {
                let old = row.rule
                let rule = ClaimRule(
                    old.code, rank: old.rank, severity: old.severity,
                    disposition: dispositions[old.code] ?? old.disposition, parameters: old.parameters,
                    reason: old.reason, isOn: !Self.off.contains(old.code))
                try ClaimRuleStore.set(rule, version: row.version, tx)
            }
            try ClaimSettingStore.set(.automaticLimit, to: 2_500_000, tx)
            try ClaimSettingStore.set(.sendAfterDays, to: Int64(Self.days), tx)
            let minutes = ["install": 150, "repair": 150, "periodic": 150]
            for group in try StandardTimeList.groups(tx) {
                for (service, count) in minutes {
                    try ClaimSettingStore.set(count, for: StandardTime(service: service, group: group.id), tx)
                }
            }
        }
    }

    /// The dealers have sent what was done two days ago and earlier, each claim two days after its job.
    func send() async throws {
        let currency = company.currency
        let until = company.clock.day(of: now).adding(days: 1 - Self.days)
        while true {
            let sent = try await company.write { tx in
                let rows = try ClaimStore.drafts(completedBy: until, limit: Self.together, currency, tx)
                let dealers = try DemoList.actors(tx).dealers
                for row in rows {
                    let moment = try min(now, DemoList.completed(row.id, tx).adding(seconds: 2 * 86_400))
                    try row.send(by: dealers[row.dealer]?.person, in: company, tx.at(moment))
                }
                return rows.count
            }
            if sent < Self.together { return }
        }
    }

    /// After finance has decided: a dealer asks for more on a draft, four appeal, and one claim is taken back.
    func argue() async throws {
        let (actors, cut, granted, draft) = try await company.read { tx in
            (
                try DemoList.actors(tx), try DemoList.cutLines(limit: 4, tx), try DemoList.lastGranted(tx),
                try DemoList.lastDraft(tx)
            )
        }
        guard let officer = actors.office[.financeOfficer], let approver = actors.office[.financeApprover] else {
            return
        }
        try await appeal(cut, actors.dealers, approver)
        try await takeBack(granted, officer, approver)
        try await ask(draft, actors.dealers)
        try await company.write { tx in
            try ClaimSettingStore.set(.limitOfficer, to: 20_000_000, tx)
            try ClaimSettingStore.set(.limitApprover, to: 200_000_000, tx)
        }
    }

    private func appeal(
        _ lines: [DemoList.CutLine], _ dealers: [ID<Domain.Dealer>: Actor], _ approver: Actor
    ) async throws {
        for (index, line) in lines.enumerated() {
            guard let manager = dealers[line.dealer] else { continue }
            try await company.write { [now, company] tx in
                let made = min(now, line.decidedAt.adding(seconds: 86_400))
                try AppealLine(
                    claim: line.claim, line: line.line,
                    text: "مشتری رسید کار را امضا کرده است و مبلغی از او دریافت نشده است.", photos: []
                ).run(by: manager, in: company, tx.at(made))
                guard index >= 2 else { return }
                let appeal = try AppealList.all(of: line.claim, tx)[0]
                try DecideAppeal(
                    appeal: appeal.id, version: 1, granted: index == 2 ? line.claimed : nil,
                    answer: index == 2 ? "رسید مشتری دیده شد." : "در تماس با مشتری پرداخت تأیید شد."
                ).run(by: approver, in: company, tx.at(min(now, made.adding(seconds: 86_400))))
            }
        }
    }

    private func takeBack(_ claim: ClaimChoice?, _ officer: Actor, _ approver: Actor) async throws {
        guard let claim else { return }
        try await company.write { [company] tx in
            let reversal = try ProposeReversal(
                claim: claim, reason: "not_done", text: "در نظرسنجی، مشتری مراجعه را تأیید نکرد."
            ).run(by: officer, in: company, tx)
            try ConfirmReversal(claim: claim, reversal: reversal).run(by: approver, in: company, tx)
        }
    }

    private func ask(_ draft: (claim: ClaimChoice, dealer: ID<Domain.Dealer>)?, _ dealers: [ID<Domain.Dealer>: Actor])
        async throws
    {
        guard let draft, let manager = dealers[draft.dealer] else { return }
        let line = try AskedLine(
            component: .travel, amount: Money(850_000, company.currency),
            text: "جاده اصلی بسته بود؛ ۳۴ کیلومتر از مسیر فرعی رفتیم.")
        try await company.write { [company] tx in
            try AskForMore(claim: draft.claim, line: line, photos: []).run(by: manager, in: company, tx)
        }
    }
}
