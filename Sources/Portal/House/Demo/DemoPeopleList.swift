import Database
import Domain

extension DemoList {
    /// Who repairs at dealers', each with his dealer.
    static func technicians(
        limit: Int, _ tx: Transaction
    ) throws -> [(id: ID<Person>, dealer: ID<Domain.Dealer>)] {
        try tx.rows(
            """
            SELECT id, dealer_id FROM person WHERE roles = 'dealer_technician' AND state = 'open'
            ORDER BY id LIMIT \(literal: limit)
            """
        ).map { (id: try $0("id"), dealer: try $0("dealer_id")) }
    }
}
