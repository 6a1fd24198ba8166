import Domain
import Testing

@Suite("Papers, requests and debts of the warehouse")
struct StockStateTests {
    @Test("a paper goes on as its kind wants, and each other pair of state and deed is refused")
    func papers() {
        let allowed: [String: PaperState] = [
            "proposed confirm": .posted, "proposed reject": .rejected, "sent receive": .received,
            "sent receive_otherwise": .short, "short settle": .received, "posted reverse": .reversed,
            "sent reverse": .reversed, "received reverse": .reversed,
        ]
        for state in PaperState.allCases {
            for deed in PaperDeed.allCases {
                #expect(state.after(deed) == allowed["\(state.rawValue) \(deed.rawValue)"], "\(state) \(deed)")
            }
        }
        #expect(PaperKind.allCases.map(\.begins) == [.posted, .posted, .sent, .proposed, .posted, .posted])
        #expect(Set(PaperKind.allCases.map(\.series)).count == PaperKind.allCases.count)
    }

    @Test("a request is asked, approved, picked, sent and received; it is cancelled only before it is sent")
    func requests() {
        let allowed: [String: PartRequestState] = [
            "asked approve": .approved, "asked refuse": .refused, "asked cancel": .cancelled,
            "approved cancel": .cancelled, "approved pick": .picked, "picked cancel": .cancelled,
            "picked send": .sent, "sent receive": .received, "sent recall": .approved,
        ]
        for state in PartRequestState.allCases {
            for deed in PartRequestDeed.allCases {
                #expect(state.after(deed) == allowed["\(state.rawValue) \(deed)"], "\(state) \(deed)")
            }
            #expect(state.isOpen == [.asked, .approved, .picked, .sent].contains(state))
        }
    }

    @Test(
        "not more is given than was asked, never nothing at all, and less only with a reason",
        arguments: [
            ([3, 2], [3, 2], "", nil), ([3, 2], [3, 0], "تمام شد", nil), ([3], [1], "تمام شد", nil),
            ([3], [4], "تمام شد", "stock.request.over"), ([3], [-1], "تمام شد", "stock.request.over"),
            ([3, 2], [3], "تمام شد", "stock.request.over"), ([3, 2], [0, 0], "تمام شد", "stock.request.nothing"),
            ([3, 2], [3, 1], "", "stock.request.why"),
        ] as [([Int64], [Int64], String, String?)])
    func approval(asked: [Int64], approved: [Int64], reason: String, complaint: String?) {
        let expected = complaint.map { Complaint($0) }
        do throws(Complaint) {
            try PartRequestRules.checkApproval(asked: asked, approved: approved, reason: reason)
            #expect(expected == nil)
        } catch { #expect(error == expected) }
    }

    @Test("what is free is what lies there less what is kept back, and never below nothing")
    func free() {
        let cases: [(Int64, Int64, Int64)] = [(10, 6, 4), (10, 0, 10), (10, 10, 0), (3, 5, 0), (0, 0, 0)]
        for (onHand, reserved, free) in cases {
            #expect(PartRequestRules.free(onHand: onHand, reserved: reserved) == free)
        }
    }

    @Test("a removed part is sent, received, inspected and settled; what was not in its box is owed again")
    func debts() {
        let allowed: [String: PartDebtState] = [
            "owed send": .sent, "owed waive": .waived, "sent receive": .received, "sent miss": .owed,
            "received inspect": .inspected, "inspected dispose": .settled,
        ]
        for state in PartDebtState.allCases {
            for deed in [PartDebtDeed.send, .receive, .miss, .inspect, .dispose, .waive] {
                #expect(state.after(deed) == allowed["\(state.rawValue) \(deed)"], "\(state) \(deed)")
            }
        }
    }

    @Test("no paper stands on a closed day, before a count or in the future")
    func days() throws {
        let today = CalendarDay(number: 100)
        func check(_ day: Int32, closed: Int32? = nil, counted: [Int32] = []) throws {
            try StockDay.check(
                CalendarDay(number: day), today: today, closed: closed.map { CalendarDay(number: $0) },
                counted: counted.map { CalendarDay(number: $0) })
        }
        try check(100)
        try check(91, closed: 90, counted: [80, 91])
        #expect(throws: Complaint("stock.denied.future")) { try check(101) }
        #expect(throws: Complaint("stock.denied.closed")) { try check(90, closed: 90) }
        #expect(throws: Complaint("stock.denied.counted")) { try check(91, closed: 90, counted: [80, 92]) }
    }

    @Test(
        "on an earlier day no more can be taken than lay there then and on each day since",
        arguments: [
            (10, 10, [], true), (10, 11, [], false),
            // Ten came yesterday: the day before there was nothing.
            (10, 1, [10], false),
            // Two days ago twelve lay there, then nine went and seven came.
            (10, 3, [7, -9], true), (10, 4, [7, -9], false),
            (-1, 0, [], false),
        ] as [(Int64, Int64, [Int64], Bool)])
    func earlier(onHand: Int64, quantity: Int64, later: [Int64], can: Bool) {
        #expect(StockDay.canTake(quantity, onHand: onHand, later: later) == can)
    }

    @Test(
        "behind the code of a part on a visit its serial may stand, however it is written",
        arguments: [("AB-1", []), ("AB-1  s ۷۷", ["S", "77", "S77"]), ("AB-1 برد اصلی", []), ("", [])]
            as [(String, Set<String>)])
    func mention(text: String, words: Set<String>) {
        #expect(PartMention(text).words == words)
    }
}
