import Testing

@testable import Domain

@Suite("A machine leaves the workshop")
struct HandOverTests {
    private func refused(
        _ role: Role = .reception, _ state: BenchState = .ready, receiver: String = "زهرا",
        proof: FetchProof = .identity, shown: String = "کارت ملی", bill: FetchBill = .free, amount: Int64 = 0,
        storage: Int64 = 0, owed: Int64 = 0, note: String = "", ticks: Set<FetchTick> = Set(FetchTick.allCases),
        code: String? = "123456"
    ) throws -> Complaint? {
        let actor = try Actor(person: ID(1), name: "", roles: Roles([role]), dealer: nil)
        let handOver = HandOver(
            receiver: receiver, proof: proof, shown: shown, bill: bill, amount: amount, storage: storage,
            note: note, ticks: ticks)
        do {
            let permit = try MayHandOver(actor, state, handOver, code: code, storage: owed)
            #expect(permit.to == state.handedOver)
            return nil
        } catch { return error }
    }

    @Test("only where it is ready, or goes back unrepaired", arguments: BenchState.allCases)
    func states(state: BenchState) throws {
        let isFine = state == .ready || state == .unrepaired
        #expect(try refused(.reception, state) == (isFine ? nil : Complaint(BenchState.impossible)))
    }

    @Test("to somebody who is named and has shown who he is: by the customer's code in any digits, or by a paper")
    func proofs() throws {
        #expect(try refused(receiver: "") == Complaint("workshop.fetch.receiver.missing"))
        #expect(try refused(shown: "") == Complaint("workshop.fetch.shown.missing"))
        for typed in ["123456", "۱۲۳۴۵۶"] { #expect(try refused(proof: .code, shown: typed) == nil) }
        for typed in ["", "123457", "12345"] {
            #expect(try refused(proof: .code, shown: typed) == Complaint("workshop.fetch.code.wrong"))
        }
        #expect(try refused(proof: .code, shown: "", code: nil) == Complaint("workshop.fetch.code.wrong"))
    }

    @Test("with the bill settled and its receipt, or on credit by a manager with a reason, or where nothing is owed")
    func bills() throws {
        let receipt = Complaint("workshop.fetch.receipt.missing")
        #expect(try refused(bill: .settled, amount: 5_000, note: "رسید ۱۲") == nil)
        #expect(try refused(bill: .settled, amount: 5_000) == receipt)
        #expect(try refused(bill: .settled, note: "رسید ۱۲") == receipt)
        #expect(try refused(bill: .credit, amount: 5_000, note: "x") == Complaint("workshop.fetch.credit.denied"))
        for manager in [Role.workshopManager, .serviceManager, .administrator] {
            #expect(try refused(manager, bill: .credit, amount: 5_000, note: "x") == nil)
            #expect(try refused(manager, bill: .credit, amount: 5_000) == Complaint("workshop.fetch.credit.reason"))
        }
        #expect(try refused(bill: .free, amount: 5_000) == Complaint("workshop.fetch.free.amount"))
    }

    @Test("with what its storage has come to, which a manager alone lets off, and says why")
    func storage() throws {
        #expect(try refused(bill: .settled, storage: 700, owed: 700, note: "رسید ۱۲") == nil)
        #expect(try refused(bill: .settled, storage: 700, owed: 700) == Complaint("workshop.fetch.receipt.missing"))
        #expect(try refused(bill: .free, storage: 700, owed: 700) == Complaint("workshop.fetch.free.amount"))
        #expect(
            try refused(bill: .settled, storage: 701, owed: 700, note: "x") == Complaint("workshop.fetch.storage.over"))
        #expect(try refused(owed: 700, note: "x") == Complaint("workshop.fetch.storage.denied"))
        #expect(try refused(.workshopManager, owed: 700) == Complaint("workshop.fetch.storage.reason"))
        #expect(try refused(.workshopManager, owed: 700, note: "در سفر بود") == nil)
    }

    @Test("with its accessories and data given back and a signature", arguments: FetchTick.allCases)
    func ticks(tick: FetchTick) throws {
        let others = Set(FetchTick.allCases).subtracting([tick])
        #expect(try refused(ticks: others) == Complaint("workshop.fetch.ticks"))
    }
}
