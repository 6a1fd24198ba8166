extension Chart {
    private static let height = 180.0
    /// Looks that are told apart, `series-0` and on; a further kind takes the last.
    private static let looks = 6

    private static func look(_ place: Int) -> String { "series-\(min(place, looks - 1))" }

    /// Columns over time from the ground up; several numbers of one place stand on each other.
    /// - Parameters:
    ///   - name: says what is shown, of which time.
    ///   - head: of the column of places, in the table.
    ///   - tick: a number beside the axis, where it is written shorter there.
    ///   - shown: a number as the reader writes it.
    public static func columns(
        _ name: String, head: String, _ places: [ChartPlace], _ series: [ChartSeries],
        tick: ((Int64) -> String)? = nil, shown: @escaping (Int64) -> String
    ) -> Chart {
        func sums(_ sign: (Int64) -> Bool) -> [Int64] {
            places.indices.map { place in series.reduce(0) { $0 + (sign($1.values[place]) ? $1.values[place] : 0) } }
        }
        let axis = ChartAxis(sums { $0 > 0 } + sums { $0 < 0 })
        let beside = tick ?? shown
        let field = ChartField(axis, count: places.count, height: height, shown: beside)
        var drawing = ChartDrawing(height: height)
        field.draw(places, shown: beside, on: &drawing)
        for (index, place) in places.enumerated() {
            var (above, below): (Int64, Int64) = (0, 0)
            for (kind, one) in series.enumerated() where one.values[index] != 0 {
                let value = one.values[index]
                let from = value > 0 ? above : below
                if value > 0 { above += value } else { below += value }
                let (top, foot) = (field.y(max(from, from + value)), field.y(min(from, from + value)))
                drawing.bar(
                    look(kind), x: field.middle(index) - field.slot * 0.36, y: top, width: field.slot * 0.72,
                    height: foot - top, title: "\(place.name) · \(one.name): \(shown(value))")
            }
        }
        return Chart(
            name: name, svg: drawing.finished(name), heads: [head] + series.map(\.name),
            lines: places.enumerated().map { index, place in
                Line(head: place.name, cells: series.map { shown($0.values[index]) })
            },
            keys: series.count < 2
                ? [] : series.enumerated().map { Key(look: look($0), label: $1.name) })
    }

    /// A line over time with the bounds within which it may lie; where nothing is known, it is broken.
    public static func line(
        _ name: String, head: String, _ places: [ChartPlace], _ values: [Int64?],
        bounds: [ClosedRange<Int64>?] = [], called: (value: String, bounds: String), shown: (Int64) -> String
    ) -> Chart {
        let band = bounds.isEmpty ? values.map { _ in nil } : bounds
        let axis = ChartAxis(
            values.compactMap(\.self) + band.compactMap { $0?.upperBound } + band.compactMap { $0?.lowerBound })
        let field = ChartField(axis, count: places.count, height: height, shown: shown)
        var drawing = ChartDrawing(height: height)
        field.draw(places, shown: shown, on: &drawing)
        for run in runs(band) {
            let upper = run.map { (field.middle($0.place), field.y($0.value.upperBound)) }
            let lower = run.map { (field.middle($0.place), field.y($0.value.lowerBound)) }
            drawing.polygon("band", upper + lower.reversed())
        }
        for run in runs(values) {
            drawing.polyline("stroke", run.map { (field.middle($0.place), field.y($0.value)) })
            for (place, value) in run {
                drawing.dot(
                    "series-0", at: (field.middle(place), field.y(value)),
                    title: "\(places[place].name): \(shown(value))")
            }
        }
        let hasBounds = !bounds.isEmpty
        return Chart(
            name: name, svg: drawing.finished(name),
            heads: [head, called.value] + (hasBounds ? [called.bounds] : []),
            lines: places.enumerated().map { index, place in
                let range = band[index].map { "\(shown($0.lowerBound)) – \(shown($0.upperBound))" }
                return Line(
                    head: place.name, cells: [values[index].map(shown) ?? ""] + (hasBounds ? [range ?? ""] : []))
            }, keys: [])
    }

    /// Bars below one another, the greatest first, each under its name.
    /// - Parameter rows: `told` is what stands at the bar's end and in the table.
    public static func bars(
        _ name: String, head: String, called: String, _ rows: [(label: String, value: Int64, told: String)]
    ) -> Chart {
        let step = 30.0
        let axis = ChartAxis(rows.map(\.value))
        var drawing = ChartDrawing(height: max(Double(rows.count), 1) * step + 6)
        let (left, right) = (2.0, ChartDrawing.width - 2)
        let ground = left + axis.place(0) * (right - left)
        for (index, row) in rows.enumerated() {
            let y = Double(index) * step
            drawing.text(shortened(row.label), x: left, y: y + 12, .start, "bar-text")
            drawing.text(row.told, x: right, y: y + 12, .end, "bar-text")
            let end = left + axis.place(row.value) * (right - left)
            drawing.bar(
                "series-0", x: min(ground, end), y: y + 17, width: abs(end - ground), height: 9,
                title: "\(row.label): \(row.told)")
        }
        return Chart(
            name: name, svg: drawing.finished(name), heads: [head, called],
            lines: rows.map { Line(head: $0.label, cells: [$0.told]) }, keys: [])
    }

    /// So long that it leaves room for the number; in its own direction.
    private static func shortened(_ label: String) -> String {
        (label.count > 34 ? String(label.prefix(33)) + "…" : label).isolated
    }

    /// What is known without a gap, with its places.
    private static func runs<Value>(_ values: [Value?]) -> [[(place: Int, value: Value)]] {
        values.enumerated().reduce(into: [[]]) { runs, next in
            if let value = next.element {
                runs[runs.count - 1].append((next.offset, value))
            } else if !runs[runs.count - 1].isEmpty {
                runs.append([])
            }
        }.filter { !$0.isEmpty }
    }
}
