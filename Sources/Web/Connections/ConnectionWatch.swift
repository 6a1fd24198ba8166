import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Ends a connection whose requests' heads come too slowly or that takes nothing of what we send, and tells the gate whether
/// it is silent. What is idle in between, and bodies that stop, are ended by Hummingbird's own handler.
final class ConnectionWatch: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let gate: ConnectionGate
    private let bounds: ConnectionBounds
    /// Those that are not answered yet.
    private var requests = 0
    private var isBodyComing = false
    private var head: Scheduled<Void>?
    private var taking: Scheduled<Void>?

    init(_ gate: ConnectionGate, _ bounds: ConnectionBounds) { (self.gate, self.bounds) = (gate, bounds) }

    func handlerAdded(context: ChannelHandlerContext) {
        try? context.pipeline.syncOperations.addHandler(FirstByte(self, context.channel), position: .first)
        if context.channel.isActive { begin(context.channel) }
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context.channel)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(context.channel)
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { end(context.channel) }

    private func begin(_ channel: any Channel) {
        guard head == nil else { return }
        gate.isSilent(channel)
        expectHead(channel)
    }

    private func end(_ channel: any Channel) {
        gate.isHeard(channel)
        for task in [head, taking] { task?.cancel() }
        (head, taking) = (nil, nil)
    }

    /// Something comes; where no request is under way it must become one. A body may still come after its answer.
    fileprivate func expectHead(_ channel: any Channel) {
        guard isAtRest, head == nil else { return }
        head = closing(channel, after: bounds.head)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            (requests, isBodyComing) = (requests + 1, true)
            head?.cancel()
            head = nil
            gate.isHeard(context.channel)
        case .body: break
        case .end:
            isBodyComing = false
            if isAtRest { gate.isSilent(context.channel) }
        }
        context.fireChannelRead(data)
    }

    private var isAtRest: Bool { requests == 0 && !isBodyComing }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .end = unwrapOutboundIn(data) else { return context.write(data, promise: promise) }
        requests -= 1
        guard isAtRest, context.channel.isActive else { return context.write(data, promise: promise) }
        guard gate.isCrowded else {
            gate.isSilent(context.channel)
            return context.write(data, promise: promise)
        }
        let sent = promise ?? context.eventLoop.makePromise()
        let channel = context.channel
        sent.futureResult.whenComplete { _ in channel.close(promise: nil) }
        context.write(data, promise: sent)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        taking?.cancel()
        taking = context.channel.isWritable ? nil : closing(context.channel, after: bounds.idle)
        context.fireChannelWritabilityChanged()
    }

    private func closing(_ channel: any Channel, after wait: TimeAmount) -> Scheduled<Void> {
        channel.eventLoop.scheduleTask(in: wait) { channel.close(promise: nil) }
    }
}

/// Stands before whatever takes requests apart: there half a head is not seen.
private final class FirstByte: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private weak var watch: ConnectionWatch?
    private let channel: any Channel

    init(_ watch: ConnectionWatch, _ channel: any Channel) { (self.watch, self.channel) = (watch, channel) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        watch?.expectHead(channel)
        context.fireChannelRead(data)
    }
}
