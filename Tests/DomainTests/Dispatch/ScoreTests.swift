import Testing

@testable import Domain

@Suite("A dealer's scorecard")
struct ScoreTests {
    @Test(
        "counts the middle of times, the share of what happened, the mean of what customers said",
        arguments: [
            (.accepted, [30, 10, 90], 30), (.finished, [], nil), (.firstFix, [1, 1, 0, 1], 750),
            (.repeats, [0, 0, 0], 0), (.repeats, [], nil), (.survey, [50, 40], 45), (.done, [0, 0, 0], 3),
            (.done, [], 0),
        ] as [(ScoreFigure, [Int], Int?)])
    func score(figure: ScoreFigure, values: [Int], value: Int?) {
        let score = Score(figure, of: values)
        #expect(score.jobs == values.count && score.value == value)
    }

    @Test("says nothing of peers who are fewer than the company wants, or than three")
    func peers() {
        #expect(PeerMedian([1, 2, 3, 4], least: 5) == nil)
        #expect(PeerMedian([5, 1, 3], least: 3)?.value == 3)
        #expect(PeerMedian([5, 1, 3], least: 3)?.dealers == 3)
        #expect(PeerMedian([5, 1], least: 0) == nil)
    }
}
