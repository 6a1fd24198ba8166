import Domain
import Testing

@Suite("A dealer's new bank account") struct MayConfirmShebaTests {
    private func actor(_ roles: Set<Role>, id: Int64 = 7) throws -> Actor {
        try Actor(person: ID(id), name: "", roles: Roles(roles), dealer: nil)
    }

    @Test("is confirmed by finance alone, and never by the one who asked")
    func confirm() throws {
        _ = try MayConfirmSheba(actor([.financeOfficer]), askedBy: ID(8))
        _ = try MayConfirmSheba(actor([.financeApprover]), askedBy: nil)
        #expect(throws: Complaint("sheba.denied.same")) {
            try MayConfirmSheba(actor([.financeApprover]), askedBy: ID(7))
        }
        for role in Role.allCases where ![.financeOfficer, .financeApprover].contains(role) && !role.isOfDealer {
            #expect(throws: Complaint("sheba.denied.role")) { try MayConfirmSheba(actor([role]), askedBy: ID(8)) }
        }
    }

    @Test("is confirmed by the asker himself, and by an administrator, while the operator lets one do what two do")
    func eased() throws {
        _ = try MayConfirmSheba(actor([.financeApprover]), askedBy: ID(7), isEased: true)
        _ = try MayConfirmSheba(actor([.administrator]), askedBy: ID(7), isEased: true)
        for role in [Role.serviceManager, .reception, .dispatcher, .auditor] {
            #expect(throws: Complaint("sheba.denied.role")) {
                try MayConfirmSheba(actor([role]), askedBy: ID(8), isEased: true)
            }
        }
    }
}
