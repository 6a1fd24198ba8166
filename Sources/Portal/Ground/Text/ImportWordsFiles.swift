import Domain
import Foundation

extension ImportWords {
    /// Reads them from the data that comes with the program.
    package init(root: Root) throws {
        func text(_ name: String) throws -> String {
            try String(contentsOf: root("Data/\(name).tsv"), encoding: .utf8)
        }
        try self.init(
            columns: text("import_columns"), terms: text("import_terms"), groups: text("product_groups"))
    }
}
