import Domain
import Foundation
import Testing

/// The invented files of Samples/arman.
enum Arman {
    static func bytes(_ name: String) throws -> [UInt8] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardized
        return Array(try Data(contentsOf: root.appending(path: "Samples/arman/\(name)")))
    }

    static func quote(tariff: [UInt8]? = nil) throws -> FeesQuote {
        try FeesQuote.run(
            tariff: try tariff ?? bytes("tariff.csv"), jobs: bytes("finished_jobs.csv"), tariffName: "tariff.csv",
            jobsName: "finished_jobs.csv"
        ).get()
    }
}

@Suite struct ArmanQuoteTests {
    @Test("Arman's tariff prices Arman's jobs exactly as the expected lines say, byte for byte")
    func armanIsExact() throws {
        let expected = String(decoding: try Arman.bytes("expected_fee_lines.csv"), as: UTF8.self)
        let lines = try Arman.quote().csv.split(separator: "\n", omittingEmptySubsequences: false)
        for (line, wanted) in zip(lines, expected.split(separator: "\n", omittingEmptySubsequences: false)) {
            try #require(line == wanted)
        }
        #expect(try Arman.quote().csv == expected)
    }
}
