import Foundation
import Testing

@testable import Web

/// The numbers that stand in a picture's marks.
private struct Picture {
    let svg: String

    func numbers(_ name: String) -> [Double] {
        svg.matches(of: try! Regex("\\b\(name)=\"([^\"]*)\"")).flatMap { match in
            String(match.output[1].substring ?? "").split { $0 == " " || $0 == "," }.map { Double($0) ?? .nan }
        }
    }

    var height: Double { numbers("viewBox").last ?? 0 }

    /// Whatever lies outside of the frame, or is no number.
    var faults: [String] {
        let bounds = [
            "x": 360.0, "x1": 360, "x2": 360, "cx": 360, "y": height, "y1": height, "y2": height, "cy": height,
        ]
        let single = bounds.flatMap { name, most in
            numbers(name).filter { !($0 >= 0 && $0 <= most) }.map { "\(name)=\($0)" }
        }
        let points = numbers("points")
        let pairs = points.enumerated().filter { !($1 >= 0 && $1 <= ($0.isMultiple(of: 2) ? 360 : height)) }
        return single + pairs.map { "point \($0.element)" }
            + (svg.contains("nan") || svg.contains("inf") ? ["no number"] : [])
    }

    var bars: [(y: Double, height: Double)] {
        svg.matches(of: #/<rect [^>]*y="([^"]*)" width="[^"]*" height="([^"]*)"/#).map {
            (Double($0.1) ?? .nan, Double($0.2) ?? .nan)
        }
    }

    /// Whether another program draws it.
    func isDrawn() throws -> Bool {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).svg")
        let drawn = file.deletingPathExtension().appendingPathExtension("png")
        defer { for made in [file, drawn] { try? FileManager.default.removeItem(at: made) } }
        try svg.write(to: file, atomically: true, encoding: .utf8)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Self.converter)
        process.arguments = ["-o", drawn.path, file.path]
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    static let converter = "/usr/bin/rsvg-convert"
}

@Suite("A picture of numbers")
struct ChartTests {
    private static let months = (0..<13).map { place in
        ChartPlace("\(place)", in: place < 9 ? "۱۴۰۳" : "۱۴۰۴", name: "ماه \(place)")
    }

    private static let rows: [[Int64]] = [
        [], [0], [7], [0, 0, 0], [3, 1, 2], [-5, 5], [-1, -3], [999_999_999_999, 1, 0], [Int64.max, Int64.min, 0],
        Array(repeating: 123_456_789_012, count: 13),
    ]

    private func columns(_ values: [Int64]) -> Chart {
        .columns("کار", head: "ماه", Array(Self.months.prefix(values.count)), [ChartSeries("x", values)]) { "\($0)" }
    }

    @Test("writes a text of Persian letters from right to left, at the same place, and a number as it runs")
    func direction() {
        var drawing = ChartDrawing(height: 50)
        drawing.text("\u{2066}−۵٬۰۰۰\u{2069} میلیون", x: 91, y: 10, .end)
        drawing.text("یخچال KX".isolated, x: 2, y: 20, .start)
        drawing.text("−۵٬۰۰۰", x: 91, y: 30, .end)
        drawing.text("KX یخچال".isolated, x: 2, y: 40, .start)
        let svg = drawing.finished("x")
        for mark in [
            #"x="91.0" y="10.0" text-anchor="start" direction="rtl">\#u{2066}−۵٬۰۰۰\#u{2069} میلیون<"#,
            #"x="2.0" y="20.0" text-anchor="end" direction="rtl">یخچال KX<"#,
            #"x="91.0" y="30.0" text-anchor="end">−۵٬۰۰۰<"#, #"x="2.0" y="40.0" text-anchor="start">"#,
        ] { #expect(svg.contains(mark), "\(mark)") }
    }

    @Test("takes an isolate off that is around the whole of a text, and no other")
    func isolates() {
        let (one, two) = ("الف".isolated, "ب".isolated)
        #expect(
            one.notIsolated == "الف" && (one + two).notIsolated == one + two
                && (one + two).isolated.notIsolated == one + two)
        #expect("ج".notIsolated == "ج" && "".notIsolated == "")
    }

