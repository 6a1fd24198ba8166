/// What `shared/chart` shows: a picture of numbers, and the table of what is in it, for whoever does not see it. Time and numbers run
/// from left to right in every language.
public struct Chart: PageParts, Sendable {
    struct Line: PageParts, Sendable {
        let head: String
        let cells: [String]

        func child(named name: String) -> Part? {
            switch name {
            case "head": .text(head)
            case "cells": .list(cells.map(Part.text))
            default: nil
            }
        }
    }

    /// One of several kinds of marks, by its look and its name.
    struct Key: PageParts, Sendable {
        let look: String
        let label: String

        func child(named name: String) -> Part? {
            switch name {
            case "look": .text(look)
            case "label": .text(label)
            default: nil
            }
        }
    }

    let name: String
    public let svg: String
    let heads: [String]
    let lines: [Line]
    let keys: [Key]

    public func child(named name: String) -> Part? {
        switch name {
        case "name": .text(self.name)
        case "svg": .text(svg)
        case "heads": .list(heads.map(Part.text))
        case "lines": .rows(lines)
        case "keys": keys.isEmpty ? nil : .rows(keys)
        default: nil
        }
    }
}

/// One place on the axis of time: its own short label, what it is called in the table, and what it belongs to, which is written
/// where that changes: months under their year.
public struct ChartPlace: Sendable {
    let label: String
    let group: String
    let name: String

    public init(_ label: String, in group: String, name: String) {
        (self.label, self.group, self.name) = (label, group, name)
    }
}

/// Numbers of one kind, one for each place.
public struct ChartSeries: Sendable {
    let name: String
    let values: [Int64]

    public init(_ name: String, _ values: [Int64]) { (self.name, self.values) = (name, values) }

    /// Several as one; at least one.
    public init(_ name: String, adding series: [ChartSeries]) {
        self.init(name, series[0].values.indices.map { place in series.reduce(0) { $0 + $1.values[place] } })
    }

    public var sum: Int64 { values.reduce(0, +) }
    public var isSomething: Bool { values.contains { $0 != 0 } }
}

/// The numbers beside an axis: round ones, from zero or below to the greatest or above.
struct ChartAxis {
    /// More than any company has; so that no sum of ours overflows.
    private static let most: Int64 = 100_000_000_000_000_000
    let ticks: [Int64]
    private let low: Double
    private let high: Double

    init(_ values: [Int64]) {
        let held = values.map { min(max($0, -Self.most), Self.most) }
        let (least, most) = (min(held.min() ?? 0, 0), max(held.max() ?? 0, 0))
        let step = Self.step(most - least)
        let first = (least - (least % step == 0 ? 0 : step + least % step)) / step
        let last = max((most + step - 1) / step, first + 1)
        ticks = (first...last).map { $0 * step }
        (low, high) = (Double(first * step), Double(last * step))
    }

    /// 1, 2 or 5 with zeros, so that there are four steps or fewer.
    private static func step(_ range: Int64) -> Int64 {
        var unit: Int64 = 1
        while true {
            for factor in [1, 2, 5] as [Int64] where unit * factor * 4 >= range { return unit * factor }
            unit *= 10
        }
    }

    /// 0 at the bottom, 1 at the top.
    func place(_ value: Int64) -> Double { min(max((Double(value) - low) / (high - low), 0), 1) }
}
