import Database
import Domain
import Foundation
import Testing

@testable import Books
@testable import Ground
@testable import House
@testable import Reports
@testable import Stock

@Suite("Profit and loss")
struct ProfitTests {
    /// A bill of labour, travel and parts, one part taken back; a claim's fee; three parts used at a job; salaries, and a row that was
    /// taken back.
    private func world() async throws -> World {
        let world = try await World()
        try await world.openBooks()
        let bill = try await world.addBill([
            BillLine(.labour, "اجرت", price: 2_000_000), BillLine(.travel, "ایاب‌وذهاب", price: 300_000),
            BillLine(.part, "فیلتر", quantity: 2, price: 450_000), BillLine(.part, "شیر", price: 150_000),
        ])
        let (open, officer) = (world.arman, try await world.person(.financeOfficer))
        try await open.write { try CreditInvoice(bill, lines: [4], because: "برگشت").run(by: officer, in: open, $0) }
        _ = try await world.addApproved([400_000])
        _ = try await world.addApproved([275_000], dealer: "D200")
        try await world.addPart("P-1")
        let place = try await world.addPlace(.central, "C1")
        try await world.receive("P-1", 10, at: place, cost: 70_000)
        try await world.move(.issue, "P-1", 3, from: place)
        try await open.write { tx in
            let month = ReportPeriod(.month, of: world.today, .jalali)
            try ProfitStore.add(.salary, 500_000, of: month, note: "حقوق", by: officer, tx)
            try ProfitStore.add(.factory, 90_000, of: month, note: "سهم", by: officer, tx)
            try ProfitStore.add(.premises, 77_000, of: month.before, note: "اجاره", by: officer, tx)
            try ProfitStore.takeBack(
                try #require(try tx.value("SELECT min(id) FROM profit_entry WHERE kind = 'factory'")), at: 1,
                by: officer,
                tx)
        }
        return world
    }

    private var month: ReportPeriod { ReportPeriod("1405-09", .jalali)! }

