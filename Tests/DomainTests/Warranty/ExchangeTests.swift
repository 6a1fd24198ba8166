import Testing

@testable import Domain

@Suite("An exchange")
struct ExchangeTests {
    @Test("goes from due to asked to done, may be declined before and undone after, and nothing else")
    func states() {
        let allowed: [ExchangeState: [ExchangeState.Step: ExchangeState]] = [
            .due: [.ask: .asked, .decline: .declined], .asked: [.confirm: .done, .decline: .declined],
            .done: [.undo: .undone], .declined: [:], .undone: [:],
        ]
        for state in ExchangeState.allCases {
            for step in ExchangeState.Step.allCases { #expect(state.after(step) == allowed[state]?[step]) }
        }
    }

    @Test(
        "is due after so many failures or so many days in repair, as the rule says",
        arguments: [
            (3, nil, 2, 90, nil), (3, nil, 3, 0, .failures), (nil, 30, 9, 29, nil), (nil, 30, 1, 30, .days),
            (3, 30, 3, 30, .failures), (nil, nil, 9, 900, nil),
        ] as [(Int?, Int?, Int, Int, ExchangeCause?)])
    func due(failures: Int?, days: Int?, happened: Int, lay: Int, cause: ExchangeCause?) {
        #expect(ExchangeLimits(failures: failures, days: days).cause(failures: happened, days: lay)?.cause == cause)
    }
}
