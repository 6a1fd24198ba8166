import CoreMetrics
import Database
import Foundation
import Ground
import Hummingbird
import Logging
import Watch

/// What of the program is seen from outside, as the environment says.
struct Watching {
    /// Where the figures are asked for; nil where they are not kept.
    let measures: (any ApplicationProtocol)?

    /// Once, before anything else. `KARDAN_LOG`: the least level; `KARDAN_LOG_FORMAT=json`: a line of JSON for each event;
    /// `KARDAN_SECURITY_LOG`: a file for what bears on security; `KARDAN_SLOW`: milliseconds from which on a statement is slow (1,000; 0 for never); `KARDAN_METRICS`: address and port
    /// for Prometheus, e.g. 127.0.0.1:9464.
    init(_ environment: [String: String]) throws {
        try Self.bootstrapLog(environment)
        let slow = environment["KARDAN_SLOW"].flatMap { Int64($0) } ?? 1_000
        if slow > 0 { SlowStatements.watch(from: slow) }
        guard let address = environment["KARDAN_METRICS"], !address.isEmpty else {
            measures = nil
            return
        }
        guard let colon = address.lastIndex(of: ":"), let port = Int(address[address.index(after: colon)...]) else {
            throw Failure.said("KARDAN_METRICS: \(address) is no ADDRESS:PORT")
        }
        measures = Self.application(host: String(address[..<colon]), port: port)
    }

    private static func bootstrapLog(_ environment: [String: String]) throws {
        let level = environment["KARDAN_LOG"].flatMap { Logger.Level(rawValue: $0) } ?? .notice
        let isJSON = environment["KARDAN_LOG_FORMAT"] == "json"
        let writeSecurity = try securityLog(environment["KARDAN_SECURITY_LOG"] ?? "")
        LoggingSystem.bootstrap { label in
            if label == SecurityLog.label { return JSONLog(label: label, write: writeSecurity) }
            var handler: any LogHandler =
                isJSON ? JSONLog(label: label, write: write) : StreamLogHandler.standardOutput(label: label)
            handler.logLevel = level
            return handler
        }
    }

    /// A file of its own, or among all else.
    private static func securityLog(_ path: String) throws -> @Sendable (String) -> Void {
        guard !path.isEmpty else { return write }
        do {
            let file = try LogFile(path)
            return { file.write($0) }
        } catch { throw Failure.said("KARDAN_SECURITY_LOG: \(path): \(error)") }
    }

    @Sendable private static func write(_ line: String) { FileHandle.standardOutput.write(Data(line.utf8)) }

    /// Of its own port, so that no stranger who reaches the portal reaches it.
    private static func application(host: String, port: Int) -> any ApplicationProtocol {
        let measures = Measures()
        MetricsSystem.bootstrap(measures)
        let router = Router()
        router.get("/metrics") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: measures.text())))
        }
        return Application(router: router, configuration: .init(address: .hostname(host, port: port)))
    }
}
