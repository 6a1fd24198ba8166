import Foundation
import Logging

/// One line of JSON for each event of the log: time (RFC 3339), level, label, message, and its values.
public struct JSONLog: LogHandler {
    public var logLevel = Logger.Level.notice
    public var metadata: Logger.Metadata = [:]
    private let label: String
    private let write: @Sendable (String) -> Void

    /// - Parameter write: gets each line, its end included.
    public init(label: String, write: @escaping @Sendable (String) -> Void) {
        (self.label, self.write) = (label, write)
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        var values = metadata.merging(event.metadata ?? [:]) { $1 }.mapValues(\.description)
        values["time"] = Date().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        values["level"] = event.level.rawValue
        values["label"] = label
        values["message"] = event.message.description
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let json = try? encoder.encode(values) else { return }
        write(String(decoding: json, as: UTF8.self) + "\n")
    }
}
