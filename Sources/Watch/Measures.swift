import CoreMetrics
import Synchronization

/// What is counted and timed, for Prometheus' text format 0.0.4. Names are those of swift-metrics with underscores; times are
/// histograms in seconds.
public final class Measures: MetricsFactory {
    /// One line's name and labels: `http_server_requests_total{status="200"}`.
    struct Series: Hashable, Comparable {
        let name: String
        let labels: String

        init(_ label: String, _ dimensions: [(String, String)]) {
            name = Self.cleaned(label)
            labels = dimensions.map { "\(Self.cleaned($0.0))=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
        }

        func text(_ suffix: String = "", extra: String = "") -> String {
            let all = [labels, extra].filter { !$0.isEmpty }.joined(separator: ",")
            return all.isEmpty ? name + suffix : "\(name)\(suffix){\(all)}"
        }

        static func < (left: Series, right: Series) -> Bool { (left.name, left.labels) < (right.name, right.labels) }

        private static func cleaned(_ text: String) -> String {
            String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
        }

        private static func escaped(_ text: String) -> String {
            text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
        }
    }

    private let counts = Mutex<[Series: Count]>([:])
    private let levels = Mutex<[Series: Level]>([:])
    private let times = Mutex<[Series: Times]>([:])

    public init() {}

    /// All that stands now, one line each, in a fixed order.
    public func text() -> String {
        let counts = counts.withLock { $0 }.sorted { $0.key < $1.key }
        let levels = levels.withLock { $0 }.sorted { $0.key < $1.key }
        let times = times.withLock { $0 }.sorted { $0.key < $1.key }
        var lines: [String] = []
        add(counts.map { ($0.key, $0.value.lines($0.key)) }, as: "counter", suffix: "_total", to: &lines)
        add(levels.map { ($0.key, $0.value.lines($0.key)) }, as: "gauge", to: &lines)
        add(times.map { ($0.key, $0.value.lines($0.key)) }, as: "histogram", suffix: "_seconds", to: &lines)
        return lines.joined(separator: "\n") + "\n"
    }

    private func add(
        _ all: [(Series, [String])], as kind: String, suffix: String = "", to lines: inout [String]
    ) {
        var last = ""
        for (series, more) in all {
            if series.name != last { lines.append("# TYPE \(series.name)\(suffix) \(kind)") }
            last = series.name
            lines += more
        }
    }

    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        counts.withLock { known(Series(label, dimensions), &$0, Count()) }
    }

    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        levels.withLock { known(Series(label, dimensions), &$0, Level()) }
    }

    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        levels.withLock { known(Series(label, dimensions), &$0, Level()) }
    }

    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        times.withLock { known(Series(label, dimensions), &$0, Times()) }
    }

    public func destroyCounter(_: any CounterHandler) {}
    public func destroyMeter(_: any MeterHandler) {}
    public func destroyRecorder(_: any RecorderHandler) {}
    public func destroyTimer(_: any TimerHandler) {}

    private func known<Handler>(_ series: Series, _ all: inout [Series: Handler], _ fresh: Handler) -> Handler {
        if let handler = all[series] { return handler }
        all[series] = fresh
        return fresh
    }
}
