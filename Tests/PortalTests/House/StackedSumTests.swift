import Foundation
import Testing

@testable import Ground

@Suite("A sum in a stacked table")
struct StackedSumTests {
    /// Below 1,024 px each cell says its label, and `shared/money` its unit.
    @Test("names its unit once: with the sum, not in its label")
    func once() throws {
        let folder = World.root("Templates")
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        var (seen, twice): (Int, [String]) = (0, [])
        for case let file as URL in files where file.pathExtension == "mustache" {
            let text = try String(contentsOf: file, encoding: .utf8)
            for cell in text.matches(of: #/data-label="([^"]*)"[^>]*>(?:\{\{#[^}]+\}\})?\{\{>shared\/money\}\}/#) {
                seen += 1
                if cell.output.1.contains("unit") { twice.append("\(file.lastPathComponent): \(cell.output.1)") }
            }
        }
        #expect(twice == [])
        #expect(seen > 20)
    }
}
