/// The marks of a picture, written one after the other. It has no colours of its own: `Public/css/47-charts.css` has them, for light,
/// dark and paper.
struct ChartDrawing {
    enum Anchor: String {
        case start, middle, end

        /// The same place for a text that runs the other way.
        var turned: Anchor {
            switch self {
            case .start: .end
            case .middle: .middle
            case .end: .start
            }
        }
    }

    static let width = 360.0
    /// About what a sign of the smallest text is wide.
    static let sign = 5.8
    let height: Double
    private var marks = ""

    init(height: Double) { self.height = height }

    /// - Parameter title: what a mouse that rests there is told.
    mutating func bar(_ look: String, x: Double, y: Double, width: Double, height: Double, title: String) {
        marks += "<rect class=\"\(look)\" x=\"\(n(x))\" y=\"\(n(y))\" width=\"\(n(max(width, 0)))\" "
        marks += "height=\"\(n(max(height, 0)))\"><title>\(HTMLText.escaped(title))</title></rect>"
    }

    mutating func line(_ look: String, from: (x: Double, y: Double), to: (x: Double, y: Double)) {
        marks += "<line class=\"\(look)\" x1=\"\(n(from.x))\" y1=\"\(n(from.y))\" x2=\"\(n(to.x))\" y2=\"\(n(to.y))\"/>"
    }

    mutating func polyline(_ look: String, _ points: [(x: Double, y: Double)]) {
        marks += "<polyline class=\"\(look)\" fill=\"none\" points=\"\(list(points))\"/>"
    }

    mutating func polygon(_ look: String, _ points: [(x: Double, y: Double)]) {
        marks += "<polygon class=\"\(look)\" points=\"\(list(points))\"/>"
    }

    mutating func dot(_ look: String, at point: (x: Double, y: Double), title: String) {
        marks += "<circle class=\"\(look)\" cx=\"\(n(point.x))\" cy=\"\(n(point.y))\" r=\"2.5\">"
        marks += "<title>\(HTMLText.escaped(title))</title></circle>"
    }

    /// - Parameter anchor: of the picture, where left is left in every language.
    mutating func text(_ text: String, x: Double, y: Double, _ anchor: Anchor, _ look: String = "axis-text") {
        // Chromium tears the first sign off a line that signs within it turn round: so the mark itself says how it runs.
        let isTurned = text.runsRightToLeft
        let (side, shown) = isTurned ? (anchor.turned, text.notIsolated) : (anchor, text)
        let direction = isTurned ? " direction=\"rtl\"" : ""
        marks += "<text class=\"\(look)\" x=\"\(n(x))\" y=\"\(n(y))\" text-anchor=\"\(side.rawValue)\"\(direction)>"
        marks += "\(HTMLText.escaped(shown))</text>"
    }

    /// - Parameter name: what the picture shows; all in it is in the table beside it.
    func finished(_ name: String) -> String {
        """
        <svg class="chart-picture" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(n(Self.width)) \(n(height))" role="img" \
        aria-label="\(HTMLText.escaped(name))" direction="ltr" font-size="10"><g aria-hidden="true">\(marks)</g></svg>
        """
    }

    private func list(_ points: [(x: Double, y: Double)]) -> String {
        points.map { "\(n($0.x)),\(n($0.y))" }.joined(separator: " ")
    }

    /// With one decimal, and never anything but a number.
    private func n(_ value: Double) -> String {
        guard value.isFinite else { return "0" }
        let tenths = Int((value * 10).rounded())
        let text = "\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
        return tenths < 0 ? "-\(text)" : text
    }
}

/// The field of a chart over time: an axis of numbers at its left, places below it.
struct ChartField {
    private static let most = 130.0
    private static let slotMost = 40.0
    private let axis: ChartAxis
    let left: Double
    private let right = ChartDrawing.width - 6
    private let top = 10.0
    private let bottom: Double
    private let count: Int

    init(_ axis: ChartAxis, count: Int, height: Double, shown: (Int64) -> String) {
        let widest = axis.ticks.map { Double(shown($0).count) }.max() ?? 0
        left = min(widest * ChartDrawing.sign + 8, Self.most)
        (self.axis, self.count) = (axis, count)
        bottom = height - 34
    }

    /// A few places do not become broad planks.
    var slot: Double { min((right - left) / Double(max(count, 1)), Self.slotMost) }
    func middle(_ place: Int) -> Double { left + slot * (Double(place) + 0.5) }
    func y(_ value: Int64) -> Double { bottom - axis.place(value) * (bottom - top) }

    func draw(_ places: [ChartPlace], shown: (Int64) -> String, on drawing: inout ChartDrawing) {
        for tick in axis.ticks {
            drawing.line(tick == 0 ? "ground" : "grid", from: (left, y(tick)), to: (right, y(tick)))
            drawing.text(shown(tick), x: left - 4, y: y(tick) + 3.5, .end)
        }
        var group: String?
        var free = left
        for (place, mark) in places.enumerated() {
            let needs = Double(mark.label.count) * ChartDrawing.sign
            if place == 0 || needs <= slot || Double(place) * slot >= free - left {
                drawing.text(mark.label, x: middle(place), y: bottom + 12, .middle)
                free = left + (Double(place) + max(1, (needs / slot).rounded(.up))) * slot
            }
            if mark.group != group {
                group = mark.group
                // Near the end it is written towards the middle, so that it stays in the picture.
                let isLast = middle(place) + Double(mark.group.count) * ChartDrawing.sign > ChartDrawing.width
                drawing.text(mark.group, x: middle(place) + (isLast ? 4 : -4), y: bottom + 24, isLast ? .end : .start)
            }
        }
    }
}
