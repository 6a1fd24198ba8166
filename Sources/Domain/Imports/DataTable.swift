/// Reads the tab-separated files that Kardan ships: the first line names the columns.
enum DataTable {
    static func records(of tsv: String) -> [[String: String]] {
        let lines = tsv.split(whereSeparator: \.isNewline).map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        guard let header = lines.first else { return [] }
        return lines.dropFirst().map { Dictionary(zip(header, $0)) { first, _ in first } }
    }

    /// The parts between bars.
    static func list(_ cell: String?) -> [String] { (cell ?? "").split(separator: "|").map(String.init) }
}
