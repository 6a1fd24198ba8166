import Foundation
import Testing

@testable import Ground

@Suite("A long form")
struct KeptFormTests {
    /// Of people without a sign-in, whose phone may be anybody's, and what is shown beside lists.
    private static let others: Set = [
        "tracking/rate", "front/form", "estimates/approval", "claims/list", "coding/check",
    ]

    @Test("is kept on its device until it has been saved")
    func kept() throws {
        let folder = World.root("Templates")
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        var (seen, lost): (Int, [String]) = (0, [])
        for case let file as URL in files where file.pathExtension == "mustache" {
            let name = file.deletingPathExtension().pathComponents.suffix(2).joined(separator: "/")
            let text = try String(contentsOf: file, encoding: .utf8)
            for part in text.components(separatedBy: "<form").dropFirst() {
                let form = part.components(separatedBy: "</form>")[0]
                guard form.contains("shared/textarea}}") || form.contains("<textarea") else { continue }
                seen += 1
                let isKept = form.contains("data-keep") || form.contains(#"method="get""#)
                if !isKept, !Self.others.contains(name) { lost.append(name) }
            }
        }
        #expect(lost == [])
        #expect(seen > 50)
    }
}
