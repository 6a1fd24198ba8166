import Database

/// The files that rows of a company name, whichever wing's they are.
package enum BlobList {
    package static func named(_ fittings: Fittings, _ tx: Transaction) throws -> [String] {
        Set(try fittings[CompanySlots.files].flatMap { try $0(tx) }).sorted()
    }
}
