import Database
import Domain
import Testing

@testable import Base
@testable import Ground
@testable import House

@Suite("A model whose warranty is ruled")
struct RuledModelTests {
    @Test("by its group keeps the months of its row, by hand and by file, and its page says which rule decides")
    func group() async throws {
        let world = try await World()
        let before = try await world.answer(as: .reception) { try await $0.get("/arman/products/FRIDGE-1") }.text
        #expect(before.contains("ماه‌های همین مدل"))
        let group: Int64 = try #require(
            try await world.arman.read { try $0.value("SELECT id FROM product_group WHERE code = 'fridge'") })
        let rule = try await WarrantyRuleTests.add(world, ["model": "", "group": String(group)])
        _ = try await WarrantyRuleTests.activate(rule, world)
        try await world.browse(as: .administrator) { browser in
            let change = try await browser.post(
                "/arman/products/FRIDGE-1",
                [
                    ("name", "یخچال یک"), ("group", String(group)), ("warranty_months", "48"),
                    ("warranty_from", "sale"),
                    ("periodic_months", ""), ("version", "1"),
                ])
            #expect(change.text.contains("گروه مدل") && change.text.contains("قاعده گارانتی دونفره"))
            let page = try await browser.get("/arman/products/FRIDGE-1").text
            #expect(page.contains("قاعده گروه") && page.contains(rule))
        }
        let file =
            "کد مدل,نام مدل,گروه کالا,ماه گارانتی,شروع گارانتی از\nFRIDGE-1,یک,یخچال,48,فروش\nX-1,دو,تلویزیون,12,نصب\n"
        let report = try await world.load(.products, "products.csv", Array(file.utf8)).report
        #expect(report.imported == 1 && report.refused.first?.column == "ماه گارانتی")
        #expect(try await world.answer("SELECT warranty_months FROM product_model WHERE code = 'FRIDGE-1'") != 48)
    }

    @Test("freezes its verdict with a job that comes by file, as with one that is taken by hand")
    func imported() async throws {
        let world = try await World()
        let file = """
            شماره پذیرش,تاریخ پذیرش,نام مشتری,همراه,شهر,کد مدل,سریال,تاریخ خرید,نوع سرویس
            A-1,1405/08/20,مینا راد,09123456789,کرج,FRIDGE-1,N1,1405/01/01,تعمیر

            """
        let report = try await world.load(.requests, "requests.csv", Array(file.utf8)).report
        #expect(report.imported == 1)
        let frozen = try await world.arman.read { tx in
            try tx.one(
                "SELECT c.occasion, c.lines, c.day, j.received_on FROM job_cover c JOIN job j ON j.id = c.job_id")
        }
        let verdict = CoverVerdict(frozen: try frozen("lines"))
        #expect(try frozen("occasion") == "intake" && verdict?.overall == .within)
        #expect(try frozen("day") as CalendarDay == frozen("received_on"))
    }
}
