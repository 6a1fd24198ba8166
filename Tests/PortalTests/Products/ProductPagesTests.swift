import Domain
import Testing

@testable import Ground

@Suite struct ProductPagesTests {
    @Test("Models stand in their groups, and are found by any of their names")
    func list() async throws {
        let world = try await World()
        _ = try await world.load(.products, "products.csv", try sample("products.csv"))
        try await world.browse(as: .reception) { browser in
            let all = try await browser.get("/arman/products")
            for code in ["FR-951B0", "OV-963B8", "FRIDGE-1"] { #expect(all.text.contains(code), "\(code)") }
            // A cell with nothing in it is left out on a phone.
            #expect(all.text.contains("<td data-label=\"سرویس دوره‌ای\"></td>"))
            let ovens = try await browser.get("/arman/products?q=\(Paths.part("مايكروويو"))")
            #expect(ovens.text.contains("OV-963B8"))
            #expect(!ovens.text.contains("FR-951B0"))
        }
    }

    @Test("A group keeps one code however files call it; an unknown one gets a code of its own")
    func groups() async throws {
        let world = try await World()
        let file = """
            model,name,group,warranty_months,warranty_from
            A1,one,Refrigerator,24,sale
            A2,two,يخچال فريزر,24,sale
            A3,three,چای‌ساز,24,sale
            A4,four,چاي ساز,24,sale
            A5,five,Coffee maker,24,installation
            """
        let report = try await world.load(.products, "more.csv", Array(file.utf8)).report
        #expect(report.imported == 5)
        let codes = try await world.arman.read { tx in
            try tx.rows(
                """
                SELECT g.code FROM product_model m JOIN product_group g ON g.id = m.group_id
                WHERE m.code LIKE 'A_' ORDER BY m.code
                """
            ).map { try $0("code") as String }
        }
        #expect(codes == ["fridge", "fridge", "group_4", "group_4", "coffee_maker"])
    }
}
