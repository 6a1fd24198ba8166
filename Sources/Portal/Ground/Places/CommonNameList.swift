import Database
import Domain

enum CommonNameList {
    /// In the company's order.
    static func read(_ tx: Transaction) throws -> CommonNames {
        let provinces = try tx.rows("SELECT id, name_fa, name_en FROM province ORDER BY id")
        let cities = try tx.rows("SELECT id, province_id, name_fa, name_en FROM city ORDER BY id")
        let services = try tx.rows("SELECT code, name_fa, name_en, is_retired FROM service_type ORDER BY position")
        let reasons = try tx.rows("SELECT kind, code, name_fa, name_en FROM reason ORDER BY position")
        return CommonNames(
            provinces: try provinces.map { (id: try $0("id"), names: try BothNames($0)) },
            cities: try cities.map {
                CommonNames.City(id: try $0("id"), province: try $0("province_id"), names: try BothNames($0))
            },
            services: try services.map { (code: try $0("code"), names: try BothNames($0)) },
            retiredServices: Set(try services.filter { try $0("is_retired") }.map { try $0("code") as String }),
            reasons: try reasons.reduce(into: [:]) { all, row in
                let (kind, code): (String, String) = (try row("kind"), try row("code"))
                all["\(kind) \(code)"] = try BothNames(row)
            })
    }
}

extension BothNames {
    package init(_ row: Row) throws { self.init(fa: try row("name_fa"), en: try row("name_en")) }
}
