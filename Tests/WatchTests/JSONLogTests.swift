import Foundation
import Logging
import Synchronization
import Testing

@testable import Watch

@Suite("A log in JSON")
struct JSONLogTests {
    @Test("has one line for each event, whatever stands in it")
    func lines() throws {
        final class Lines: Sendable { let all = Mutex<[String]>([]) }
        let lines = Lines()
        var logger = Logger(label: "kardan.runs") { label in
            JSONLog(label: label) { line in lines.all.withLock { $0.append(line) } }
        }
        logger[metadataKey: "company"] = "arman"
        logger.error("a step \"failed\"\nhere", metadata: ["cause": "نشد"])
        logger.debug("not this one")
        let all = lines.all.withLock { $0 }
        #expect(all.count == 1)
        let line = try #require(all.first)
        #expect(line.hasSuffix("}\n") && line.dropLast().contains("\n") == false)
        let values = try JSONDecoder().decode([String: String].self, from: Data(line.utf8))
        #expect(values["message"] == "a step \"failed\"\nhere")
        #expect(values["level"] == "error" && values["label"] == "kardan.runs")
        #expect(values["company"] == "arman" && values["cause"] == "نشد")
        let time = values["time"].flatMap {
            try? Date($0, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        }
        #expect(time.map { abs($0.timeIntervalSinceNow) < 60 } == true, "day and time: \(values["time"] ?? "")")
    }
}