    @Test("stays in its frame, whatever is in it: nothing, one number, none below zero, twelve digits", arguments: rows)
    func frame(_ values: [Int64]) throws {
        let places = Array(Self.months.prefix(values.count))
        let all = [
            columns(values),
            .line("خط", head: "ماه", places, values, called: ("x", "y")) { "\($0)" },
            .bars(
                "میله", head: "نام", called: "x",
                values.map { (label: "یخچال ساید بای ساید و فریزر دوقلو", value: $0, told: "\($0)") }),
        ]
        for chart in all {
            let picture = Picture(svg: chart.svg)
            #expect(picture.faults == [], "\(chart.name) \(values)")
            for bar in picture.bars {
                #expect(bar.height >= 0 && bar.y + bar.height <= picture.height + 0.1, "\(chart.name) \(values)")
            }
            if FileManager.default.isExecutableFile(atPath: Picture.converter) {
                #expect(try picture.isDrawn(), "\(chart.svg)")
            }
        }
    }

    @Test("has columns that stand on zero, as high as their numbers, and their sum is that of the table")
    func heights() {
        let values: [Int64] = [50, 100, 0, 25]
        let chart = columns(values)
        let bars = Picture(svg: chart.svg).bars
        #expect(bars.count == 3, "nothing is drawn of nothing")
        let unit = bars[1].height / 100
        #expect(abs(bars[0].height - 50 * unit) < 0.2 && abs(bars[2].height - 25 * unit) < 0.2)
        #expect(Set(bars.map { ($0.y + $0.height).rounded() }).count == 1)
        let told = chart.lines.compactMap { Int64($0.cells[0]) }
        #expect(told.reduce(0, +) == values.reduce(0, +))
    }

    @Test("stands kinds on each other, told apart by looks that the key names")
    func stacked() {
        let places = Array(Self.months.prefix(2))
        let chart = Chart.columns(
            "کار", head: "ماه", places, [ChartSeries("نصب", [10, 0]), ChartSeries("تعمیر", [30, 40])]
        ) { "\($0)" }
        let bars = Picture(svg: chart.svg).bars
        #expect(bars.count == 3 && chart.keys.map(\.label) == ["نصب", "تعمیر"])
        #expect(abs(bars[0].height + bars[1].height - bars[2].height) < 0.2, "the sums of both months are alike")
        #expect(abs(bars[1].y + bars[1].height - bars[0].y) < 0.2, "the second begins where the first ends")
        #expect(ChartSeries("x", adding: [ChartSeries("", [1, 2]), ChartSeries("", [3, 4])]).values == [4, 6])
    }

    @Test("breaks a line where nothing is known, and has no bounds there")
    func gap() {
        let bounds: [ClosedRange<Int64>?] = [5...9, nil, 6...8, 7...9]
        let chart = Chart.line(
            "خط", head: "ماه", Array(Self.months.prefix(4)), [7, nil, 7, 8], bounds: bounds, called: ("x", "y")
        ) { "\($0)" }
        #expect(chart.svg.matches(of: #/<polyline/#).count == 2 && chart.svg.matches(of: #/<circle/#).count == 3)
        #expect(chart.svg.matches(of: #/<polygon/#).count == 2)
        #expect(chart.lines.map(\.cells) == [["7", "5 – 9"], ["", ""], ["7", "6 – 8"], ["8", "7 – 9"]])
    }

    @Test("names itself for whoever does not see it, runs from left to right, and writes the year where it turns")
    func accessible() {
        let chart = columns(Array(1...13))
        #expect(chart.svg.contains("role=\"img\"") && chart.svg.contains("aria-label=\"کار\""))
        #expect(chart.svg.contains("direction=\"ltr\"") && chart.svg.contains("<g aria-hidden=\"true\">"))
        #expect(chart.svg.matches(of: #/>۱۴۰۳</#).count == 1 && chart.svg.matches(of: #/>۱۴۰۴</#).count == 1)
        #expect(!chart.svg.contains("style="))
        let odd = Chart.bars("a<b>\"c", head: "h", called: "c", [(label: "<x>", value: 1, told: "&")])
        #expect(!odd.svg.contains("<b>") && !odd.svg.contains("<x>") && odd.svg.contains("&amp;"))
    }

    @Test(
        "has round numbers beside its axis, from zero or below to the greatest or above",
        arguments: [
            ([], [0, 1]), ([0], [0, 1]), ([4], [0, 1, 2, 3, 4]), ([7, -2], [-5, 0, 5, 10]), ([-3], [-3, -2, -1, 0]),
            ([999_999_999_999], [0, 500_000_000_000, 1_000_000_000_000]),
        ] as [([Int64], [Int64])])
    func ticks(_ values: [Int64], _ ticks: [Int64]) { #expect(ChartAxis(values).ticks == ticks) }
}
