import Base
import Database
import Domain
import Ground
import Treasury

/// What stands in dealers' accounts besides their fees: retentions and tax by rule, an advance, cash and parts, a payment
/// that is stopped, dealers who are registered for value added tax.
struct DemoAccounts: Sendable {
    let company: OpenCompany
    let now: Instant

    func run() async throws {
        let (actors, dealers) = try await company.read { tx in
            (try DemoList.actors(tx).office, try DemoList.dealers(tx))
        }
        guard let officer = actors[.financeOfficer], let approver = actors[.financeApprover], dealers.count > 8 else {
            return
        }
        let moment = now.adding(seconds: -90 * 86_400)
        try await company.write { tx in
            try rules(by: approver, tx.at(moment))
            try SettlementSetting.set(.init(economicCode: "411367891234", nationalID: "10380284790"), by: nil, tx)
            try SettingStore.set(CompanyProfile.addressName, "تهران، خیابان ولیعصر، پلاک ۱۲۰", tx)
            try SettingStore.set(CompanyProfile.postalCodeName, "1966913711", tx)
            try SettingStore.set(CompanyProfile.phonesName, "021-88000000", tx)
            for dealer in dealers.prefix(6) {
                let tax = DealerTax(isRegistered: true, economicCode: "4111\(dealer.id.value + 10_000_000)")
                try DealerTaxStore.set(tax, of: dealer.id, by: officer.person, tx.at(moment))
            }
            try securities(by: officer, tx.at(moment))
            try rows(dealers, by: officer, approver, tx)
            try PaymentBlockStore.add(
                for: dealers[7].id, reason: "تسویه قطعات امانی انجام نشده است", by: officer.person, tx)
        }
    }

    private func rules(by approver: Actor, _ tx: Transaction) throws {
        let from = company.clock.day(of: tx.now)
        let rules: [(DeductionRule.Kind, String, DeductionRule.Base, Set<String>, Bool)] = [
            (.insuranceRetention, "5", .gross, [], false), (.performanceRetention, "10", .gross, ["C", "D"], false),
            (.withholding, "3", .gross, [], false), (.vat, "10", .gross, [], true),
        ]
        for (place, (kind, percent, base, grades, isForRegistered)) in rules.enumerated() {
            try AddDeduction(
                kind: kind, position: place + 1, percent: Percent(percent), base: base, grades: grades,
                isForRegistered: isForRegistered, from: from, to: nil
            ).run(by: approver.person, in: tx)
        }
    }

    /// One whose day is over, one that is due soon, one on demand, and one of a bank.
    private func securities(by officer: Actor, _ tx: Transaction) throws {
        let taken = company.clock.day(of: tx.now)
        let papers: [(String, Collateral.Kind, Int64, String, String, Int?)] = [
            ("AR100", .promissoryNote, 5_000_000_000, "812345", "صادق رفیعی", nil),
            ("AR101", .cheque, 3_000_000_000, "124578", "بانک ملت، شعبه مرکزی", 80),
            ("AR102", .guarantee, 8_000_000_000, "98-3321", "بانک صادرات، شعبه بازار", 110),
            ("AR102", .cheque, 2_500_000_000, "457812", "بانک صادرات، شعبه بازار", 400),
        ]
        for (dealer, kind, amount, number, issuer, days) in papers {
            let paper = try Collateral(
                kind, amount: amount, number: number, issuer: issuer, due: days.map(taken.adding(days:)),
                place: "گاوصندوق مالی، پوشه تضمین‌ها", today: taken)
            try CollateralStore.take(paper, of: dealer, by: officer.person, tx)
        }
    }

    private func rows(_ dealers: [DemoList.Dealer], by officer: Actor, _ approver: Actor, _ tx: Transaction) throws {
        let rows: [(Int, ManualRow, Int64, String, Bool)] = [
            (0, .advance, 5_000_000, "علی‌الحساب", true), (1, .cashCollected, 2_400_000, "وجه دریافتی از مشتری", true),
            (2, .partCharge, 1_850_000, "قطعات تحویلی", true), (3, .credit, 900_000, "جبران کرایه حمل", false),
            (8, .cashCollected, 480_000_000, "وجه فروش قطعه", true),
        ]
        for (place, kind, size, note, isConfirmed) in rows {
            let dealer = dealers[place].id
            let row = try AccountRowStore.add(
                kind, kind.amount(Money(size, company.currency)), to: dealer, on: company.clock.day(of: tx.now),
                note: note, by: officer.person, tx)
            guard isConfirmed else { continue }
            try DecideRow(row: row, decision: .confirm).run(for: dealer, by: approver, in: company, tx)
        }
    }
}
