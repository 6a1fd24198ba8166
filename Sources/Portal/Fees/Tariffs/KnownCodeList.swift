import Database
import Domain

/// The codes that a company has, of the columns of a tariff that have no vocabulary of their own.
enum KnownCodeList {
    static func all(_ tx: Transaction) throws -> [MatchColumn: Set<String>] {
        [
            .serviceType: Set(try tx.list("SELECT code FROM service_type")),
            .productGroup: Set(try tx.list("SELECT code FROM product_group")),
            .productModel: Set(try tx.list("SELECT code FROM product_model")),
            .dealer: Set(try tx.list("SELECT code FROM dealer")),
            .dealerGrade: Set(try tx.list("SELECT DISTINCT grade FROM dealer")),
        ]
    }
}
