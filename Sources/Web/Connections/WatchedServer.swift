import HummingbirdCore

extension HTTPServerBuilder {
    /// HTTP/1.1 over connections that are watched.
    public static func watched(by gate: ConnectionGate, _ bounds: ConnectionBounds) -> HTTPServerBuilder {
        .http1(
            configuration: .init(additionalChannelHandlers: [ConnectionWatch(gate, bounds)], idleTimeout: bounds.idle))
    }
}
