import Database

/// Which files are asked for.
package enum FileNames: Sendable {
    case all
    case among([String])

    /// The condition on a column `sha256`.
    package var condition: SQL {
        switch self {
        case .all: "1 = 1"
        case .among(let names): "sha256 IN (\(names))"
        }
    }
}

/// The files that rows of a company name, whichever wing's they are.
package enum BlobList {
    package static func named(_ fittings: Fittings, _ tx: Transaction) throws -> [String] {
        try names(.all, fittings, tx).sorted()
    }

    /// Those of them that some row names.
    package static func named(among names: [String], _ fittings: Fittings, _ tx: Transaction) throws -> Set<String> {
        names.isEmpty ? [] : try self.names(.among(names), fittings, tx)
    }

    private static func names(_ asked: FileNames, _ fittings: Fittings, _ tx: Transaction) throws -> Set<String> {
        Set(try fittings[CompanySlots.files].flatMap { try $0(asked, tx) })
    }
}
