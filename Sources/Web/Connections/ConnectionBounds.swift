import NIOCore

/// How many connections there may be, and how long each may keep us waiting.
public struct ConnectionBounds: Sendable {
    public var most: Int
    /// From the first byte of a request to the end of its head; on a new connection from its beginning.
    public var head = TimeAmount.seconds(10)
    /// Between two requests, between two parts of one, and where nobody takes what we send.
    public var idle = TimeAmount.seconds(60)

    public init(most: Int = 1_024) { self.most = most }
}
