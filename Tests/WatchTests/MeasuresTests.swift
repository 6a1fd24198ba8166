import CoreMetrics
import Testing

@testable import Watch

@Suite("What is measured")
struct MeasuresTests {
    @Test("stands in Prometheus' text format: counts, levels, times in steps that add up")
    func text() {
        let measures = Measures()
        let ok = measures.makeCounter(
            label: "http.server.requests", dimensions: [("path", "/:company/\"x\""), ("status", "200")])
        ok.increment(by: 2)
        measures.makeCounter(
            label: "http.server.requests", dimensions: [("path", "/:company/\"x\""), ("status", "200")]
        )
        .increment(by: 1)
        let open = measures.makeMeter(label: "stores.open", dimensions: [])
        open.set(3 as Int64)
        open.decrement(by: 1)
        let time = measures.makeTimer(label: "request", dimensions: [("kind", "page")])
        for nanoseconds in [500_000, 4_000_000, 20_000_000_000] as [Int64] { time.recordNanoseconds(nanoseconds) }
        let lines = measures.text().split(separator: "\n").map(String.init)
        #expect(
            lines.prefix(4) == [
                "# TYPE http_server_requests_total counter",
                #"http_server_requests_total{path="/:company/\"x\"",status="200"} 3"#,
                "# TYPE stores_open gauge", "stores_open 2",
            ])
        #expect(lines.contains("# TYPE request_seconds histogram"))
        #expect(lines.contains(#"request_seconds_bucket{kind="page",le="0.001"} 1"#))
        #expect(lines.contains(#"request_seconds_bucket{kind="page",le="10.0"} 2"#))
        #expect(lines.contains(#"request_seconds_bucket{kind="page",le="+Inf"} 3"#))
        #expect(lines.contains(#"request_seconds_count{kind="page"} 3"#))
    }
}
