import Database
import Domain

/// What standard times can be set for.
package enum StandardTimeList {
    package static func services(_ tx: Transaction) throws -> [(code: String, fa: String, en: String)] {
        try tx.rows("SELECT code, name_fa, name_en FROM service_type ORDER BY position").map {
            (try $0("code"), try $0("name_fa"), try $0("name_en"))
        }
    }

    package static func groups(_ tx: Transaction) throws -> [(id: ID<ProductGroup>, fa: String, en: String)] {
        try tx.rows("SELECT id, name_fa, name_en FROM product_group ORDER BY code").map {
            (try $0("id"), try $0("name_fa"), try $0("name_en"))
        }
    }
}
