import Domain
import Web

/// The sketch as a picture, its spots numbered as they stand in the list beside it.
package struct SketchDrawing: Sendable {
    /// Finished markup.
    let svg: String
    /// `1. Scratch: front, above`
    let lines: [String]

    /// nil where nothing was seen.
    init?(_ marks: [JobMark], _ reader: Reader) {
        guard !marks.isEmpty else { return nil }
        self.init(all: marks, reader)
    }

    /// - Parameter marks: none for an empty sketch.
    init(all marks: [JobMark], _ reader: Reader) {
        let (words, size) = (reader.words, SketchSpot.size)
        lines = marks.map { reader.mark($0.kind, $0.spot.side, $0.spot.place) }
        let sides = SketchSide.allCases.map { side in
            let frame = side.frame
            return """
                <rect x="\(frame.x)" y="\(frame.y)" width="\(frame.width)" height="\(frame.height)" rx="3"/>\
                \(Self.details(of: side))\
                <text x="\(frame.x + frame.width / 2)" y="15">\(words("jobs.sketch.side.\(side.rawValue)"))</text>
                """
        }
        let spots = marks.enumerated().map { index, mark in
            let point = mark.spot.point
            return Self.sign(mark.kind, point.x, point.y)
                + "<text x=\"\(point.x + 10)\" y=\"\(point.y - 4)\">\(reader.number(index + 1))</text>"
        }
        svg = """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(size.width)" height="\(size.height)" \
            viewBox="0 0 \(size.width) \(size.height)" role="img" aria-label="\(words("jobs.sketch"))" fill="none" \
            stroke="#555" direction="ltr"><rect width="\(size.width)" height="\(size.height)" fill="#fff" stroke="none"/>\
            <g font-family="sans-serif" font-size="11" text-anchor="middle">\(Self.grouped(sides))</g>\
            <g font-family="sans-serif" font-size="11" text-anchor="middle" stroke="#b00" stroke-width="2">\
            \(Self.grouped(spots))</g></svg>
            """
    }

    /// Words are filled, not outlined.
    private static func grouped(_ parts: [String]) -> String {
        parts.joined().replacing("<text ", with: "<text fill=\"#111\" stroke=\"none\" ")
    }

    /// A door with its handle, and the grille behind: enough to tell the sides apart.
    private static func details(of side: SketchSide) -> String {
        let frame = side.frame
        let (right, third) = (frame.x + frame.width, frame.y + frame.height / 3)
        return switch side {
        case .front:
            "<path d=\"M\(frame.x) \(third)H\(right)M\(right - 8) \(third - 24)v16M\(right - 8) \(third + 10)v24\"/>"
        case .back:
            "<path d=\"M\(frame.x + 8) \(third + 30)h\(frame.width - 16)m0 12h-\(frame.width - 16)m0 12h\(frame.width - 16)\"/>"
        case .left, .right: ""
        }
    }

    private static func sign(_ kind: MarkKind, _ x: Int, _ y: Int) -> String {
        switch kind {
        case .scratch: "<path d=\"M\(x - 6) \(y + 6)l12 -12\"/>"
        case .dent: "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"6\"/>"
        case .broken: "<path d=\"M\(x - 5) \(y - 5)l10 10m0 -10l-10 10\"/>"
        }
    }
}

extension Reader {
    /// What was seen where.
    func mark(_ kind: MarkKind, _ side: SketchSide, _ place: SketchPlace) -> String {
        words(
            "jobs.sketch.mark", words("jobs.sketch.kind.\(kind.rawValue)"), words("jobs.sketch.side.\(side.rawValue)"),
            words("jobs.sketch.place.\(place.rawValue)"))
    }

    /// Of the history.
    func mark(_ detail: [String: String]) -> String? {
        guard let kind = detail["mark"].flatMap(MarkKind.init), let side = detail["side"].flatMap(SketchSide.init),
            let place = detail["place"].flatMap({ Int($0) }).flatMap(SketchPlace.init)
        else { return nil }
        return mark(kind, side, place)
    }
}
