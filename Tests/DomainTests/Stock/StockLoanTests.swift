import Domain
import Testing

@Suite("Where a device on loan is")
struct StockLoanTests {
    @Test("it comes back, or two people write it off; once it is back nothing more happens to it")
    func states() {
        let reached: [LoanState: Set<LoanDeed>] = [
            .out: [.giveBack, .lose], .lost: [.giveBack, .keep, .writeOff], .returned: [], .writtenOff: [],
        ]
        for state in LoanState.allCases {
            #expect(Set(LoanDeed.allCases.filter { state.after($0) != nil }) == reached[state], "\(state)")
        }
        #expect(LoanState.allCases.filter(\.isOpen) == [.out, .lost])
    }
}
