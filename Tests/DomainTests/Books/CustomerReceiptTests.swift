import Testing

@testable import Domain

@Suite("What customers give") struct CustomerReceiptTests {
    @Test("a cheque is deposited, cleared or bounces; other money is there at once")
    func states() {
        let next: [ReceiptState: [ChequeDeed: ReceiptState]] = [
            .inHand: [.deposit: .deposited, .clear: .cleared, .bounce: .bounced],
            .deposited: [.clear: .cleared, .bounce: .bounced],
        ]
        for state in ReceiptState.allCases {
            for deed in ChequeDeed.allCases { #expect(state.next(deed) == next[state]?[deed], "\(state) \(deed)") }
        }
        #expect(ReceiptState(of: .cheque) == .inHand && ReceiptState(of: .cash) == .received)
    }

    @Test("pays invoices in their order and never more than is owed; the rest is credit")
    func shares() {
        let bills = [OpenBill(ID(1), open: 500), OpenBill(ID(2), open: 0), OpenBill(ID(3), open: 700)]
        let cases: [(Int64, [Int64: Int64])] = [
            (0, [:]), (300, [1: 300]), (500, [1: 500]), (501, [1: 500, 3: 1]), (9_999, [1: 500, 3: 700]),
        ]
        for (amount, expected) in cases {
            let shares = OpenBill.shares(of: amount, among: bills)
            #expect(Dictionary(uniqueKeysWithValues: shares.map { ($0.bill.value, $0.amount) }) == expected)
        }
    }

    @Test("is written down with what proves it")
    func lacking() throws {
        let today = try #require(CalendarDay(iso: "2026-11-30"))
        let cheque = Cheque(number: "1", bank: "ملت", due: today.adding(days: 60))
        func refused(
            _ way: ReceiptWay, _ amount: Int64 = 1, days: Int = 0, reference: String = "", cheque: Cheque? = nil
        )
            -> String?
        {
            do {
                _ = try NewReceipt(
                    way, amount: amount, on: today.adding(days: days), today: today, reference: reference,
                    cheque: cheque)
            } catch { return error.key }
            return nil
        }
        #expect(refused(.cash) == nil && refused(.cash, 0) == "receipts.amount.missing")
        #expect(refused(.cash, days: 1) == "receipts.future")
        #expect(refused(.card) == "receipts.reference.missing" && refused(.card, reference: "7") == nil)
        #expect(
            refused(.cheque) == "receipts.cheque.missing" && refused(.cash, cheque: cheque) == "receipts.cheque.missing"
        )
        #expect(refused(.cheque, cheque: cheque) == nil)
    }

    @Test("is late by the days since it was due")
    func ages() throws {
        let due = try #require(CalendarDay(iso: "2026-01-01"))
        let cases: [(Int, AgeBand)] = [
            (-1, .notDue), (0, .notDue), (1, .month), (30, .month), (31, .twoMonths), (60, .twoMonths),
            (61, .threeMonths), (90, .threeMonths), (91, .older),
        ]
        for (days, band) in cases { #expect(AgeBand(due: due, today: due.adding(days: days)) == band) }
    }
}