    @Test("adds up what was billed, decided, used and written by hand in a period, to the rial")
    func sums() async throws {
        let world = try await world()
        let sums = try await world.arman.read { try ProfitList.sums(ProfitScope(days: month.days), $0) }
        #expect(
            sums
                == ProfitSums([
                    .labour: 2_000_000, .travel: 300_000, .part: 900_000, .fees: 675_000, .fitted: 210_000,
                    .salary: 500_000,
                ]))
        #expect(sums[.income] == 3_200_000 && sums.result == 1_815_000 && sums.margin == 567)
        let before = try await world.arman.read { try ProfitList.sums(ProfitScope(days: month.before.days), $0) }
        #expect(before == ProfitSums([.premises: 77_000]))
    }

    @Test("is the sum of the rows behind each figure, whole and by whatever it is told apart")
    func rows() async throws {
        let world = try await world()
        try await world.arman.read { tx in
            var scopes = [ProfitScope(days: month.days)]
            let whole = try ProfitList.sums(scopes[0], tx)
            for dimension in ProfitByFilter.dimensions {
                let all = try ProfitList.sums(by: dimension, in: month.days, tx)
                #expect(all.values.reduce(into: ProfitSums()) { $0 += $1 } == whole, "\(dimension)")
                #expect(all[ProfitScope.apart]?[.salary] == 500_000)
                for (key, sums) in all {
                    let scope = ProfitScope(days: month.days, dimension: dimension, key: key)
                    #expect(try ProfitList.sums(scope, tx) == sums, "\(dimension) \(key)")
                    scopes.append(scope)
                }
            }
            for scope in scopes {
                let sums = try ProfitList.sums(scope, tx)
                for line in ProfitLine.allCases {
                    var (sum, cursor): (Int64, Cursor<ProfitRow.Key>?) = (0, nil)
                    repeat {
                        let slice = try ProfitList.slice(line, scope, cursor, size: 1, tx)
                        sum += slice.lines.reduce(0) { $0 + $1.amount }
                        cursor = slice.next.map { Cursor(.onward, $0) }
                    } while cursor != nil
                    #expect(sum == sums[line], "\(scope.dimension) \(scope.key) \(line)")
                }
            }
        }
    }

    @Test("shows each line beside the period and the year before, leads to its rows, and comes as files")
    func pages() async throws {
        let world = try await world()
        try await world.browse(as: .auditor) { browser in
            let page = try await browser.get("/arman/reports/profit?period=1405-09").text
            for text in ["اجرت دریافتی از مشتریان", "۲٬۰۰۰٬۰۰۰", "۶۷۵٬۰۰۰", "۱٬۸۱۵٬۰۰۰", "۵۶٫۷٪", "۷۷٬۰۰۰"] {
                #expect(page.contains(text), "\(text)")
            }
            #expect(!page.contains("خسارت دریافتی"), "a line without an amount is left out")
            #expect(page.contains("<svg class=\"chart-picture\""))
            let links = page.matches(of: #/href="(\/arman\/reports\/profit\/rows\?[^"]*)"/#).map {
                String($0.1).replacing("&amp;", with: "&")
            }
            #expect(links.count == 6)
            for link in links { #expect(try await browser.get(link).text.contains("<td class=\"lead\">"), "\(link)") }
            let fees = try await browser.get("/arman/reports/profit/rows?line=fees&period=1405-09").text
            #expect(fees.contains("D100") && fees.contains("D200") && fees.contains("۶۷۵٬۰۰۰"))
            for dimension in ProfitByFilter.dimensions {
                let by = try await browser.get("/arman/reports/profit/by?by=\(dimension.rawValue)&period=1405-09").text
                #expect(by.contains("بدون کار مشخص") && by.contains("۱٬۸۱۵٬۰۰۰"), "\(dimension)")
                let narrowed = try #require(by.firstMatch(of: #/<td class="lead"><a href="([^"]*)"/#))
                let one = try await browser.get(String(narrowed.1).replacing("&amp;", with: "&"))
                #expect(one.status == .ok && one.text.contains("aria-current=\"page\""), "\(dimension)")
            }
            let csv = try await browser.get("/arman/reports/profit/export?period=1405-09&format=csv").text
            #expect(csv.contains("جمع درآمد,3200000,0,0") && csv.contains("سود یا زیان,1815000,-77000,0"))
            let rows = try await browser.get("/arman/reports/profit/rows/export?line=part&period=1405-09&format=csv")
                .text
            #expect(rows.contains(",900000") && rows.contains(",-150000") && rows.contains("فیلتر"))
            let by = try await browser.get("/arman/reports/profit/by/export?by=dealer&period=1405-09&format=csv").text
            #expect(by.contains("275000"))
            for query in ["period=1390-01", "period=x&by=part&key=1", "by=dealer&key=999999", "by=city&key=%27"] {
                #expect(try await browser.get("/arman/reports/profit?\(query)").status == .ok, "\(query)")
            }
        }
    }

    @Test("counts what dealers keep, and what they are charged for parts, under the dealer and the job")
    func dealers() async throws {
        let world = try await World()
        try await world.openBooks()
        let (job, draft) = try await world.addDraft()
        try await world.addVisit(of: job, collected: 1_500_000)
        _ = try await world.issue(draft)
        let officer = try await world.person(.financeOfficer)
        let dealer: ID<Dealer> = try await world.arman.write { tx in
            let dealer: ID<Dealer> = try #require(try tx.value("SELECT dealer_id FROM job WHERE number = \(job)"))
            for (amount, kind) in [(-80_000, "part_charge"), (-5_000, "adjustment")] as [(Int64, String)] {
                try tx.execute(
                    """
                    INSERT INTO ledger_entry (dealer_id, at, on_day, kind, amount, made_by)
                    VALUES (\(dealer), \(tx.now), \(world.today), \(kind), \(amount), \(officer))
                    """)
            }
            return dealer
        }
        try await world.arman.read { tx in
            let kept: CalendarDay = try #require(
                try tx.value("SELECT on_day FROM customer_receipt WHERE visit_id IS NOT NULL"))
            let days = min(kept, month.days.lowerBound)...month.days.upperBound
            let all = try ProfitList.sums(by: .dealer, in: days, tx)
            #expect(
                all[dealer.description]
                    == ProfitSums([.labour: 2_000_000, .charged: 80_000, .kept: 1_500_000, .fees: -5_000]))
            #expect(all[ProfitScope.apart] == nil)
        }
    }

    @Test("says of a loss what it is of what comes in")
    func loss() async throws {
        let world = try await World()
        let officer = try await world.person(.financeOfficer)
        try await world.arman.write { tx in
            try ProfitStore.add(.otherIncome, 100_000, of: month, note: "x", by: officer, tx)
            try ProfitStore.add(.salary, 156_700, of: month, note: "x", by: officer, tx)
        }
        try await world.browse(as: .financeOfficer) { browser in
            let page = try await browser.get("/arman/reports/profit?period=1405-09").text
            #expect(page.contains("−۵۶٬۷۰۰") && page.contains("−۵۶٫۷٪"))
        }
    }

    @Test("shows the best and the worst of many, with the others in a row between them")
    func many() {
        let lines = (0..<230).map { place in
            ProfitByFigures.Line(
                key: "\(place)", name: "n\(place)", sums: ProfitSums([.otherIncome: Int64(1_000 - place)]))
        }
        let apart = ProfitByFigures.Line(
            key: ProfitScope.apart, name: "apart", sums: ProfitSums([.salary: 7]))
        let figures = ProfitByFigures(lines: lines + [apart])
        let shown = figures.shown(most: 100)
        #expect(shown.first.count == 100 && shown.others.count == 30 && shown.last.count == 101)
        #expect(shown.last.last?.key == ProfitScope.apart && shown.last.dropLast().last?.key == "229")
        let sum = (shown.first + shown.others + shown.last).reduce(into: ProfitSums()) { $0 += $1.sums }
        #expect(sum == figures.whole)
        #expect(ProfitByFigures(lines: Array(lines.prefix(200)) + [apart]).shown(most: 100).others.isEmpty)
    }

    @Test("takes down what no other room knows, never changes it, and takes it back once with a trace")
    func entries() async throws {
        let world = try await World()
        let list = "/arman/reports/profit/entries"
        let form = [("line", "salary"), ("month", "1405-08"), ("amount", "۱۲٬۰۰۰٬۰۰۰"), ("note", "حقوق آبان")]
        @Sendable func with(_ name: String, _ value: String) -> [(String, String)] {
            form.map { $0.0 == name ? (name, value) : $0 }
        }
        try await world.serve { client in
            let officer = try await world.browser(client, as: .financeOfficer)
            for (name, value) in [
                ("line", "labour"), ("line", ""), ("month", "1405-10"), ("month", "1405"), ("month", "1300-01"),
                ("amount", "0"), ("amount", "-5"), ("amount", "999999999999999999999"), ("note", ""),
                ("note", String(repeating: "ا", count: 301)),
            ] {
                let refused = try await officer.post(list, with(name, value))
                #expect(refused.status == .unprocessableContent, "\(name) \(value)")
                #expect(name == "amount" || refused.text.contains("۱۲٬۰۰۰٬۰۰۰"), "what was typed stays")
            }
            #expect(try await officer.post(list, form).status == .seeOther)
            let auditor = try await world.browser(client, as: .auditor)
            let page = try await auditor.get("\(list)?period=1405-08").text
            #expect(
                page.contains("حقوق آبان") && page.contains("۱۲٬۰۰۰٬۰۰۰") && !page.contains("/back\"")
                    && !page.contains("name=\"amount\""))
            #expect(try await auditor.post(list, form).status == .forbidden)
            #expect(try await auditor.post("\(list)/1/back", [("version", "1")]).status == .forbidden)
            #expect(try await world.browser(client, as: .dealerManager).get(list).status == .notFound)
            #expect(try await officer.post("\(list)/1/back", []).status == .badRequest)
            #expect(try await officer.post("\(list)/9/back", [("version", "1")]).status == .notFound)
            #expect(try await officer.post("\(list)/1/back", [("version", "1")]).status == .seeOther)
            let again = try await world.browser(client, as: .administrator).post("\(list)/1/back", [("version", "2")])
            #expect(again.status == .conflict)
            let after = try await officer.get("\(list)?period=1405-08").text
            #expect(after.contains("ابطال‌شده: \u{2068}finance_officer 0") && after.contains("حقوق آبان"))
            let file = try await auditor.get("\(list)/export?period=1405-08&format=csv").text
            #expect(file.contains("حقوق و دستمزد,") && file.contains(",12000000,finance_officer 0,finance_officer 0"))
            let history = try await auditor.get("/arman/history").text
            #expect(history.contains("ردیف سود و زیان ثبت شد") && history.contains("ردیف سود و زیان ابطال شد"))
        }
        let sums = try await world.arman.read { try ProfitList.sums(ProfitScope(days: month.before.days), $0) }
        #expect(sums == ProfitSums())
    }

    @Test("is read by the days of its rows, without a walk of all", .enabled(if: TestEngine.server == nil))
    func plans() async throws {
        let world = try await World()
        let indexes: [(ProfitLine, String)] = [
            (.labour, "sales_invoice_day"), (.fees, "ledger_entry_day"), (.fitted, "stock_movement_day"),
            (.kept, "customer_receipt_day"),
            (.salary, "profit_entry_day"),
        ]
        for (line, index) in indexes {
            let statement = ProfitList.statement(line, ProfitScope(days: month.days), after: nil, limit: 51)
            let plan: [String] = try await world.arman.read { tx in
                try tx.rows("EXPLAIN QUERY PLAN \(statement)").map { try $0("detail") }
            }
            #expect(plan.contains { $0.contains("INDEX \(index) ") }, "\(line): \(plan)")
        }
    }
}
