import Domain
import Testing

@Suite("The sketch of a machine")
struct SketchTests {
    @Test("its sides lie beside each other within it")
    func sides() {
        let frames = SketchSide.allCases.map(\.frame)
        for (one, other) in zip(frames, frames.dropFirst()) { #expect(one.x + one.width < other.x) }
        #expect(frames.allSatisfy { $0.y + $0.height <= SketchSpot.size.height && $0.x >= 0 })
        #expect(frames.last.map { $0.x + $0.width <= SketchSpot.size.width } == true)
    }

    @Test("a touch is a spot of the side that lies there, and none between two sides")
    func touched() throws {
        let front = SketchSide.front.frame
        let spot = try #require(SketchSpot(touchedAtX: front.x + front.width / 2, y: front.y))
        #expect(spot.side == .front && spot.x == 500 && spot.y == 0 && spot.place == .top)
        #expect(SketchSpot(touchedAtX: front.x - 2, y: 100) == nil && SketchSpot(touchedAtX: 100, y: 5) == nil)
        #expect(SketchSpot(touchedAtX: -1, y: 100) == nil && SketchSpot(touchedAtX: 900, y: 100) == nil)
        #expect(SketchSpot(.front, x: 1_001, y: 0) == nil)
    }

    @Test("a place that is chosen from the list is found there again")
    func places() throws {
        for side in SketchSide.allCases {
            for place in SketchPlace.allCases {
                let spot = SketchSpot(side, place)
                #expect(spot.place == place)
                let again = try #require(SketchSpot(touchedAtX: spot.point.x, y: spot.point.y))
                #expect(again.side == side && again.place == place)
            }
        }
    }
}
