import Database
import Domain
import Ground
import Reports

/// What finance writes by hand of each month: salaries that rise with the new year, rent, transport, the factory's share of warranty work.
struct DemoProfit: Sendable {
    private static let months = 14
    /// Jobs of a company whose amounts are those below.
    private static let usual: Int64 = 3_000
    let company: OpenCompany

    func run() async throws {
        try await company.write { tx in
            guard let officer = try DemoList.actors(tx).office[.financeOfficer] else { return }
            let (calendar, jobs) = (company.clock.calendar, try DemoList.jobs(tx))
            let now = ReportPeriod(.month, of: company.clock.day(of: tx.now), calendar)
            for back in (1...Self.months).reversed() {
                let month = now.back(back)
                let years = Int64(month.year - now.year)
                let then = tx.at(company.clock.startOfDay(month.days.upperBound.adding(days: 4)))
                for entry in Self.entries(month, years) {
                    // As large as its work, in whole millions.
                    let amount = max(entry.amount / 1_000_000 * jobs / Self.usual, 1) * 1_000_000
                    try ProfitStore.add(entry.line, amount, of: month, note: entry.note, by: officer.person, then)
                }
            }
        }
    }

    /// - Parameter years: from this one back, 0 or below.
    private static func entries(
        _ month: ReportPeriod, _ years: Int64
    ) -> [(line: ProfitLine, amount: Int64, note: String)] {
        // Summer is when refrigerators fail.
        let isSummer = (4...6).contains(month.place)
        return [
            (.salary, 1_260_000_000 + years * 240_000_000, "حقوق و بیمه، ۹ نفر"),
            (.premises, 310_000_000 + years * 60_000_000, "اجاره دفتر و انبار"),
            (.transport, isSummer ? 145_000_000 : 92_000_000, "باربری قطعه"),
            (.survey, 38_000_000, "تماس و پیامک"),
            (.factory, isSummer ? 6_150_000_000 : 4_480_000_000, "سهم کارخانه از خدمات گارانتی"),
        ]
    }
}
