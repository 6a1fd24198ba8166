import Foundation
import Testing
import Watch

@Suite("A log's file")
struct LogFileTests {
    @Test("goes on at its end, is begun anew where it was carried away, and is for nobody else on the machine")
    func carriedAway() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("kardan-log-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let place = folder.appendingPathComponent("security.log").path
        try "before\n".write(toFile: place, atomically: false, encoding: .utf8)
        let (file, other) = (try LogFile(place), try LogFile(place))
        file.write("one\n")
        other.write("two\n")
        #expect(try String(contentsOfFile: place, encoding: .utf8) == "before\none\ntwo\n")
        try FileManager.default.moveItem(atPath: place, toPath: place + ".1")
        file.write("three\n")
        other.write("four\n")
        #expect(try String(contentsOfFile: place, encoding: .utf8) == "three\nfour\n")
        let mode = try FileManager.default.attributesOfItem(atPath: place)[.posixPermissions] as? Int
        #expect((mode ?? 0o777) & 0o007 == 0)
    }

    @Test("is refused where it cannot be")
    func nowhere() {
        #expect(throws: POSIXError.self) { try LogFile("/nowhere/at/all/security.log") }
    }
}
