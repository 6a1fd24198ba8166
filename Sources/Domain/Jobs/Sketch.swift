/// Marks the ids of spots on a machine's sketch.
public enum SketchMark {}

/// What was seen on a machine.
public enum MarkKind: String, CaseIterable, Sendable {
    case scratch, dent
    case broken = "break"
}

/// A side of a machine, as the sketch shows it.
public enum SketchSide: String, CaseIterable, Sendable {
    case left, front, right, back

    /// On the sketch, in its units.
    public var frame: (x: Int, y: Int, width: Int, height: Int) {
        switch self {
        case .left: (4, 22, 56, 172)
        case .front: (68, 22, 84, 172)
        case .right: (160, 22, 56, 172)
        case .back: (224, 22, 72, 172)
        }
    }
}

/// A place on a side: one of nine, as people call them.
public enum SketchPlace: Int, CaseIterable, Sendable {
    case topLeft, top, topRight, left, middle, right, bottomLeft, bottom, bottomRight
}

/// Where on a machine something is.
public struct SketchSpot: Hashable, Sendable {
    /// The units in which the sketch is drawn; a browser shows it in as many points.
    public static let size = (width: 300, height: 200)
    private static let whole = 1_000
    private static let places = 3

    public let side: SketchSide
    /// Thousandths of the side's width from its left, and of its height from above.
    public let x: Int
    public let y: Int

    /// - Returns: nil beyond the side.
    public init?(_ side: SketchSide, x: Int, y: Int) {
        guard (0...Self.whole).contains(x), (0...Self.whole).contains(y) else { return nil }
        (self.side, self.x, self.y) = (side, x, y)
    }

    /// Where somebody touched the sketch. - Returns: nil where no side of the machine is.
    public init?(touchedAtX x: Int, y: Int) {
        let side = SketchSide.allCases.first { side in
            let frame = side.frame
            return (frame.x...frame.x + frame.width).contains(x) && (frame.y...frame.y + frame.height).contains(y)
        }
        guard let side else { return nil }
        let frame = side.frame
        self.init(
            side, x: (x - frame.x) * Self.whole / frame.width, y: (y - frame.y) * Self.whole / frame.height)
    }

    /// In the middle of a place.
    public init(_ side: SketchSide, _ place: SketchPlace) {
        let (row, column) = (place.rawValue / Self.places, place.rawValue % Self.places)
        (self.side, x, y) = (side, (2 * column + 1) * Self.whole / 6, (2 * row + 1) * Self.whole / 6)
    }

    public var place: SketchPlace {
        func part(_ value: Int) -> Int { min(value * Self.places / Self.whole, Self.places - 1) }
        return SketchPlace(rawValue: part(y) * Self.places + part(x)) ?? .middle
    }

    /// On the sketch, in its units.
    public var point: (x: Int, y: Int) {
        let frame = side.frame
        return (frame.x + x * frame.width / Self.whole, frame.y + y * frame.height / Self.whole)
    }
}
