import Foundation

/// Hands rows from the thread that reads one store to the thread that writes another; neither runs far ahead.
final class RowChannel: @unchecked Sendable {
    enum Item {
        case rows([[SQLValue]], of: TableShape)
        case lastIdentity(Int64, of: TableShape)
        case end
    }

    /// The other side has given up; its own error says why.
    struct Closed: Error {}

    private let condition = NSCondition()
    private var items: [Item] = []
    private var isClosed = false
    private let most = 4

    /// Waits while the other side is behind. - Throws: `Closed`.
    func send(_ item: Item) throws {
        condition.lock()
        defer { condition.unlock() }
        while items.count >= most, !isClosed { condition.wait() }
        guard !isClosed else { throw Closed() }
        items.append(item)
        condition.broadcast()
    }

    /// Waits for the next one. - Throws: `Closed` where the sender gave up before the end.
    func receive() throws -> Item {
        condition.lock()
        defer { condition.unlock() }
        while items.isEmpty, !isClosed { condition.wait() }
        guard let item = items.first else { throw Closed() }
        items.removeFirst()
        condition.broadcast()
        return item
    }

    /// Either side calls it when it fails; nobody waits for it any more.
    func close() {
        condition.lock()
        isClosed = true
        condition.broadcast()
        condition.unlock()
    }
}
