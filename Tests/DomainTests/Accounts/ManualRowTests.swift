import Testing

@testable import Domain

@Suite("A row that a person writes into an account")
struct ManualRowTests {
    @Test(
        "goes the way of its kind",
        arguments: [
            (ManualRow.cashCollected, LedgerKind.cashCollected, Int64(-5)), (.partCharge, .partCharge, -5),
            (.advance, .advance, -5), (.credit, .adjustment, 5), (.debit, .adjustment, -5),
            (.insuranceRelease, .retentionRelease, 5), (.performanceRelease, .retentionRelease, 5),
        ])
    func ways(_ row: ManualRow, _ kind: LedgerKind, _ amount: Int64) {
        #expect(row.kind == kind)
        #expect(row.amount(Money(5)) == Money(amount))
        #expect(kind.isGathered)
    }

    @Test("is confirmed by another person of finance than its writer, and by nobody else")
    func confirmation() throws {
        let actor = { (role: Role) in try Actor(person: ID(1), name: "", roles: Roles([role]), dealer: nil) }
        for role in [Role.financeOfficer, .financeApprover] {
            #expect(try MayConfirmRow(actor(role), madeBy: ID(2)).actor.person == ID(1))
            #expect(throws: Complaint("ledger.denied.same")) { try MayConfirmRow(actor(role), madeBy: ID(1)) }
            #expect(try MayConfirmRow(actor(role), madeBy: ID(1), isEased: true).actor.person == ID(1))
        }
        for role in Role.allCases where !role.isOfDealer && ![.financeOfficer, .financeApprover].contains(role) {
            #expect(throws: Complaint("ledger.denied.role")) { try MayConfirmRow(actor(role), madeBy: ID(2)) }
        }
    }
}
