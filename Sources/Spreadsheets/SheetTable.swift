import Domain

/// Finds the table in a sheet. People put its title above it, join the cells of heads, and leave rows empty.
struct SheetTable {
    let rows: [SheetPart.Line]
    let merges: [SheetPart.Merge]

    func table() throws(Complaint) -> Table {
        let start = headStart
        let head = names(start)
        let records = rows.drop { $0.number <= head.end }
        guard records.count <= DelimitedText.mostRecords else {
            throw Complaint("table.records.many", String(DelimitedText.mostRecords))
        }
        guard records.count * head.names.count <= Bound.cells else { throw Complaint("table.workbook.large") }
        return Table(
            header: head.names,
            records: records.map { row in
                row.cells + [String](repeating: "", count: max(head.names.count - row.cells.count, 0))
            }, lines: records.map(\.number))
    }

    /// The first row that is at least half as wide as the widest: above it stand titles and the day of printing.
    private var headStart: SheetPart.Line {
        let widths = rows.prefix(Bound.headRows).map(width)
        let least = max(2, ((widths.max() ?? 0) + 1) / 2)
        return rows[widths.firstIndex { $0 >= least } ?? 0]
    }

    /// Cells that are filled, one that is joined over others with all of them. A title alone is one, however wide.
    private func width(_ row: SheetPart.Line) -> Int {
        let filled = row.cells.indices.filter { !row.cells[$0].isEmpty }
        guard filled.count > 1 else { return filled.count }
        return filled.reduce(0) { $0 + (merge(row.number, $1)?.columns.count ?? 1) }
    }

    /// The columns' names, those of a head over several rows from above to below, and the head's last line.
    private func names(_ start: SheetPart.Line) -> (names: [String], end: Int) {
        let end = headEnd(start)
        let lines = rows.filter { (start.number...end).contains($0.number) }
        let width = lines.map(\.cells.count).max() ?? 0
        let names = (0..<width).map { column in
            var parts: [String] = []
            for row in lines {
                let text = DelimitedText.trimmed(self.text(row, column))
                if !text.isEmpty, parts.last != text { parts.append(text) }
            }
            return parts.joined(separator: " ")
        }
        return (names, end)
    }

    /// A cell's own text, or in the head's first lines that of the cell it is joined with, to its side.
    private func text(_ row: SheetPart.Line, _ column: Int) -> String {
        let own = row.cells.indices.contains(column) ? row.cells[column] : ""
        guard own.isEmpty, let merge = merge(row.number, column), merge.lines.lowerBound == row.number,
            row.cells.indices.contains(merge.columns.lowerBound)
        else { return own }
        return row.cells[merge.columns.lowerBound]
    }

    /// A head goes on below where one of its cells is joined downwards; and for one line where cells are joined to their
    /// side and each has something below, all others nothing.
    private func headEnd(_ start: SheetPart.Line) -> Int {
        let own = merges.filter { $0.lines.lowerBound == start.number }
        if let end = own.map(\.lines.upperBound).max(), end > start.number {
            return min(end, start.number + Bound.headDepth - 1)
        }
        let wide = own.filter { $0.columns.count > 1 }
        guard !wide.isEmpty, let below = rows.first(where: { $0.number > start.number }) else { return start.number }
        let width = max(start.cells.count, wide.map { $0.columns.upperBound + 1 }.max()!)
        let isSubhead = (0..<max(width, below.cells.count)).allSatisfy { column in
            let isFilled = below.cells.indices.contains(column) && !below.cells[column].isEmpty
            return isFilled == wide.contains { $0.columns.contains(column) }
        }
        return isSubhead ? below.number : start.number
    }

    private func merge(_ line: Int, _ column: Int) -> SheetPart.Merge? {
        merges.first { $0.lines.contains(line) && $0.columns.contains(column) }
    }
}
