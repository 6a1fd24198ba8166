import Domain
import Ground
import Web

/// The rows of one dimension with their figures, the chosen one as a picture above them.
struct ReportByPage: Page {
    struct Head: PageParts, Sendable {
        let href: String
        let label: String
        let isSorted: Bool

        func child(named name: String) -> Part? {
            switch name {
            case "href": .text(href)
            case "label": .text(label)
            case "sorted": .flag(isSorted)
            default: nil
            }
        }
    }

    struct Cell: PageParts, Sendable {
        let label: String
        let text: String
        let href: String?
        /// What lies in the middle of his peers.
        let peers: String?

        func child(named name: String) -> Part? {
            switch name {
            case "label": .text(label)
            case "text": .text(text)
            case "href": href.map(Part.text)
            case "peers": peers.map(Part.text)
            default: nil
            }
        }
    }

    struct Line: PageParts, Sendable {
        let name: String
        let cells: [Cell]

        func child(named name: String) -> Part? {
            switch name {
            case "name": .text(self.name)
            case "cells": .rows(cells)
            default: nil
            }
        }
    }

    /// Rows that the picture and the page show; the file has all.
    private static let drawn = 10
    private static let most = 200

    static let template = "reports/by"
    let titleKey = "reports.title.by"
    let titleValues: [String]
    let overview: String
    let action: String
    let by: String
    let tabs: [Tab]
    let period: Pick
    let measure: Pick
    let notes: [String]
    let files: [FileLink]
    let chartTitle: String
    let definition: String
    let chart: Chart?
    let head: String
    let heads: [Head]
    let lines: [Line]
    let whole: Line?
    let more: String?
    let hasLines: Bool
    let empty: EmptyNote?

    init(_ figures: ReportByFigures, _ filter: ReportByFilter, _ context: CompanyContext) {
        let (reader, paths) = (context.reader, context.paths)
        let page = paths(ReportRoutes.by)
        (action, by, overview) = (page, filter.dimension.rawValue, ReportPlace.overview(filter.period, paths))
        titleValues = [reader.name(of: filter.dimension)]
        tabs = ReportDimension.chosen.map { dimension in
            Tab(
                href: filter.with { $0.dimension = dimension }.address(page), label: reader.name(of: dimension),
                isCurrent: dimension == filter.dimension)
        }
        period = .period(filter.period, context)
        measure = Pick(
            "measure", reader.words("reports.measure"),
            filter.dimension.measures.map { ($0.rawValue, reader.name(of: $0)) }, chosen: filter.measure.rawValue)
        let said = ReportNotes(filter.period, builtAt: figures.builtAt, context)
        let isRipening = filter.period.isImmature(on: context.today)
        notes = [said.asOf, said.isRunning, isRipening ? reader.words("reports.immature.table") : nil].compactMap(
            \.self)
        files = context.files(of: filter, at: paths(ReportRoutes.export))
        chartTitle = reader.words("reports.chart.by", reader.head(of: filter.measure), reader.period(filter.period))
        definition = reader.definition(of: filter.measure)
        let row = ReportRow(filter, hasUnits: figures.hasUnits, context)
        chart = row.chart(figures, most: Self.drawn, name: chartTitle)
        head = reader.name(of: filter.dimension)
        heads = row.heads(page)
        lines = figures.lines.prefix(Self.most).map(row.line)
        hasLines = !lines.isEmpty
        whole = filter.dimension == .part ? nil : row.whole(figures.whole)
        more =
            figures.lines.count > Self.most
            ? reader.words("reports.more", reader.number(Self.most), reader.number(figures.lines.count)) : nil
        empty =
            hasLines ? nil : EmptyNote(title: reader.words("reports.empty"), text: reader.words("reports.empty.text"))
    }
}

enum ReportPlace {
    static func overview(_ period: ReportPeriod, _ paths: Paths) -> String {
        Address.of(paths(ReportRoutes.page), [("period", period.text)])
    }
}

/// How a row of figures is written.
struct ReportRow {
    let filter: ReportByFilter
    let hasUnits: Bool
    let context: CompanyContext

    init(_ filter: ReportByFilter, hasUnits: Bool, _ context: CompanyContext) {
        (self.filter, self.hasUnits, self.context) = (filter, hasUnits, context)
    }

    private var reader: Reader { context.reader }
    private var measures: [Measure] { filter.dimension.measures }
    private var currency: Currency { context.company.currency }

    func heads(_ page: String) -> [ReportByPage.Head] {
        let unit =
            hasUnits ? [ReportByPage.Head(href: "", label: reader.words("reports.per_thousand"), isSorted: false)] : []
        return measures.map { measure in
            .init(
                href: filter.with { $0.measure = measure }.address(page), label: reader.head(of: measure),
                isSorted: measure == filter.measure)
        } + unit
    }

    func line(_ line: ReportByFigures.Line) -> ReportByPage.Line {
        let cells = measures.map { measure in cell(measure, line.sums, key: line.key, peers: line.peers[measure]) }
        return .init(name: line.name, cells: cells + (hasUnits ? [perThousand(line.perThousand)] : []))
    }

    func whole(_ sums: ReportSums) -> ReportByPage.Line {
        let cells = measures.map { cell($0, sums, key: nil, peers: nil) }
        return .init(name: reader.words("reports.whole"), cells: cells + (hasUnits ? [perThousand(nil)] : []))
    }

    private func perThousand(_ value: Int64?) -> ReportByPage.Cell {
        .init(
            label: reader.words("reports.per_thousand"), text: value.map(reader.tenths) ?? "–", href: nil, peers: nil)
    }

    /// - Parameter key: nil for the whole.
    private func cell(_ measure: Measure, _ sums: ReportSums, key: String?, peers: Int64?) -> ReportByPage.Cell {
        let list = ReportJobFilter(
            measure.list, filter.period, key == nil ? .all : filter.dimension, key: key ?? "")
        return .init(
            label: reader.head(of: measure), text: reader.cell(measure.value(of: sums), of: measure, currency),
            href: sums[measure.list] > 0 ? list.address(context.paths(ReportJobRoutes.list)) : nil,
            peers: peers.map { reader.words("reports.peers", reader.cell($0, of: measure, currency)) })
    }

    /// The first of them; what adds up with the share of each, and of all up to it.
    func chart(_ figures: ReportByFigures, most: Int, name: String) -> Chart? {
        let measure = filter.measure
        let known = figures.lines.prefix(most).compactMap { line in
            measure.value(of: line.sums).map { (name: line.name, value: $0) }
        }
        guard !known.isEmpty else { return nil }
        let whole = measure.isAdditive && filter.dimension.isOfEachJob ? measure.value(of: figures.whole) : nil
        let shares = CumulatedShares.lines(known.map(\.value), of: whole ?? 0)
        let rows = zip(known, shares).map { line, share in
            let value = reader.cell(line.value, of: measure, currency)
            let told =
                whole == nil
                ? value
                : reader.words(
                    "reports.pareto", value, reader.tenths(Int64(share.share)), reader.tenths(Int64(share.cumulated)))
            return (label: line.name, value: line.value, told: told)
        }
        return .bars(name, head: reader.name(of: filter.dimension), called: reader.head(of: measure), rows)
    }
}
