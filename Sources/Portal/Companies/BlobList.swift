import Database

/// The files that rows of a company name.
enum BlobList {
    static func named(_ tx: Transaction) throws -> [String] {
        try tx.list(
            """
            SELECT sha256 FROM photo UNION SELECT sha256 FROM import UNION SELECT sha256 FROM bank_file
            UNION SELECT sha256 FROM bank_answer ORDER BY 1
            """)
    }
}
