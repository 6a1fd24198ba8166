import Testing

@testable import Domain

@Suite("A job's states")
struct JobStateTests {
    /// Every pair that leads somewhere; each pair that is not here is refused.
    static let moves: [JobState: [JobDeed: JobState]] = [
        .received: [.offer: .offered, .cancel: .cancelled, .giveBack: .returned, .admit: .underWay],
        .offered: [
            .offer: .offered, .accept: .accepted, .decline: .received, .withdraw: .received, .expire: .received,
            .cancel: .cancelled,
        ],
        .accepted: [
            .offer: .offered, .decline: .received, .withdraw: .received, .schedule: .scheduled, .begin: .underWay,
            .finish: .done, .cancel: .cancelled, .giveBack: .returned, .admit: .underWay,
        ],
        .scheduled: [
            .offer: .offered, .decline: .received, .withdraw: .received, .schedule: .scheduled, .begin: .underWay,
            .finish: .done, .cancel: .cancelled, .giveBack: .returned, .admit: .underWay,
        ],
        .underWay: [
            .offer: .offered, .withdraw: .received, .schedule: .underWay, .begin: .underWay, .finish: .done,
            .cancel: .cancelled, .giveBack: .returned, .admit: .underWay,
        ],
        .done: [.close: .closed],
    ]

    @Test("follow the table for each pair of state and deed", arguments: JobState.allCases)
    func table(state: JobState) {
        for deed in JobDeed.allCases {
            let expected = Self.moves[state]?[deed]
            let next = try? state.after(deed)
            #expect(next == expected, "\(state) \(deed)")
            #expect(state.allows(deed) == (expected != nil))
        }
    }

    @Test("leave an ended job alone, but for closing a done one")
    func ended() {
        for state in JobState.allCases where state.isEnded {
            #expect(JobDeed.allCases.filter(state.allows) == (state == .done ? [.close] : []))
        }
    }
}
